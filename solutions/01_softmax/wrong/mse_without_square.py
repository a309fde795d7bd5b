"""mean absolute error

The absolute differences are averaged and not squared. That is another loss: it minds large
errors less. The gradient still belongs to the squared one, so the two no longer fit
together.

Hint: what does the letter s in the name stand for?
"""

import numpy as np


def mse(pred, target):
    return float(np.mean(np.abs(pred - target)))
