"""L2 penalty as a length

The root of the sum of squares is taken, which is the length of the weights. The penalty
uses the squared length: its slope is proportional to each weight, which is what pulls large
weights harder.

Hint: leave the last step away.
"""

import numpy as np


def l2_penalty(weights, lam):
    return lam * float(np.sqrt(sum(np.sum(w**2) for w in weights)))
