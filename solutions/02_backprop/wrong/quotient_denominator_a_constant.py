"""gives the denominator no gradient

a / b depends on b as well: its slope there is -a / b^2. Where b is turned into a plain number
first, no gradient passes through it.

Hint: which of the two operands is recorded?
"""


class Value(Value):
    def __truediv__(self, other):
        return self * (1 / (other.data if isinstance(other, Value) else other))
