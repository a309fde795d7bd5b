"""reads 3 - a as a - 3

Python calls a.__rsub__(3) for 3 - a, and self is the operand behind the minus. As for sums, the
order was not minded, but here it changes the sign of the number and of the slope.

Hint: what should d (3 - a) / d a be?
"""


class Value(Value):
    def __rsub__(self, other):
        return self - other
