"""leaves the factor n out of the slope of a power

The exponent is reduced by one, but it must come down as a factor, too. The slope of x squared is
2 x, not x.

Hint: write x ** 2 as x * x and use the rule for products.
"""


class Value(Value):
    def __pow__(self, exponent):
        return _record(self.data**exponent, (self, self.data ** (exponent - 1)))

    def __truediv__(self, other):
        other = _as_value(other)
        quotient = self.data / other.data
        return _record(quotient, (self, 1 / other.data), (other, -quotient / other.data))

    def __rtruediv__(self, other):
        return _as_value(other) / self
