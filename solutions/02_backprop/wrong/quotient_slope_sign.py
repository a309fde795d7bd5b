"""leaves out the minus in the slope of a / b towards b

A larger divisor makes the quotient smaller, so this slope has the opposite sign of a. The
numbers of the forward pass are right, and so is the gradient of the upper operand.

Hint: write a / b as a times b to a power, and use the rule for powers.
"""


class Value(Value):
    def __truediv__(self, other):
        other = _as_value(other)
        edges = (self, 1 / other.data), (other, self.data / other.data**2)
        return _record(self.data / other.data, *edges)

    def __rtruediv__(self, other):
        return _as_value(other) / self
