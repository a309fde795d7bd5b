"""leaves out the batch norms

The convolutions are followed by nothing that rescales their output. Deep residual networks
without any norm grow their activations block by block and need a special start to train.

Hint: The branch has five steps. Count the ones in your forward.
"""

from torch import nn


class ResidualBlock(ResidualBlock):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride=stride, padding=1)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1)
        self.bn1, self.bn2 = nn.Identity(), nn.Identity()
