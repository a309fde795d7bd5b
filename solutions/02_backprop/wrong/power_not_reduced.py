"""keeps the exponent in the slope of a power

The slope of x to the n is n times x to the n - 1. Here the exponent stays n, so the slope
of x * x written as x ** 2 is too large by a factor of x. At x = 1 nobody sees it.

Hint: x ** 1 is a straight line. Does your slope for n = 1 depend on x?
"""


class Value(Value):
    def __pow__(self, exponent):
        return _record(self.data**exponent, (self, exponent * self.data**exponent))
