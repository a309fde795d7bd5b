"""leaves out the ReLU after NiN's last convolution

The last block is a block like the others: each of its three convolutions is followed by ReLU, and
the mean is taken after that. The logits of this network are never negative.

Hint: Is the fourth block different from the first three?
"""

import torch


class NiN(NiN):
    def forward(self, x):
        for block in (self.block1, self.block2, self.block3):
            x = self.pool(block(x))
        x = self.dropout(x)
        for conv in (self.block4.conv1, self.block4.conv2):
            x = torch.relu(conv(x))
        return self.block4.conv3(x).mean(dim=(2, 3))
