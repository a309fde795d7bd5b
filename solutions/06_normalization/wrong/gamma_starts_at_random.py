"""starts gamma with random numbers

At the start batch norm only normalises: gamma is 1 and beta is 0. Small random scales shrink
every signal.

Hint: what is gamma of a new layer?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        super().__init__(num_features, momentum, eps)
        self.gamma = np.random.default_rng(0).normal(0, 0.02, num_features)
