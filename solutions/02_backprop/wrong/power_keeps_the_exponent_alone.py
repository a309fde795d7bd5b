"""keeps the exponent in the slope of a power, though not in quotients

The slope of x to the n is n times x to the n - 1, but here the exponent stays n. Quotients have
a rule of their own and come out right.

Hint: x ** 1 is a straight line. Does your slope for n = 1 depend on x?
"""


class Value(Value):
    def __pow__(self, exponent):
        return _record(self.data**exponent, (self, exponent * self.data**exponent))

    def __truediv__(self, other):
        other = _as_value(other)
        quotient = self.data / other.data
        return _record(quotient, (self, 1 / other.data), (other, -quotient / other.data))

    def __rtruediv__(self, other):
        return _as_value(other) / self
