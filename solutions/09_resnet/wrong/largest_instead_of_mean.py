"""takes the largest value where the mean is asked for

The last maps are reduced to their largest value each. A global AVERAGE pool is asked for: the mean
over height and width. The shapes are the same.

Hint: which function of each map goes to fc?
"""

from torch.nn import functional as F

_Right = ResNet


class ResNet(_Right):
    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(x.amax((2, 3)))
