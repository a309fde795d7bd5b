"""leaves out the ReLU after DenseNet's last norm

Every norm in this network is followed by ReLU, the last one too. The mean of a normalised channel
without ReLU is almost the norm's bias: it says little about the image.

Hint: What is the mean over the batch of a normalised channel?
"""

import torch


class DenseNet(DenseNet):
    def forward(self, x):
        x = self.pool0(torch.relu(self.norm0(self.conv0(x))))
        for i, block in enumerate(self.blocks):
            x = block(self.transitions[i - 1](x) if i > 0 else x)
        return self.classifier(self.norm_last(x).mean(dim=(2, 3)))
