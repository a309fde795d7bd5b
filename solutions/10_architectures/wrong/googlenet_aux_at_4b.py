"""hangs the first helper on block 4b

Blocks 4a and 4b both give 512 channels at 14x14, so everything fits. But the first helper reads
4a, one block earlier.

Hint: Which blocks does the stub name, and how many channels do they give?
"""

import torch


class GoogLeNet(GoogLeNet):
    def forward(self, x):
        out = super().forward(x)
        if not isinstance(out, tuple):
            return out
        x = self.pool(torch.relu(self.conv1(x)))
        x = self.pool(torch.relu(self.conv2(torch.relu(self.conv2_reduce(x)))))
        x = self.pool(self.inception3b(self.inception3a(x)))
        return out[0], self.aux1(self.inception4b(self.inception4a(x))), out[2]
