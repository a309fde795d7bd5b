"""always has ten classes

The last layer has ten outputs, however many classes were asked for. Ten is only the default.

Hint: print `LeNet5(num_classes=3).fc3`.
"""

_Right = LeNet5


class LeNet5(_Right):
    def __init__(self, num_classes=10, activation="tanh", pool="avg"):
        super().__init__(10, activation, pool)
