"""keeps the weights of all networks in one place

A dict in the class body belongs to the class: every network finds the weights there that the last
one wrote. A single network never shows it.

Hint: make the dict in `__init__`, so that each network has one of its own.
"""


class MLP(MLP):
    _params = {}

    def __init__(self, sizes, activation="relu", seed=0):
        super().__init__(sizes, activation, seed)
        first = vars(self).pop("_params")
        self._params.clear()
        self._params.update(first)

    def load(self, params):
        for name, value in params.items():
            self._params[name] = np.array(value, np.float64)
