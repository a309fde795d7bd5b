"""loads the weights only

The biases stay what they were, zeros in a new network. All entries of the dictionary have to be
taken over; with zero biases in a test nothing is noticed.

Hint: load parameters and look at what parameters() gives back, name by name.
"""

import numpy as np


class MLP(MLP):
    def load(self, params):
        for name in self._params:
            if name.startswith("W"):
                self._params[name] = np.array(params[name], np.float64)
