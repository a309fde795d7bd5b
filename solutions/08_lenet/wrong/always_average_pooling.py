"""always uses average pooling

The network takes averages whatever pooling was asked for. With pool="max" it should take the
largest value of each window.

Hint: build the network with each value of `pool`, and print it.
"""

_Right = LeNet5


class LeNet5(_Right):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(num_classes, activation, "avg")
