"""penalties averaged over the weights

The penalty is divided by the number of weights. It is a sum: a network with more weights
pays more. With the mean, lam would have to change with the size of the network.

Hint: how much more do ten equal weights cost than one?
"""

import numpy as np


def l1_penalty(weights, lam):
    count = sum(w.size for w in weights) or 1
    return lam * float(sum(np.sum(np.abs(w)) for w in weights)) / count


def l2_penalty(weights, lam):
    count = sum(w.size for w in weights) or 1
    return lam * float(sum(np.sum(w**2) for w in weights)) / count
