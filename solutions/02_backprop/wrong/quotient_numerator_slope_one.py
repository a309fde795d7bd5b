"""gives the numerator of a / b the slope 1

The number b that a is divided by is left out of a's slope, as if a stood in a sum. At b = 1 it
makes no difference.

Hint: a / 10 grows by how much when a grows by 1?
"""


class Value(Value):
    def __truediv__(self, other):
        other = _as_value(other)
        quotient = self.data / other.data
        return _record(quotient, (self, 1.0), (other, -quotient / other.data))

    def __rtruediv__(self, other):
        return _as_value(other) / self
