"""takes the largest probability instead of the true class's

The loss looks at the class that the network prefers, and never at the labels. It measures how
sure the network is, and a sure mistake costs nothing.

Hint: do your results change when you change the labels?
"""

import numpy as np


def cross_entropy(logits, labels):
    return float(-np.mean(np.max(log_softmax(logits), axis=1)))
