"""swaps the sizes of the two hidden linear layers

fc1 leads to 120 numbers and fc2 to 84. The other way round everything fits together, but it is another network with
fewer weights.

Hint: compare the shapes of your weights with the table in the stub.
"""

from torch import nn


class LeNet5(LeNet5):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(num_classes, activation, pool)
        self.fc1 = nn.Linear(400, 84)
        self.fc2 = nn.Linear(84, 120)
        self.fc3 = nn.Linear(120, num_classes)
