"""Blocks with more than one path: ResNet, Inception, Network in Network, DenseNet."""

import torch
from torch import nn
from torch.nn import functional as F


class ResidualBlock(nn.Module):
    """conv1, bn1, ReLU, conv2, bn2, plus the shortcut, ReLU."""

    def __init__(self, c_in: int, c_out: int, stride: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, kernel_size=3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, kernel_size=3, stride=1, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        if stride != 1 or c_in != c_out:
            self.shortcut = nn.Sequential(
                nn.Conv2d(c_in, c_out, kernel_size=1, stride=stride, bias=False),
                nn.BatchNorm2d(c_out),
            )
        else:
            self.shortcut = nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        identity = self.shortcut(x)
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        return F.relu(out + identity)


class Bottleneck(nn.Module):
    """1x1 down, 3x3, 1x1 up, plus the shortcut, ReLU."""

    def __init__(self, c_in: int, c_mid: int, stride: int = 1, expansion: int = 4) -> None:
        super().__init__()
        c_out = c_mid * expansion
        self.conv1 = nn.Conv2d(c_in, c_mid, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_mid)
        self.conv2 = nn.Conv2d(c_mid, c_mid, 3, stride=stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_mid)
        self.conv3 = nn.Conv2d(c_mid, c_out, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(c_out)
        self.shortcut = nn.Sequential()
        if stride != 1 or c_in != c_out:
            self.shortcut = nn.Sequential(
                nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False), nn.BatchNorm2d(c_out)
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = F.relu(self.bn1(self.conv1(x)))
        h = F.relu(self.bn2(self.conv2(h)))
        h = self.bn3(self.conv3(h))
        h = h + self.shortcut(x)
        return F.relu(h)


class PreActBlock(nn.Module):
    """Norm and ReLU in front of each convolution; nothing after the sum."""

    def __init__(self, c_in: int, c_out: int, stride: int = 1) -> None:
        super().__init__()
        self.bn1 = nn.BatchNorm2d(c_in)
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, 1, 1, bias=False)
        self.shortcut = None
        if stride != 1 or c_in != c_out:
            self.shortcut = nn.Conv2d(c_in, c_out, 1, stride, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        a = F.relu(self.bn1(x))
        skip = x if self.shortcut is None else self.shortcut(a)
        branch = self.conv1(a)
        branch = self.conv2(F.relu(self.bn2(branch)))
        return branch + skip


class InceptionBlock(nn.Module):
    """Four branches side by side, joined along the channels."""

    def __init__(
        self,
        c_in: int,
        c1: int,
        c3_reduce: int,
        c3: int,
        c5_reduce: int,
        c5: int,
        pool_proj: int,
    ) -> None:
        super().__init__()
        self.branch1 = nn.Conv2d(c_in, c1, 1)
        self.branch3_reduce = nn.Conv2d(c_in, c3_reduce, 1)
        self.branch3 = nn.Conv2d(c3_reduce, c3, 3, padding=1)
        self.branch5_reduce = nn.Conv2d(c_in, c5_reduce, 1)
        self.branch5 = nn.Conv2d(c5_reduce, c5, 5, padding=2)
        self.branch_pool = nn.Conv2d(c_in, pool_proj, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        one = F.relu(self.branch1(x))
        three = F.relu(self.branch3_reduce(x))
        three = F.relu(self.branch3(three))
        five = F.relu(self.branch5_reduce(x))
        five = F.relu(self.branch5(five))
        pooled = F.max_pool2d(x, kernel_size=3, stride=1, padding=1)
        pooled = F.relu(self.branch_pool(pooled))
        return torch.cat([one, three, five, pooled], dim=1)


class NiNBlock(nn.Module):
    """k x k, ReLU, 1x1, ReLU, 1x1, ReLU."""

    def __init__(self, c_in: int, c_out: int, k: int, stride: int, padding: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, k, stride, padding)
        self.conv2 = nn.Conv2d(c_out, c_out, 1)
        self.conv3 = nn.Conv2d(c_out, c_out, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.relu(self.conv3(x))
        return x


class DenseBlock(nn.Module):
    """Each layer reads everything before it and adds `growth` channels."""

    def __init__(self, c_in: int, growth: int, layers: int) -> None:
        super().__init__()
        blocks = []
        for i in range(layers):
            channels = c_in + i * growth
            blocks.append(
                nn.Sequential(
                    nn.BatchNorm2d(channels),
                    nn.ReLU(),
                    nn.Conv2d(channels, growth, kernel_size=3, padding=1, bias=False),
                )
            )
        self.layers = nn.ModuleList(blocks)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            new = layer(x)
            x = torch.cat((x, new), dim=1)
        return x
