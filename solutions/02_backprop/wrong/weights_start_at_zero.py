"""starts with all weights equal to zero

Units that start alike receive the same gradient and stay alike for ever: a layer of a
hundred units does the work of one. Only random weights break this symmetry. Biases may
start at 0.

Hint: compare two columns of the gradient of W1 after the first step.
"""


class MLP(MLP):
    def __init__(self, sizes, activation="relu", seed=0):
        super().__init__(sizes, activation, seed)
        self._params = {name: 0 * value for name, value in self._params.items()}
