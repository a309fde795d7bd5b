"""adds where a number stands in front of a product

2 * a gives a + 2: the reflected method was copied from the one for sums. a * 2, with the number
behind, is right.

Hint: Python calls a.__rmul__(2) for 2 * a. What does yours do?
"""


class Value(Value):
    def __rmul__(self, other):
        return self + other
