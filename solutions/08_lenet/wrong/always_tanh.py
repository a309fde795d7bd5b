"""always uses tanh

The network has tanh whatever activation was asked for. With activation="relu" it learns, but as
another network than the one that was ordered.

Hint: build the network with each value of `activation`, and print it.
"""

_Right = LeNet5


class LeNet5(_Right):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(num_classes, "tanh", pool)
