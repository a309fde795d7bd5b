"""always uses max pooling

The network takes maxima whatever pooling was asked for. LeNet-5 takes averages unless something
else is said.

Hint: which pooling does LeNet5() use?
"""

from torch import nn

_Right = LeNet5


class LeNet5(_Right):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(num_classes, activation, pool)
        self.pool = nn.MaxPool2d(2)
