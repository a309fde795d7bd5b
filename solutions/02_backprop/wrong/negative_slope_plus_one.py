"""gives -a the slope +1

The number changes its sign, and the gradient does not. What goes through a minus must change its
sign on the way back, too.

Hint: when a grows by 1, what does -a do?
"""


class Value(Value):
    def __neg__(self):
        return _record(-self.data, (self, 1.0))

    def __sub__(self, other):
        other = _as_value(other)
        return _record(self.data - other.data, (self, 1.0), (other, -1.0))

    def __rsub__(self, other):
        return _as_value(other) - self
