"""leaves out the dropout before GoogLeNet's last layer

The 1,024 means go straight into the linear layer. In training mode 40 of 100 of them are dropped, so that no class leans on a few.

Hint: What stands between the mean and fc in the stub?
"""

from torch import nn


class GoogLeNet(GoogLeNet):
    def __init__(self, num_classes=1000, aux=True):
        super().__init__(num_classes, aux)
        self.dropout = nn.Identity()
