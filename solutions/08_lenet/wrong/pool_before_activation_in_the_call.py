"""takes the pool before the activation where they come without their names

The constructor has them in another order than the stub. `LeNet5(pool="max")` is right, and
`LeNet5(10, "relu", "max")` is not: "relu" is taken for a pool.

Hint: compare the order of your parameters with the stub's.
"""


class LeNet5(LeNet5):
    def __init__(self, num_classes=10, pool="avg", activation="tanh"):
        if activation in ("avg", "max") or pool not in ("avg", "max"):
            raise ValueError(f"no activation is called {activation!r}, and no pool {pool!r}")
        super().__init__(num_classes, activation=activation, pool=pool)
