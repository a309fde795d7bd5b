"""concatenates the skip instead of adding it

Concatenation keeps both tensors side by side and doubles the channels; that is DenseNet's way to
join. A residual block adds number to number, so the shape stays.

Hint: How many channels must the output have?
"""

import torch


class ResidualBlock(ResidualBlock):
    def forward(self, x):
        branch = torch.relu(self.bn1(self.conv1(x)))
        branch = self.bn2(self.conv2(branch))
        return torch.relu(torch.cat([branch, self.shortcut(x)], dim=1))
