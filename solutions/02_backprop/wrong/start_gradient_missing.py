"""forgets that the result's own gradient is 1

Backward multiplies slopes, starting from the result. The slope of the result with respect
to itself is 1. When it stays 0, every product is 0, and so is every gradient.

Hint: what is df/df, and where do you store it before the walk begins?
"""


class Value(Value):
    def backward(self):
        pass
