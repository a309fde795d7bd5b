"""uses ReLU where no activation is named

The default of the signature is "tanh", as in 1998. A caller who names nothing gets another network than promised.

Hint: compare the defaults of your __init__ with the stub's.
"""


class LeNet5(LeNet5):
    def __init__(self, num_classes=10, activation="relu", pool="avg"):
        super().__init__(num_classes, activation, pool)
