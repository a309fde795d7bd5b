"""takes the true class's logit for its log-probability

The mean of the true logits, with a minus sign, is returned. That can be any number, also below
0, and making all logits larger would lower it. What the other classes got must count, too: the
logits have to be normalised first.

Hint: for logits of 0 and ten classes the loss is ln 10. Where would that come from?
"""

import numpy as np


def cross_entropy(logits, labels):
    return float(-np.mean(logits[np.arange(len(labels)), labels]))
