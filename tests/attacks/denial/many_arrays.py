"""Returns a hundred thousand empty arrays.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: arrays|items|list
"""

import numpy as np


def double(x):
    return [np.zeros(0)] * 100_000
