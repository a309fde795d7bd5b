"""has no ReLU inside the bottleneck's branch

Three convolutions without a nonlinearity between them are together one linear map, and the 1x1s only
lower its rank. ReLU follows the first two norms.

Hint: Where do the stub's words for the branch say ReLU?
"""

import torch


class Bottleneck(Bottleneck):
    def forward(self, x):
        branch = self.bn2(self.conv2(self.bn1(self.conv1(x))))
        return torch.relu(self.bn3(self.conv3(branch)) + self.shortcut(x))
