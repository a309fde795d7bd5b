"""Blocks with more than one path: ResNet, Inception, Network in Network, DenseNet.

Every class is a `torch.nn.Module` for images in NCHW layout, `(N, C, H, W)`, of any height and
width. The names of the submodules are part of the task: the checks load weights by name.

- A convolution that stands beside a batch norm has no bias (`bias=False`).
- The convolutions of Inception and Network in Network have a bias, because no batch norm follows.
- Every 3x3 convolution has padding 1, so that only the stride changes height and width.
- "ReLU" has no weights. Write it as a function or as a module under a name of your choice.
"""

import torch
from torch import nn

### BEGIN SOLUTION


def _projection(c_in: int, c_out: int, stride: int) -> nn.Module:
    """What the skip does: nothing, or a 1x1 convolution and a batch norm."""
    if stride == 1 and c_in == c_out:
        return nn.Identity()
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False), nn.BatchNorm2d(c_out)
    )


### END SOLUTION


class ResidualBlock(nn.Module):
    """The basic block of ResNet: `relu(branch(x) + shortcut(x))`.

    The branch is conv1, bn1, ReLU, conv2, bn2; both convolutions are 3x3 with padding 1 and without
    bias, and the stride is on conv1. (He et al., "Deep Residual Learning for Image Recognition",
    2015.)

    Submodules:
        conv1, bn1, conv2, bn2: `nn.Conv2d` and `nn.BatchNorm2d`.
        shortcut: when the shape changes (stride is not 1, or `c_in != c_out`) an `nn.Sequential`
            of a 1x1 convolution with that stride, without bias, and a batch norm, so that its
            weights are `shortcut.0.weight`, `shortcut.1.weight`, ...; otherwise the identity,
            without weights.

    Args:
        c_in: channels of the input.
        c_out: channels of the output.
        stride: stride of conv1 and of the shortcut.

    >>> ResidualBlock(16, 32, stride=2)(torch.zeros(1, 16, 8, 6)).shape
    torch.Size([1, 32, 4, 3])
    >>> sum(p.numel() for p in ResidualBlock(64, 64).parameters())
    73984
    """

    def __init__(self, c_in: int, c_out: int, stride: int = 1) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.shortcut = _projection(c_in, c_out, stride)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, c_in, H, W)` to `(N, c_out, ceil(H / stride), ceil(W / stride))`."""
        ### BEGIN SOLUTION
        branch = torch.relu(self.bn1(self.conv1(x)))
        branch = self.bn2(self.conv2(branch))
        return torch.relu(branch + self.shortcut(x))
        ### END SOLUTION


class Bottleneck(nn.Module):
    """The block of the deep ResNets: shrink the channels, convolve, grow them again.

    The branch is conv1 (1x1), bn1, ReLU, conv2 (3x3, padding 1), bn2, ReLU, conv3 (1x1), bn3; then
    the sum with the shortcut, then ReLU. The stride is on the 3x3 convolution, as in today's
    libraries; the paper of 2015 put it on the first 1x1, which skips three of four pixels.

    Submodules:
        conv1, bn1, conv2, bn2, conv3, bn3: convolutions without bias, and their batch norms.
        shortcut: as in `ResidualBlock`; the shape changes when stride is not 1 or
            `c_in != c_mid * expansion`.

    Args:
        c_in: channels of the input.
        c_mid: channels inside, of conv1 and conv2.
        stride: stride of conv2 and of the shortcut.
        expansion: the output has `c_mid * expansion` channels.

    >>> Bottleneck(256, 64)(torch.zeros(1, 256, 7, 7)).shape
    torch.Size([1, 256, 7, 7])
    >>> sum(p.numel() for p in Bottleneck(256, 64).parameters())
    70400
    """

    def __init__(self, c_in: int, c_mid: int, stride: int = 1, expansion: int = 4) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        c_out = c_mid * expansion
        self.conv1 = nn.Conv2d(c_in, c_mid, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_mid)
        self.conv2 = nn.Conv2d(c_mid, c_mid, 3, stride=stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_mid)
        self.conv3 = nn.Conv2d(c_mid, c_out, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(c_out)
        self.shortcut = _projection(c_in, c_out, stride)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, c_in, H, W)` to `(N, c_mid * expansion, ceil(H / stride), ceil(W / stride))`."""
        ### BEGIN SOLUTION
        branch = torch.relu(self.bn1(self.conv1(x)))
        branch = torch.relu(self.bn2(self.conv2(branch)))
        branch = self.bn3(self.conv3(branch))
        return torch.relu(branch + self.shortcut(x))
        ### END SOLUTION


class PreActBlock(nn.Module):
    """The residual block with the activation first: nothing follows the sum.

    Let `a = relu(bn1(x))`. The branch is conv1(a), bn2, ReLU, conv2. The output is the branch plus
    the skip. When the shape stays, the skip is `x` itself, not `a`. When it changes, the skip is
    `shortcut(a)`. (He et al., "Identity Mappings in Deep Residual Networks", 2016.)

    Submodules:
        bn1, conv1, bn2, conv2: 3x3 convolutions without bias, padding 1, stride on conv1.
        shortcut: when the shape changes one `nn.Conv2d`, 1x1, with the stride, without bias and
            without batch norm (`shortcut.weight`); otherwise nothing that has weights.

    Args:
        c_in: channels of the input.
        c_out: channels of the output.
        stride: stride of conv1 and of the shortcut.

    >>> PreActBlock(8, 16, stride=2)(torch.zeros(1, 8, 5, 5)).shape
    torch.Size([1, 16, 3, 3])
    """

    def __init__(self, c_in: int, c_out: int, stride: int = 1) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.bn1 = nn.BatchNorm2d(c_in)
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=False)
        self.shortcut = None
        if stride != 1 or c_in != c_out:
            self.shortcut = nn.Conv2d(c_in, c_out, 1, stride=stride, bias=False)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, c_in, H, W)` to `(N, c_out, ceil(H / stride), ceil(W / stride))`."""
        ### BEGIN SOLUTION
        activated = torch.relu(self.bn1(x))
        skip = x if self.shortcut is None else self.shortcut(activated)
        branch = self.conv1(activated)
        return self.conv2(torch.relu(self.bn2(branch))) + skip
        ### END SOLUTION


