"""keeps momentum and eps at their defaults

Whatever the layer is made with, it works with 0.1 and 1e-5. Nothing complains, and experiments
with other values all give the same.

Hint: Which of the arguments of __init__ does the layer remember?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_var = np.ones(num_features)
        self._momentum = 0.1
        self._eps = 1e-5
