"""makes the negative from a plain number

`Value(-self.data)` is a new leaf that remembers nothing: no gradient passes through it. The
minus has to be recorded as an operation.

Hint: -a is a * (-1).
"""


class Value(Value):
    def __neg__(self):
        return Value(-self.data)
