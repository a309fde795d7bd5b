"""takes each operand's own number for its slope in a product

In a * b the slope towards a is b: that is by how much the product grows when a does. Here each
operand gets its own number, so a * a comes out right and a * b does not.

Hint: a = 2 and b = 3. By how much does a * b change when a becomes 2.1?
"""


class Value(Value):
    def __mul__(self, other):
        other = _as_value(other)
        return _record(self.data * other.data, (self, self.data), (other, other.data))

    def __neg__(self):
        return _record(-self.data, (self, -1.0))

    def __truediv__(self, other):
        other = _as_value(other)
        quotient = self.data / other.data
        return _record(quotient, (self, 1 / other.data), (other, -quotient / other.data))

    def __rtruediv__(self, other):
        return _as_value(other) / self
