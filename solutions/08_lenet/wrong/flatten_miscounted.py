"""miscounts the features after the last pooling

The first linear layer expects another number of inputs than the pooled maps have. Each 5x5
convolution without padding takes 4 pixels away, each pooling halves: 32, 28, 14, 10, 5. So 16 maps
of 5x5 remain.

Hint: print the shape just before the flatten.
"""

from torch import nn

_Right = LeNet5


class LeNet5(_Right):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(num_classes, activation, pool)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
