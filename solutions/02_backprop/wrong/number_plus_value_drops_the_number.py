"""drops the number in front of a sum

2 + a gives a. That is right for 0 alone, the number from which Python's sum starts, and so it
may pass unnoticed for long.

Hint: try 2 + a with a = 3.
"""


class Value(Value):
    def __radd__(self, other):
        return self
