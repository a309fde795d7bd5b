"""lets the sigmoid overflow

exp(1000) is infinity, and infinity over infinity is nan. Of the two forms of the sigmoid, exp(x)
/ (1 + exp(x)) is fine for negative x only.

Hint: which form has an exponent that is never positive?
"""

import numpy as np


def _sigmoid(x):
    with np.errstate(all="ignore"):
        return np.exp(x) / (1 + np.exp(x))
