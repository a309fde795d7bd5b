"""stores loaded parameters in float32

The copies keep seven digits, and the results with them. Small differences, as a numerical
gradient needs them, are lost in the rounding.

Hint: which dtype does the statement ask for?
"""

import numpy as np


class MLP(MLP):
    def load(self, params):
        self._params = {name: np.array(value, np.float32) for name, value in params.items()}
