"""takes one over the logarithm for its slope

The slope of ln x is 1 / x. Here it is 1 / ln x: the node's own number was used where its input
belongs, and at x = 1 that divides by 0.

Hint: should the slope of the logarithm grow or shrink as x grows from 1 to 10?
"""


class Value(Value):
    def log(self):
        data = math.log(self.data)
        return _record(data, (self, 1 / data if data else 0.0))
