"""forgets the square in the slope of tanh

The slope is 1 - tanh(x) squared. Without the square it is 1 - tanh(x), which for negative x is
above 1, steeper than tanh is anywhere.

Hint: tanh is symmetric. Can its slope be different at -2 and at 2?
"""


class Value(Value):
    def tanh(self):
        data = math.tanh(self.data)
        return _record(data, (self, 1 - data))
