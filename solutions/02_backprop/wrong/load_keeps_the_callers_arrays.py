"""keeps the caller's arrays

The network and the caller hold the same arrays afterwards: who changes one changes the other.
load takes copies.

Hint: change the dict that was loaded, and look at parameters().
"""


class MLP(MLP):
    def load(self, params):
        self._params = dict(params)
