"""keeps the caller's arrays instead of copies

After load, the network and the caller share the same arrays. When the caller reuses them
for something else, the network changes without a word.

Hint: assigning an array to a second name makes no second array. What does?
"""


class MLP(MLP):
    def load(self, params):
        self._params = dict(params)
