"""never applies bn1

bn1 is made, and listed among the weights, but nothing passes through it. Its scale and shift get no
gradient, and its statistics stay as they were.

Hint: go through forward with the list of submodules at hand: which is never called?
"""

from torch.nn import functional as F

_Right = ResNet


class ResNet(_Right):
    def forward(self, x):
        x = self.layer1(F.relu(self.conv1(x)))
        x = self.layer3(self.layer2(x))
        return self.fc(x.mean((2, 3)))
