"""pools NiN with averages between the blocks

Sizes and weights fit. The mean is for the end, over the whole map; between the blocks stands a max pool.

Hint: Which two kinds of pooling does the stub name, and where?
"""

from torch import nn


class NiN(NiN):
    def __init__(self, num_classes=10):
        super().__init__(num_classes)
        self.pool = nn.AvgPool2d(3, stride=2)
