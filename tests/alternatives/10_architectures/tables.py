"""GoogLeNet from a table of numbers, the branches summed up in loops; AlexNet from a list."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

TABLE = {
    "3a": (192, 64, 96, 128, 16, 32, 32),
    "3b": (256, 128, 128, 192, 32, 96, 64),
    "4a": (480, 192, 96, 208, 16, 48, 64),
    "4b": (512, 160, 112, 224, 24, 64, 64),
    "4c": (512, 128, 128, 256, 24, 64, 64),
    "4d": (512, 112, 144, 288, 32, 64, 64),
    "4e": (528, 256, 160, 320, 32, 128, 128),
    "5a": (832, 256, 160, 320, 32, 128, 128),
    "5b": (832, 384, 192, 384, 48, 128, 128),
}


class Inception(nn.Module):
    def __init__(self, c_in, c1, r3, c3, r5, c5, pool):
        super().__init__()
        self.branch_pool = nn.Conv2d(c_in, pool, 1)
        self.branch5 = nn.Conv2d(r5, c5, 5, padding="same")
        self.branch5_reduce = nn.Conv2d(c_in, r5, 1)
        self.branch3 = nn.Conv2d(r3, c3, 3, padding="same")
        self.branch3_reduce = nn.Conv2d(c_in, r3, 1)
        self.branch1 = nn.Conv2d(c_in, c1, 1)

    def forward(self, x):
        pooled = self.branch_pool(F.max_pool2d(x, 3, 1, 1))
        five = self.branch5(self.branch5_reduce(x).relu())
        three = self.branch3(self.branch3_reduce(x).relu())
        return torch.cat([self.branch1(x), three, five, pooled], 1).relu()


class Helper(nn.Module):
    def __init__(self, c_in, num_classes):
        super().__init__()
        self.conv = nn.Conv2d(c_in, 128, 1)
        self.fc1 = nn.Linear(2048, 1024)
        self.fc2 = nn.Linear(1024, num_classes)

    def forward(self, x):
        x = self.conv(F.avg_pool2d(x, 5, 3)).relu().flatten(1)
        return self.fc2(F.dropout(self.fc1(x).relu(), 0.7, self.training))


class GoogLeNet(nn.Module):
    def __init__(self, num_classes=1000, aux=True):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3)
        self.conv2_reduce = nn.Conv2d(64, 64, 1)
        self.conv2 = nn.Conv2d(64, 192, 3, 1, 1)
        for name, numbers in TABLE.items():
            self.add_module(f"inception{name}", Inception(*numbers))
        self.aux1 = Helper(512, num_classes) if aux else None
        self.aux2 = Helper(528, num_classes) if aux else None
        self.fc = nn.Linear(1024, num_classes)

    def forward(self, x):
        def pool(x):
            return F.max_pool2d(x, 3, 2, 1)

        x = pool(self.conv1(x)).relu()
        x = pool(self.conv2(self.conv2_reduce(x).relu()).relu())
        helpers = []
        for name in TABLE:
            if name in ("4a", "5a"):
                x = pool(x)
            x = getattr(self, f"inception{name}")(x)
            helper = {"4a": self.aux1, "4d": self.aux2}.get(name)
            if self.training and helper is not None:
                helpers.append(helper(x))
        x = F.adaptive_avg_pool2d(x, 1).flatten(1)
        logits = self.fc(F.dropout(x, 0.4, self.training))
        return (logits, *helpers) if helpers else logits


class AlexNet(nn.Module):
    def __init__(self, num_classes=1000):
        super().__init__()
        layers, c_in = [], 3
        for c_out, k, stride, padding, pooled in (
            (96, 11, 4, 0, True),
            (256, 5, 1, 2, True),
            (384, 3, 1, 1, False),
            (384, 3, 1, 1, False),
            (256, 3, 1, 1, True),
        ):
            layers += [nn.Conv2d(c_in, c_out, k, stride, padding), nn.ReLU(inplace=True)]
            layers += [nn.MaxPool2d(3, 2)] * pooled
            c_in = c_out
        self.features = nn.Sequential(*layers)
        linear = [nn.Dropout(), nn.Linear(9216, 4096), nn.ReLU(inplace=True)]
        linear += [nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(inplace=True)]
        self.classifier = nn.Sequential(*linear, nn.Linear(4096, num_classes))

    def forward(self, x):
        return self.classifier(self.features(x).view(x.size(0), -1))
