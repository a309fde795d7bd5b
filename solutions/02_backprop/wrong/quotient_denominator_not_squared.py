"""divides only once by b in the slope of a / b towards b

The slope towards the denominator is -a / b here. 1 / b falls like 1 over b squared: one division
by b is missing, which nobody sees at b = 1.

Hint: differentiate b to the power -1.
"""


class Value(Value):
    def __truediv__(self, other):
        other = _as_value(other)
        quotient = self.data / other.data
        return _record(quotient, (self, 1 / other.data), (other, -quotient))

    def __rtruediv__(self, other):
        return _as_value(other) / self
