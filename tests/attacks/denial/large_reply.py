"""Returns an array far larger than a reply may be.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: larger than the limit
"""

import numpy as np


def double(x):
    return np.zeros(2**25, np.int8)
