"""turns float32 into float64

Parameters and masks are float64 arrays, and one operation with them is enough to make the result
float64. The next layer gets a dtype it did not expect, and the memory doubles.

Hint: What is the dtype of a float32 array times a float64 array?
"""

import numpy as np


class BatchNorm(BatchNorm):
    def forward(self, x, training):
        return super().forward(x, training).astype(np.float64)


class Dropout(Dropout):
    def forward(self, x, training):
        return super().forward(x, training).astype(np.float64)


_layer_norm = layer_norm


def layer_norm(x, gamma, beta, eps=1e-5):
    return _layer_norm(x, gamma, beta, eps).astype(np.float64)
