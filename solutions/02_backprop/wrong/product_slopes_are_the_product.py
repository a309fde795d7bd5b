"""takes the product for the slope of both operands

Both operands get a * b, the number of the node itself. The slope towards a leaves a out: it is
what a is multiplied by.

Hint: for a fixed b the product is a straight line in a. How steep is it?
"""


class Value(Value):
    def __mul__(self, other):
        other = _as_value(other)
        product = self.data * other.data
        return _record(product, (self, product), (other, product))

    def __neg__(self):
        return _record(-self.data, (self, -1.0))

    def __truediv__(self, other):
        other = _as_value(other)
        quotient = self.data / other.data
        return _record(quotient, (self, 1 / other.data), (other, -quotient / other.data))

    def __rtruediv__(self, other):
        return _as_value(other) / self
