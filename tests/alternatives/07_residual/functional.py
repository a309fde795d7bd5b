"""Functional calls, in-place ReLU on own tensors, empty Sequential as identity."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.shortcut = nn.Sequential()
        if (c_in, stride) != (c_out, 1):
            self.shortcut.append(nn.Conv2d(c_in, c_out, (1, 1), stride, bias=False))
            self.shortcut.append(nn.BatchNorm2d(c_out))
        self.conv2 = nn.Conv2d(c_out, c_out, (3, 3), 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.conv1 = nn.Conv2d(
            c_in, c_out, (3, 3), stride, "same" if stride == 1 else 1, bias=False
        )
        self.bn1 = nn.BatchNorm2d(c_out)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        out = self.shortcut(x)
        branch = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return F.relu(branch + out, inplace=True)


class Bottleneck(nn.Module):
    def __init__(self, c_in, c_mid, stride=1, expansion=4):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_mid, 1, bias=False)
        self.conv2 = nn.Conv2d(c_mid, c_mid, 3, stride, 1, bias=False)
        self.conv3 = nn.Conv2d(c_mid, expansion * c_mid, 1, bias=False)
        self.bn1, self.bn2 = nn.BatchNorm2d(c_mid), nn.BatchNorm2d(c_mid)
        self.bn3 = nn.BatchNorm2d(expansion * c_mid)
        self.shortcut = None
        if stride > 1 or c_in != self.bn3.num_features:
            project = nn.Conv2d(c_in, expansion * c_mid, 1, stride, bias=False)
            self.shortcut = nn.Sequential(project, nn.BatchNorm2d(expansion * c_mid))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = F.relu(self.bn2(self.conv2(y)), inplace=True)
        y = self.bn3(self.conv3(y))
        y += x if self.shortcut is None else self.shortcut(x)
        return y.relu_()


class PreActBlock(nn.Module):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.bn1, self.bn2 = nn.BatchNorm2d(c_in), nn.BatchNorm2d(c_out)
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, 1, 1, bias=False)
        if stride != 1 or c_in != c_out:
            self.shortcut = nn.Conv2d(c_in, c_out, 1, stride, bias=False)

    def forward(self, x):
        a = F.relu(self.bn1(x), inplace=True)
        out = self.conv2(F.relu(self.bn2(self.conv1(a)), inplace=True))
        out += self.shortcut(a) if hasattr(self, "shortcut") else x
        return out


class DenseBlock(DenseBlock):
    def forward(self, x):
        parts = [x]
        for layer in self.layers:
            parts.append(layer(torch.cat(parts, 1)))
        return torch.hstack(parts)