class InceptionBlock(nn.Module):
    """Four branches side by side, joined along the channels (GoogLeNet, 2014; no batch norm).

    In the order of the output's channels:
        1. branch1: 1x1 convolution to `c1` channels.
        2. branch3_reduce: 1x1 to `c3_reduce`; then branch3: 3x3, padding 1, to `c3`.
        3. branch5_reduce: 1x1 to `c5_reduce`; then branch5: 5x5, padding 2, to `c5`.
        4. 3x3 max pool, stride 1, padding 1; then branch_pool: 1x1 to `pool_proj`.

    Every convolution (the reducing ones too) has a bias and is followed by ReLU. Height and width
    stay.

    Submodules: the six `nn.Conv2d` named above.

    >>> InceptionBlock(192, 64, 96, 128, 16, 32, 32)(torch.zeros(1, 192, 28, 28)).shape
    torch.Size([1, 256, 28, 28])
    """

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
        ### BEGIN SOLUTION
        super().__init__()
        self.branch1 = nn.Conv2d(c_in, c1, 1)
        self.branch3_reduce = nn.Conv2d(c_in, c3_reduce, 1)
        self.branch3 = nn.Conv2d(c3_reduce, c3, 3, padding=1)
        self.branch5_reduce = nn.Conv2d(c_in, c5_reduce, 1)
        self.branch5 = nn.Conv2d(c5_reduce, c5, 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.branch_pool = nn.Conv2d(c_in, pool_proj, 1)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, c_in, H, W)` to `(N, c1 + c3 + c5 + pool_proj, H, W)`."""
        ### BEGIN SOLUTION
        one = torch.relu(self.branch1(x))
        three = torch.relu(self.branch3(torch.relu(self.branch3_reduce(x))))
        five = torch.relu(self.branch5(torch.relu(self.branch5_reduce(x))))
        pooled = torch.relu(self.branch_pool(self.pool(x)))
        return torch.cat([one, three, five, pooled], dim=1)
        ### END SOLUTION


class NiNBlock(nn.Module):
    """A convolution and a small network at every pixel (Lin et al., "Network In Network", 2013).

    conv1 (k x k, with the stride and the padding), ReLU, conv2 (1x1), ReLU, conv3 (1x1), ReLU.
    All three have a bias and `c_out` output channels.

    Submodules: conv1, conv2, conv3.

    Args:
        c_in: channels of the input.
        c_out: channels of the output, and in between.
        k: height and width of conv1's kernel.
        stride: stride of conv1.
        padding: padding of conv1.

    >>> NiNBlock(3, 96, 11, 4, 0)(torch.zeros(1, 3, 224, 224)).shape
    torch.Size([1, 96, 54, 54])
    """

    def __init__(self, c_in: int, c_out: int, k: int, stride: int, padding: int) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, k, stride=stride, padding=padding)
        self.conv2 = nn.Conv2d(c_out, c_out, 1)
        self.conv3 = nn.Conv2d(c_out, c_out, 1)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, c_in, H, W)` to `(N, c_out, H', W')`, sized as conv1 says."""
        ### BEGIN SOLUTION
        for conv in (self.conv1, self.conv2, self.conv3):
            x = torch.relu(conv(x))
        return x
        ### END SOLUTION


class DenseBlock(nn.Module):
    """Each layer reads everything before it and adds `growth` channels (Huang et al., 2016).

    `layers[i]` is batch norm, ReLU, 3x3 convolution (padding 1, no bias) from `c_in + i * growth`
    channels to `growth`. Its output is appended: the concatenation is `[old, new]` along the
    channels. There is no 1x1 bottleneck here.

    Submodules:
        layers: a list of `nn.Sequential(batch norm, ReLU, convolution)`, so that the weights of the
            first are `layers.0.0.weight`, `layers.0.0.bias` and `layers.0.2.weight`.

    Args:
        c_in: channels of the input.
        growth: channels that each layer adds.
        layers: how many layers.

    >>> DenseBlock(16, 12, 4)(torch.zeros(1, 16, 5, 7)).shape
    torch.Size([1, 64, 5, 7])
    """

    def __init__(self, c_in: int, growth: int, layers: int) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(layers):
            channels = c_in + i * growth
            self.layers.append(
                nn.Sequential(
                    nn.BatchNorm2d(channels),
                    nn.ReLU(),
                    nn.Conv2d(channels, growth, 3, padding=1, bias=False),
                )
            )
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, c_in, H, W)` to `(N, c_in + layers * growth, H, W)`."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x
        ### END SOLUTION
