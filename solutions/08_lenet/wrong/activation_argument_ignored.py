"""always uses ReLU

The network has ReLU whatever activation was asked for. It trains well, but it is another network,
and weights learned with tanh give other answers.

Hint: what does LeNet5() use when nothing is said?
"""

from torch import nn

_Right = LeNet5


class LeNet5(_Right):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(num_classes, activation, pool)
        self.act = nn.ReLU()
