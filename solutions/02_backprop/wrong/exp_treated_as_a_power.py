"""differentiates exp like a power

The slope is x * exp(x - 1), the rule for x to the n. In exp the variable is in the exponent, and
the base is a constant.

Hint: in e to the x, which of the two is the variable?
"""


class Value(Value):
    def exp(self):
        return _record(math.exp(self.data), (self, self.data * math.exp(self.data - 1)))
