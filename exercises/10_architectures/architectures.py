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
        raise NotImplementedError("AlexNet.__init__ is yours to write")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, 227, 227)` to logits `(N, num_classes)`."""
        raise NotImplementedError("AlexNet.forward is yours to write")


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
        raise NotImplementedError("VGG.__init__ is yours to write")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, 224, 224)` to logits `(N, num_classes)`."""
        raise NotImplementedError("VGG.forward is yours to write")


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
        raise NotImplementedError("NiN.__init__ is yours to write")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, H, W)` to logits `(N, num_classes)`, for any H and W that the pools admit."""
        raise NotImplementedError("NiN.forward is yours to write")


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
        raise NotImplementedError("GoogLeNet.__init__ is yours to write")

    def forward(
        self, x: torch.Tensor
    ) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Map `(N, 3, H, W)` to logits, or to `(logits, aux1, aux2)` in training mode with aux.

        The auxiliary classifiers need 224x224; without them (eval mode, or `aux=False`) other
        sizes work. In eval mode the auxiliary classifiers do not run.
        """
        raise NotImplementedError("GoogLeNet.forward is yours to write")


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
        raise NotImplementedError("DenseNet.__init__ is yours to write")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, 3, H, W)` to logits `(N, num_classes)`."""
        raise NotImplementedError("DenseNet.forward is yours to write")
