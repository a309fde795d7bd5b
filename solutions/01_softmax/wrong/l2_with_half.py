"""L2 penalty with a factor one half

The sum of squares is halved, as some books do to make the derivative look simpler. The
statement of this course has no such factor, so the penalty comes out half as large.

Hint: one weight of 3 and lam = 1: what must the penalty be?
"""

import numpy as np


def l2_penalty(weights, lam):
    return lam * float(sum(np.sum(w**2) for w in weights)) / 2
