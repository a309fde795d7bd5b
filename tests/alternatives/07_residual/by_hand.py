"""1x1 convolutions as einsum, pooling as shifted maxima, ReLU as clamp, explicit padding."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn


def pointwise(conv, x):
    y = torch.einsum("nchw,oc->nohw", x, conv.weight[:, :, 0, 0])
    return y + conv.bias[None, :, None, None]


def relu(x):
    return x.clamp_min(0)


class InceptionBlock(nn.Module):
    def __init__(self, c_in, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super().__init__()
        self.branch_pool = nn.Conv2d(c_in, pool_proj, 1)
        self.branch5_reduce = nn.Conv2d(c_in, c5_reduce, 1)
        self.branch5 = nn.Conv2d(c5_reduce, c5, 5)
        self.branch3_reduce = nn.Conv2d(c_in, c3_reduce, 1)
        self.branch3 = nn.Conv2d(c3_reduce, c3, 3)
        self.branch1 = nn.Conv2d(c_in, c1, 1)

    def forward(self, x):
        h, w = x.shape[2:]
        padded = F.pad(x, (1, 1, 1, 1), value=float("-inf"))
        windows = [padded[:, :, i : i + h, j : j + w] for i in range(3) for j in range(3)]
        pooled = torch.stack(windows).amax(dim=0)
        branches = [
            pointwise(self.branch1, x),
            self.branch3(F.pad(relu(pointwise(self.branch3_reduce, x)), (1, 1, 1, 1))),
            self.branch5(F.pad(relu(pointwise(self.branch5_reduce, x)), (2, 2, 2, 2))),
            pointwise(self.branch_pool, pooled),
        ]
        return relu(torch.cat(branches, dim=-3))


class NiNBlock(nn.Module):
    def __init__(self, c_in, c_out, k, stride, padding):
        super().__init__()
        for name, arguments in (
            ("conv1", (c_in, c_out, k, stride, padding)),
            ("conv2", (c_out, c_out, 1)),
            ("conv3", (c_out, c_out, 1)),
        ):
            setattr(self, name, nn.Conv2d(*arguments))

    def forward(self, x):
        x = relu(self.conv1(x))
        return relu(pointwise(self.conv3, relu(pointwise(self.conv2, x))))


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = self.bn2(self.conv2(relu(self.bn1(self.conv1(x)))))
        for layer in self.shortcut if isinstance(self.shortcut, nn.Sequential) else ():
            x = layer(x)
        total = x + branch
        return torch.where(total > 0, total, torch.zeros_like(total))
