"""has no ReLU after the last convolution of the NiN block

As in a classifier, the last layer is left linear. But this is a block, and the next block begins
with a convolution: two linear maps would meet.

Hint: The stub says which of the three convolutions are followed by ReLU.
"""

import torch


class NiNBlock(NiNBlock):
    def forward(self, x):
        return self.conv3(torch.relu(self.conv2(torch.relu(self.conv1(x)))))
