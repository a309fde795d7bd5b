"""makes number + Value from plain numbers

`Value(other + self.data)` is a new leaf that remembers nothing, so no gradient passes on. `3 +
a` is `a + 3`.

Hint: which operation does a.__radd__(3) stand for?
"""


class Value(Value):
    def __radd__(self, other):
        return Value(other + self.data)
