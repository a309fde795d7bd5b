"""Five famous networks: AlexNet, VGG, Network in Network, GoogLeNet, DenseNet.

Every class is a `torch.nn.Module` for colour images in NCHW layout, `(N, 3, H, W)`, and returns
logits of shape `(N, num_classes)`: no softmax at the end. The names of the submodules are part of
the task: the checks load weights by name. You may paste your own blocks from module 07 into this
file, and write further helper classes.

Sizes can be tried without memory or time on the "meta" device, where tensors have a shape and no
numbers:

>>> with torch.device("meta"):
...     net = AlexNet()
>>> sum(p.numel() for p in net.parameters())
62378344
"""

from collections.abc import Sequence

import torch
from torch import nn

VGG16_CONFIG: list[int | str] = [
    *(64, 64, "M"),
    *(128, 128, "M"),
    *(256, 256, 256, "M"),
    *(512, 512, 512, "M"),
    *(512, 512, 512, "M"),
]


class AlexNet(nn.Module):
    """AlexNet for images of 3x227x227, ungrouped, without local response normalisation.

    Every convolution has a bias and is followed by ReLU. (Krizhevsky, Sutskever, Hinton, 2012, who
    split some convolutions into two groups for two GPUs; here they are whole.)

    Submodules, in the order in which they run:
        features: an `nn.Sequential` of 13 modules:
            0 convolution 96 of 11x11 stride 4, 1 ReLU, 2 max pool 3x3 stride 2,
            3 convolution 256 of 5x5 padding 2, 4 ReLU, 5 max pool 3x3 stride 2,
            6 convolution 384 of 3x3 padding 1, 7 ReLU, 8 convolution 384 of 3x3 padding 1, 9 ReLU,
            10 convolution 256 of 3x3 padding 1, 11 ReLU, 12 max pool 3x3 stride 2.
        (then flatten, in `forward`)
        classifier: an `nn.Sequential` of 7 modules:
            0 dropout 0.5, 1 linear 4096, 2 ReLU, 3 dropout 0.5, 4 linear 4096, 5 ReLU, 6 linear.

    Args:
        num_classes: how many logits.
    """

    def __init__(self, num_classes: int = 1000) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 96, 11, stride=4),
            nn.ReLU(),
            nn.MaxPool2d(3, stride=2),
            nn.Conv2d(96, 256, 5, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(3, stride=2),
            nn.Conv2d(256, 384, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(384, 384, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(384, 256, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(3, stride=2),
        )
        self.classifier = nn.Sequential(
            nn.Dropout(0.5),
            nn.Linear(256 * 6 * 6, 4096),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(4096, 4096),
            nn.ReLU(),
            nn.Linear(4096, num_classes),
        )
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, 227, 227)` to logits `(N, num_classes)`."""
        ### BEGIN SOLUTION
        return self.classifier(torch.flatten(self.features(x), 1))
        ### END SOLUTION


class VGG(nn.Module):
    """A VGG network for images of 3x224x224, written as a list (Simonyan and Zisserman, 2014).

    A number in the list is a 3x3 convolution (padding 1, with bias) to that many channels,
    followed by ReLU. The letter "M" is a 2x2 max pool with stride 2. A list with P letters "M"
    leaves a map of 224 // 2**P on each side.

    Submodules:
        features: an `nn.Sequential` with two modules (convolution, ReLU) for each number and one
            (max pool) for each "M". For `[64, "M", 128]` the convolutions are `features.0` and
            `features.3`.
        (then flatten, in `forward`)
        classifier: an `nn.Sequential` of 7 modules: 0 linear 4096, 1 ReLU, 2 dropout 0.5, 3 linear
            4096, 4 ReLU, 5 dropout 0.5, 6 linear to the classes.

    Args:
        config: channel counts and "M", as in `VGG16_CONFIG`; it begins with a number.
        num_classes: how many logits.

    >>> with torch.device("meta"):
    ...     net = VGG(VGG16_CONFIG)
    >>> sum(p.numel() for p in net.parameters())
    138357544
    """

    def __init__(self, config: Sequence[int | str], num_classes: int = 1000) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        layers: list[nn.Module] = []
        channels, side = 3, 224
        for entry in config:
            if entry == "M":
                layers.append(nn.MaxPool2d(2, stride=2))
                side //= 2
            else:
                layers += [nn.Conv2d(channels, entry, 3, padding=1), nn.ReLU()]
                channels = entry
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(
            nn.Linear(channels * side * side, 4096),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(4096, 4096),
            nn.ReLU(),
            nn.Dropout(0.5),
            nn.Linear(4096, num_classes),
        )
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, 224, 224)` to logits `(N, num_classes)`."""
        ### BEGIN SOLUTION
        return self.classifier(torch.flatten(self.features(x), 1))
        ### END SOLUTION


### BEGIN SOLUTION


class _NiNBlock(nn.Module):
    """k x k, 1x1, 1x1, each followed by ReLU."""

    def __init__(self, c_in: int, c_out: int, k: int, stride: int, padding: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, k, stride=stride, padding=padding)
        self.conv2 = nn.Conv2d(c_out, c_out, 1)
        self.conv3 = nn.Conv2d(c_out, c_out, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for conv in (self.conv1, self.conv2, self.conv3):
            x = torch.relu(conv(x))
        return x


### END SOLUTION


class NiN(nn.Module):
    """Network in Network, the one for 224x224: no linear layer at all (Lin, Chen, Yan, 2013).

    Four blocks; after each of the first three a 3x3 max pool with stride 2 and no padding. Then
    dropout 0.5, the fourth block with one channel for each class, and the mean over height and
    width, which are the logits. A block is a k x k convolution and two 1x1 convolutions, all to
    the same number of channels, each with a bias and followed by ReLU (the last one of the last
    block too).

    Submodules:
        block1: 96 channels, 11x11, stride 4, padding 0.
        block2: 256 channels, 5x5, stride 1, padding 2.
        block3: 384 channels, 3x3, stride 1, padding 1.
        block4: `num_classes` channels, 3x3, stride 1, padding 1.
        Each has `conv1`, `conv2`, `conv3`, as in module 07.

    Args:
        num_classes: how many logits.

    >>> with torch.device("meta"):
    ...     net = NiN()
    >>> sum(p.numel() for p in net.parameters())
    2015398
    """

    def __init__(self, num_classes: int = 10) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.block1 = _NiNBlock(3, 96, 11, 4, 0)
        self.block2 = _NiNBlock(96, 256, 5, 1, 2)
        self.block3 = _NiNBlock(256, 384, 3, 1, 1)
        self.block4 = _NiNBlock(384, num_classes, 3, 1, 1)
        self.pool = nn.MaxPool2d(3, stride=2)
        self.dropout = nn.Dropout(0.5)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, H, W)` to logits `(N, num_classes)`, for any H and W that the pools admit."""
        ### BEGIN SOLUTION
        for block in (self.block1, self.block2, self.block3):
            x = self.pool(block(x))
        return self.block4(self.dropout(x)).mean(dim=(2, 3))
        ### END SOLUTION


### BEGIN SOLUTION


class _Inception(nn.Module):
    """Four branches joined along the channels; each convolution has a bias and a ReLU."""

    def __init__(
        self, c_in: int, c1: int, c3_reduce: int, c3: int, c5_reduce: int, c5: int, pool_proj: int
    ) -> None:
        super().__init__()
        self.branch1 = nn.Conv2d(c_in, c1, 1)
        self.branch3_reduce = nn.Conv2d(c_in, c3_reduce, 1)
        self.branch3 = nn.Conv2d(c3_reduce, c3, 3, padding=1)
        self.branch5_reduce = nn.Conv2d(c_in, c5_reduce, 1)
        self.branch5 = nn.Conv2d(c5_reduce, c5, 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.branch_pool = nn.Conv2d(c_in, pool_proj, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        one = torch.relu(self.branch1(x))
        three = torch.relu(self.branch3(torch.relu(self.branch3_reduce(x))))
        five = torch.relu(self.branch5(torch.relu(self.branch5_reduce(x))))
        pooled = torch.relu(self.branch_pool(self.pool(x)))
        return torch.cat([one, three, five, pooled], dim=1)


class _Auxiliary(nn.Module):
    """A small classifier that hangs on a middle layer, for images of 224x224."""

    def __init__(self, c_in: int, num_classes: int) -> None:
        super().__init__()
        self.pool = nn.AvgPool2d(5, stride=3)
        self.conv = nn.Conv2d(c_in, 128, 1)
        self.fc1 = nn.Linear(128 * 4 * 4, 1024)
        self.dropout = nn.Dropout(0.7)
        self.fc2 = nn.Linear(1024, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.conv(self.pool(x)))
        x = torch.relu(self.fc1(torch.flatten(x, 1)))
        return self.fc2(self.dropout(x))


### END SOLUTION


class GoogLeNet(nn.Module):
    """GoogLeNet, the first Inception network: no batch norm, no local response normalisation.

    Every convolution has a bias and is followed by ReLU. Every max pool between the parts is 3x3
    with stride 2 and padding 1. (Szegedy et al., "Going Deeper with Convolutions", 2014.)

    Submodules, in the order in which they run:
        conv1: 64 of 7x7, stride 2, padding 3; then a max pool.
        conv2_reduce: 64 of 1x1; conv2: 192 of 3x3, padding 1; then a max pool.
        inception3a: 64, 96, 128, 16, 32, 32; inception3b: 128, 128, 192, 32, 96, 64; then a max
            pool.
        inception4a: 192, 96, 208, 16, 48, 64; inception4b: 160, 112, 224, 24, 64, 64;
        inception4c: 128, 128, 256, 24, 64, 64; inception4d: 112, 144, 288, 32, 64, 64;
        inception4e: 256, 160, 320, 32, 128, 128; then a max pool.
        inception5a: 256, 160, 320, 32, 128, 128; inception5b: 384, 192, 384, 48, 128, 128.
        Then the mean over height and width, and dropout 0.4.
        fc: the last linear layer.
        aux1, aux2 (only with `aux=True`): they read the outputs of inception4a and of inception4d.

    The six numbers of a block are `c1, c3_reduce, c3, c5_reduce, c5, pool_proj`, and its
    submodules are named as in `InceptionBlock` of module 07: `branch1, branch3_reduce, branch3,
    branch5_reduce, branch5, branch_pool`. An auxiliary classifier is: average pool 5x5 with stride
    3, `conv` (128 of 1x1), ReLU, flatten, `fc1` (2048 to 1024), ReLU, dropout 0.7, `fc2`.

    Args:
        num_classes: how many logits.
        aux: with the two auxiliary classifiers.

    >>> with torch.device("meta"):
    ...     nets = GoogLeNet(aux=False), GoogLeNet()
    >>> [sum(p.numel() for p in net.parameters()) for net in nets]
    [6998552, 13378280]
    """

    def __init__(self, num_classes: int = 1000, aux: bool = True) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.aux = aux
        self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3)
        self.conv2_reduce = nn.Conv2d(64, 64, 1)
        self.conv2 = nn.Conv2d(64, 192, 3, padding=1)
        self.pool = nn.MaxPool2d(3, stride=2, padding=1)
        self.inception3a = _Inception(192, 64, 96, 128, 16, 32, 32)
        self.inception3b = _Inception(256, 128, 128, 192, 32, 96, 64)
        self.inception4a = _Inception(480, 192, 96, 208, 16, 48, 64)
        self.inception4b = _Inception(512, 160, 112, 224, 24, 64, 64)
        self.inception4c = _Inception(512, 128, 128, 256, 24, 64, 64)
        self.inception4d = _Inception(512, 112, 144, 288, 32, 64, 64)
        self.inception4e = _Inception(528, 256, 160, 320, 32, 128, 128)
        self.inception5a = _Inception(832, 256, 160, 320, 32, 128, 128)
        self.inception5b = _Inception(832, 384, 192, 384, 48, 128, 128)
        self.dropout = nn.Dropout(0.4)
        self.fc = nn.Linear(1024, num_classes)
        if aux:
            self.aux1 = _Auxiliary(512, num_classes)
            self.aux2 = _Auxiliary(528, num_classes)
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor
    ) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Map `(N, 3, H, W)` to logits, or to `(logits, aux1, aux2)` in training mode with aux.

        The auxiliary classifiers need 224x224; without them (eval mode, or `aux=False`) other
        sizes work. In eval mode the auxiliary classifiers do not run.
        """
        ### BEGIN SOLUTION
        x = self.pool(torch.relu(self.conv1(x)))
        x = torch.relu(self.conv2_reduce(x))
        x = self.pool(torch.relu(self.conv2(x)))
        x = self.pool(self.inception3b(self.inception3a(x)))
        four_a = self.inception4a(x)
        four_d = self.inception4d(self.inception4c(self.inception4b(four_a)))
        x = self.pool(self.inception4e(four_d))
        x = self.inception5b(self.inception5a(x))
        logits = self.fc(self.dropout(x.mean(dim=(2, 3))))
        if self.aux and self.training:
            return logits, self.aux1(four_a), self.aux2(four_d)
        return logits
        ### END SOLUTION


### BEGIN SOLUTION


class _DenseLayer(nn.Module):
    """Norm, ReLU, 1x1 to 4 * growth, norm, ReLU, 3x3 to growth; appended to what came in."""

    def __init__(self, c_in: int, growth: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(c_in)
        self.conv1 = nn.Conv2d(c_in, 4 * growth, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(4 * growth)
        self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        new = self.conv1(torch.relu(self.norm1(x)))
        new = self.conv2(torch.relu(self.norm2(new)))
        return torch.cat([x, new], dim=1)


class _Transition(nn.Module):
    """Norm, ReLU, 1x1 to half the channels, 2x2 average pool."""

    def __init__(self, c_in: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(c_in)
        self.conv = nn.Conv2d(c_in, c_in // 2, 1, bias=False)
        self.pool = nn.AvgPool2d(2, stride=2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.pool(self.conv(torch.relu(self.norm(x))))


### END SOLUTION


class DenseNet(nn.Module):
    """DenseNet-BC, built as DenseNet-121 is ("Densely Connected Convolutional Networks", 2016).

    Stem: 7x7 convolution with stride 2 and padding 3 to `2 * growth` channels, batch norm, ReLU,
    3x3 max pool with stride 2 and padding 1. Then dense blocks with a transition between each two
    (none after the last). Then batch norm, ReLU, the mean over height and width, and the linear
    layer. No convolution has a bias.

    A layer of a dense block: norm1, ReLU, conv1 (1x1 to `4 * growth`), norm2, ReLU, conv2 (3x3,
    padding 1, to `growth`), and its output is `[old, new]` along the channels. A transition: norm,
    ReLU, conv (1x1 to half the channels, rounded down), 2x2 average pool with stride 2.

    Submodules:
        conv0, norm0: the stem.
        blocks: `blocks[i][j]` is layer j of block i, with `norm1, conv1, norm2, conv2`; so there
            is a `blocks.0.0.norm1.weight`.
        transitions: `transitions[i]` follows block i, with `norm, conv`.
        norm_last: the last batch norm.
        classifier: the linear layer.

    Args:
        growth: channels that each layer adds.
        blocks: how many layers each dense block has.
        num_classes: how many logits.

    >>> with torch.device("meta"):
    ...     net = DenseNet(32, (6, 12, 24, 16), 1000)
    >>> sum(p.numel() for p in net.parameters())
    7978856
    """

    def __init__(self, growth: int, blocks: Sequence[int], num_classes: int) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        channels = 2 * growth
        self.conv0 = nn.Conv2d(3, channels, 7, stride=2, padding=3, bias=False)
        self.norm0 = nn.BatchNorm2d(channels)
        self.pool0 = nn.MaxPool2d(3, stride=2, padding=1)
        self.blocks = nn.ModuleList()
        self.transitions = nn.ModuleList()
        for i, layers in enumerate(blocks):
            if i > 0:
                self.transitions.append(_Transition(channels))
                channels //= 2
            block = [_DenseLayer(channels + j * growth, growth) for j in range(layers)]
            self.blocks.append(nn.Sequential(*block))
            channels += layers * growth
        self.norm_last = nn.BatchNorm2d(channels)
        self.classifier = nn.Linear(channels, num_classes)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, H, W)` to logits `(N, num_classes)`."""
        ### BEGIN SOLUTION
        x = self.pool0(torch.relu(self.norm0(self.conv0(x))))
        for i, block in enumerate(self.blocks):
            if i > 0:
                x = self.transitions[i - 1](x)
            x = block(x)
        return self.classifier(torch.relu(self.norm_last(x)).mean(dim=(2, 3)))
        ### END SOLUTION
