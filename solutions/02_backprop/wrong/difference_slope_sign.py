"""gives the second operand of a - b the slope +1

The number is right, but the gradient of b comes from the rule for sums. When b grows, a - b
shrinks. A loss made of differences would send b the wrong way.

Hint: change b by a little in a - b, on paper. Does the result go up or down?
"""


class Value(Value):
    def __sub__(self, other):
        other = _as_value(other)
        return _record(self.data - other.data, (self, 1.0), (other, 1.0))
