"""starts the running variance at 0

A new layer that is asked in eval then divides by the root of eps, and everything gets 300 times
too large. Until a batch has been seen the layer should leave its input about as it is.

Hint: What should a fresh layer do in eval?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_var = np.zeros(num_features)
        self._momentum = momentum
        self._eps = eps
