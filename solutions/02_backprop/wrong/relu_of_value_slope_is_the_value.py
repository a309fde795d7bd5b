"""takes the number for the slope of relu

The gradient is multiplied by the unit's output. A unit that is on passes the gradient on
unchanged, whatever its number is.

Hint: relu(5) and relu(5.1): by how much does the result change?
"""


class Value(Value):
    def relu(self):
        data = max(self.data, 0.0)
        return _record(data, (self, data))
