"""takes the slope of tanh from the input

The slope is 1 - tanh(x)^2, in terms of the result. 1 - x^2 is right near 0 only, and leaves [0,
1] beyond it.

Hint: what should the slope be at x = 3?
"""

import math


class Value(Value):
    def tanh(self):
        node = Value(math.tanh(self.data))
        node._edges = ((self, 1 - self.data**2),)
        return node
