"""reads 3 / a as a / 3

Python calls a.__rtruediv__(3) for 3 / a, and self is what stands below the line. Products do not
mind the order; quotients do.

Hint: is 3 / a larger or smaller when a grows?
"""


class Value(Value):
    def __rtruediv__(self, other):
        return self / other
