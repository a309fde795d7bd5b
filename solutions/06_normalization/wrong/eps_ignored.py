"""keeps eps at its default

Whatever eps the layer is made with, it adds 1e-5. With ordinary data nobody sees it; with a tiny
variance or a large eps everybody does.

Hint: Make a layer with eps = 1. How large can its results become?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_var = np.ones(num_features)
        self._momentum = momentum
        self._eps = 1e-5
