"""reads 3 - a as a - 3, and 3 / a as a / 3

Python calls a.__rsub__(3) for 3 - a: self is the operand on the right. For + and * the
order does not matter, so one line for both sides works there. For - and / it gives the
wrong number and the wrong slope.

Hint: in the reflected methods, which operand is `self`: the one in front of the sign, or
the one behind it?
"""


class Value(Value):
    def __rsub__(self, other):
        return self - other

    def __rtruediv__(self, other):
        return self / other
