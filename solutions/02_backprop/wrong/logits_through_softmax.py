"""returns probabilities instead of logits

forward ends with a softmax. The loss takes one itself, in a form that survives large logits, so
the network must give what comes before it.

Hint: what do the rows of your result sum to? Should they?
"""

import numpy as np


class MLP(MLP):
    def forward(self, x):
        logits = _run(self._params, self.activation, x)[1][-1]
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
