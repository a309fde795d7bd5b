"""Pools, ReLU and dropout as functions; adaptive means; blocks as dictionaries."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn


class AlexNet(AlexNet):
    def forward(self, x):
        for i, layer in enumerate(self.features):
            if isinstance(layer, nn.Conv2d):
                x = F.relu(layer(x), inplace=True)
            elif i in (2, 5, 12):
                x = F.max_pool2d(x, 3, 2)
        x = F.dropout(x.reshape(len(x), -1), 0.5, self.training)
        x = F.dropout(F.relu(self.classifier[1](x)), p=0.5, training=self.training)
        return self.classifier[6](F.relu(self.classifier[4](x)))


class Block(nn.ModuleDict):
    def __init__(self, c_in, c_out, k, stride, padding):
        first = nn.Conv2d(c_in, c_out, k, stride, padding)
        rest = [nn.Conv2d(c_out, c_out, 1) for _ in range(2)]
        super().__init__({f"conv{i}": conv for i, conv in enumerate([first, *rest], 1)})

    def forward(self, x):
        for conv in self.values():
            x = F.relu(conv(x))
        return x


class NiN(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.block1 = Block(3, 96, 11, 4, 0)
        self.block2 = Block(96, 256, 5, 1, 2)
        self.block3 = Block(256, 384, 3, 1, 1)
        self.block4 = Block(384, num_classes, 3, 1, 1)

    def forward(self, x):
        x = F.max_pool2d(self.block1(x), 3, 2)
        x = F.max_pool2d(self.block2(x), 3, 2)
        x = F.max_pool2d(self.block3(x), 3, 2)
        x = self.block4(F.dropout(x, training=self.training))
        return F.adaptive_avg_pool2d(x, 1)[:, :, 0, 0]


class DenseNet(DenseNet):
    def forward(self, x):
        x = F.max_pool2d(F.relu(self.norm0(self.conv0(x))), 3, 2, 1)
        for i, block in enumerate(self.blocks):
            for layer in block:
                y = layer.conv1(F.relu(layer.norm1(x)))
                x = torch.hstack([x, layer.conv2(F.relu(layer.norm2(y)))])
            if i + 1 < len(self.blocks):
                step = self.transitions[i]
                x = F.avg_pool2d(step.conv(F.relu(step.norm(x))), 2)
        x = F.adaptive_avg_pool2d(F.relu(self.norm_last(x)), (1, 1))
        return self.classifier(x.flatten(1))
