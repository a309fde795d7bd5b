"""Five famous networks: AlexNet, VGG, Network in Network, GoogLeNet, DenseNet."""

from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional as F

VGG16_CONFIG: list[int | str] = [
    *(64, 64, "M"),
    *(128, 128, "M"),
    *(256, 256, 256, "M"),
    *(512, 512, 512, "M"),
    *(512, 512, 512, "M"),
]


class AlexNet(nn.Module):
    """AlexNet for images of 3x227x227, ungrouped, without local response normalisation."""

    def __init__(self, num_classes: int = 1000) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 96, kernel_size=11, stride=4),
            nn.ReLU(),
            nn.MaxPool2d(3, 2),
            nn.Conv2d(96, 256, kernel_size=5, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(3, 2),
            nn.Conv2d(256, 384, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(384, 384, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(384, 256, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(3, 2),
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

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        maps = self.features(x)
        return self.classifier(maps.flatten(1))


class VGG(nn.Module):
    """A VGG network for images of 3x224x224, written as a list."""

    def __init__(self, config: Sequence[int | str], num_classes: int = 1000) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels, side = 3, 224
        for item in config:
            if item == "M":
                layers.append(nn.MaxPool2d(kernel_size=2, stride=2))
                side //= 2
            else:
                layers.append(nn.Conv2d(channels, item, kernel_size=3, padding=1))
                layers.append(nn.ReLU())
                channels = item
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(
            nn.Linear(channels * side * side, 4096),
            nn.ReLU(),
            nn.Dropout(p=0.5),
            nn.Linear(4096, 4096),
            nn.ReLU(),
            nn.Dropout(p=0.5),
            nn.Linear(4096, num_classes),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.features(x)
        x = torch.flatten(x, start_dim=1)
        return self.classifier(x)


class NiNBlock(nn.Module):
    """k x k, ReLU, 1x1, ReLU, 1x1, ReLU."""

    def __init__(self, c_in: int, c_out: int, k: int, stride: int, padding: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, k, stride=stride, padding=padding)
        self.conv2 = nn.Conv2d(c_out, c_out, 1)
        self.conv3 = nn.Conv2d(c_out, c_out, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return F.relu(self.conv3(x))


class NiN(nn.Module):
    """Network in Network, the one for 224x224: no linear layer at all."""

    def __init__(self, num_classes: int = 10) -> None:
        super().__init__()
        self.block1 = NiNBlock(3, 96, 11, stride=4, padding=0)
        self.block2 = NiNBlock(96, 256, 5, stride=1, padding=2)
        self.block3 = NiNBlock(256, 384, 3, stride=1, padding=1)
        self.block4 = NiNBlock(384, num_classes, 3, stride=1, padding=1)
        self.pool = nn.MaxPool2d(3, stride=2)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.pool(self.block1(x))
        x = self.pool(self.block2(x))
        x = self.pool(self.block3(x))
        x = self.block4(self.dropout(x))
        return x.mean(dim=(2, 3))


class Inception(nn.Module):
    """Four branches side by side, joined along the channels."""

    def __init__(
        self, c_in: int, c1: int, c3_reduce: int, c3: int, c5_reduce: int, c5: int, pool_proj: int
    ) -> None:
        super().__init__()
        self.branch1 = nn.Conv2d(c_in, c1, 1)
        self.branch3_reduce = nn.Conv2d(c_in, c3_reduce, 1)
        self.branch3 = nn.Conv2d(c3_reduce, c3, 3, padding=1)
        self.branch5_reduce = nn.Conv2d(c_in, c5_reduce, 1)
        self.branch5 = nn.Conv2d(c5_reduce, c5, 5, padding=2)
        self.branch_pool = nn.Conv2d(c_in, pool_proj, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        a = F.relu(self.branch1(x))
        b = F.relu(self.branch3(F.relu(self.branch3_reduce(x))))
        c = F.relu(self.branch5(F.relu(self.branch5_reduce(x))))
        d = F.relu(self.branch_pool(F.max_pool2d(x, 3, stride=1, padding=1)))
        return torch.cat((a, b, c, d), dim=1)


class AuxHead(nn.Module):
    """An auxiliary classifier of GoogLeNet."""

    def __init__(self, c_in: int, num_classes: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(c_in, 128, 1)
        self.fc1 = nn.Linear(128 * 4 * 4, 1024)
        self.fc2 = nn.Linear(1024, num_classes)
        self.dropout = nn.Dropout(0.7)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.avg_pool2d(x, 5, stride=3)
        x = F.relu(self.conv(x)).flatten(1)
        x = F.relu(self.fc1(x))
        return self.fc2(self.dropout(x))


class GoogLeNet(nn.Module):
    """GoogLeNet, the first Inception network."""

    def __init__(self, num_classes: int = 1000, aux: bool = True) -> None:
        super().__init__()
        self.pool = nn.MaxPool2d(3, stride=2, padding=1)
        self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3)
        self.conv2_reduce = nn.Conv2d(64, 64, 1)
        self.conv2 = nn.Conv2d(64, 192, 3, padding=1)
        self.inception3a = Inception(192, 64, 96, 128, 16, 32, 32)
        self.inception3b = Inception(256, 128, 128, 192, 32, 96, 64)
        self.inception4a = Inception(480, 192, 96, 208, 16, 48, 64)
        self.inception4b = Inception(512, 160, 112, 224, 24, 64, 64)
        self.inception4c = Inception(512, 128, 128, 256, 24, 64, 64)
        self.inception4d = Inception(512, 112, 144, 288, 32, 64, 64)
        self.inception4e = Inception(528, 256, 160, 320, 32, 128, 128)
        self.inception5a = Inception(832, 256, 160, 320, 32, 128, 128)
        self.inception5b = Inception(832, 384, 192, 384, 48, 128, 128)
        self.dropout = nn.Dropout(0.4)
        self.fc = nn.Linear(1024, num_classes)
        self.aux = aux
        if aux:
            self.aux1 = AuxHead(512, num_classes)
            self.aux2 = AuxHead(528, num_classes)

    def forward(
        self, x: torch.Tensor
    ) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        helpers = self.training and self.aux
        x = self.pool(F.relu(self.conv1(x)))
        x = F.relu(self.conv2_reduce(x))
        x = self.pool(F.relu(self.conv2(x)))
        x = self.inception3a(x)
        x = self.inception3b(x)
        x = self.pool(x)
        x = self.inception4a(x)
        if helpers:
            first = self.aux1(x)
        x = self.inception4b(x)
        x = self.inception4c(x)
        x = self.inception4d(x)
        if helpers:
            second = self.aux2(x)
        x = self.inception4e(x)
        x = self.pool(x)
        x = self.inception5a(x)
        x = self.inception5b(x)
        x = x.mean(dim=(2, 3))
        logits = self.fc(self.dropout(x))
        if helpers:
            return logits, first, second
        return logits


class DenseLayer(nn.Module):
    """norm1, ReLU, 1x1, norm2, ReLU, 3x3; the new channels go behind the old ones."""

    def __init__(self, c_in: int, growth: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(c_in)
        self.conv1 = nn.Conv2d(c_in, 4 * growth, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(4 * growth)
        self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        new = self.conv1(F.relu(self.norm1(x)))
        new = self.conv2(F.relu(self.norm2(new)))
        return torch.cat([x, new], 1)


class Transition(nn.Module):
    """Half the channels, half the sides."""

    def __init__(self, c_in: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(c_in)
        self.conv = nn.Conv2d(c_in, c_in // 2, 1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv(F.relu(self.norm(x)))
        return F.avg_pool2d(x, kernel_size=2, stride=2)


class DenseNet(nn.Module):
    """DenseNet-BC, built as DenseNet-121 is."""

    def __init__(self, growth: int, blocks: Sequence[int], num_classes: int) -> None:
        super().__init__()
        channels = 2 * growth
        self.conv0 = nn.Conv2d(3, channels, 7, stride=2, padding=3, bias=False)
        self.norm0 = nn.BatchNorm2d(channels)
        self.blocks = nn.ModuleList()
        self.transitions = nn.ModuleList()
        for index, count in enumerate(blocks):
            block = nn.Sequential()
            for _ in range(count):
                block.append(DenseLayer(channels, growth))
                channels += growth
            self.blocks.append(block)
            if index < len(blocks) - 1:
                self.transitions.append(Transition(channels))
                channels //= 2
        self.norm_last = nn.BatchNorm2d(channels)
        self.classifier = nn.Linear(channels, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.norm0(self.conv0(x)))
        x = F.max_pool2d(x, 3, stride=2, padding=1)
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index < len(self.transitions):
                x = self.transitions[index](x)
        x = F.relu(self.norm_last(x))
        x = x.mean((2, 3))
        return self.classifier(x)
