"""gives the numerator of a / b the slope of a product

The slope towards a is b here, as in a * b. Dividing by b makes a count less, the more so the
larger b is.

Hint: a / 10 grows by how much when a grows by 1?
"""


class Value(Value):
    def __truediv__(self, other):
        other = _as_value(other)
        quotient = self.data / other.data
        return _record(quotient, (self, other.data), (other, -quotient / other.data))

    def __rtruediv__(self, other):
        return _as_value(other) / self
