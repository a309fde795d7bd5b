"""Everything in Sequential containers; VGG finds its flattened size by itself."""

from collections import OrderedDict

import torch
from torch import nn


class VGG(nn.Module):
    def __init__(self, config, num_classes=1000):
        super().__init__()
        self.features = nn.Sequential()
        channels = [3] + [c for c in config if c != "M"]
        for entry in config:
            if isinstance(entry, str):
                self.features.append(nn.MaxPool2d(2))
            else:
                self.features.append(nn.Conv2d(channels.pop(0), entry, 3, 1, 1))
                self.features.append(nn.ReLU(inplace=True))
        with torch.no_grad():
            size = self.features(torch.zeros(1, 3, 224, 224)).numel()
        self.classifier = nn.Sequential(
            nn.Linear(size, 4096),
            nn.ReLU(inplace=True),
            nn.Dropout(),
            nn.Linear(4096, 4096),
            nn.ReLU(inplace=True),
            nn.Dropout(),
            nn.Linear(4096, num_classes),
        )

    def forward(self, x):
        return self.classifier(self.features(x).flatten(start_dim=1))


class Append(nn.Sequential):
    def forward(self, x):
        return torch.cat((x, super().forward(x)), 1)


class DenseNet(nn.Module):
    def __init__(self, growth, blocks, num_classes):
        super().__init__()
        c = 2 * growth
        self.conv0 = nn.Conv2d(3, c, 7, 2, 3, bias=False)
        self.norm0 = nn.BatchNorm2d(c)
        self.blocks, self.transitions = nn.ModuleList(), nn.ModuleList()
        steps = []
        for count in blocks:
            if steps:
                step = [
                    ("norm", nn.BatchNorm2d(c)),
                    ("relu", nn.ReLU(inplace=True)),
                    ("conv", nn.Conv2d(c, c // 2, 1, bias=False)),
                    ("pool", nn.AvgPool2d(2)),
                ]
                self.transitions.append(nn.Sequential(OrderedDict(step)))
                steps.append(self.transitions[-1])
                c = c // 2
            block = nn.ModuleList()
            for _ in range(count):
                layer = [
                    ("norm1", nn.BatchNorm2d(c)),
                    ("relu1", nn.ReLU(inplace=True)),
                    ("conv1", nn.Conv2d(c, 4 * growth, 1, bias=False)),
                    ("norm2", nn.BatchNorm2d(4 * growth)),
                    ("relu2", nn.ReLU(inplace=True)),
                    ("conv2", nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)),
                ]
                block.append(Append(OrderedDict(layer)))
                c += growth
            self.blocks.append(block)
            steps.extend(block)
        self.steps = [lambda x, step=step: step(x) for step in steps]
        self.norm_last = nn.BatchNorm2d(c)
        self.classifier = nn.Linear(c, num_classes)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.norm0(self.conv0(x)).relu(), 3, 2, 1)
        for step in self.steps:
            x = step(x)
        return self.classifier(self.norm_last(x).relu().mean((-2, -1)))
