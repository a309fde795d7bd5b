"""takes the slope of exp from the input

The input's number is passed on instead of its exponential. exp is its own slope; the number that
the node holds is already the right one.

Hint: which function equals its own derivative?
"""


class Value(Value):
    def exp(self):
        return _record(math.exp(self.data), (self, self.data))
