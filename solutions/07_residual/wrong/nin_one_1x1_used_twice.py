"""uses the first 1x1 convolution of the NiN block twice

conv2 is applied two times and conv3 never, so both steps share one set of weights and one layer never
learns. Each layer of the little network has its own weights.

Hint: Which of the three convolutions does your forward not call?
"""

import torch


class NiNBlock(NiNBlock):
    def forward(self, x):
        x = torch.relu(self.conv1(x))
        x = torch.relu(self.conv2(x))
        return torch.relu(self.conv2(x))
