"""keeps momentum at its default

Whatever momentum the layer is made with, the buffers move by a tenth. A setting that is passed in
has to be used.

Hint: Make two layers with different momentum and show them one batch. Do their buffers differ?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_var = np.ones(num_features)
        self._momentum = 0.1
        self._eps = eps
