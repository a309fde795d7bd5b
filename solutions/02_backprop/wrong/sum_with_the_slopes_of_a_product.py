"""gives a sum the slopes of a product

In a + b each operand passes the gradient on as it is: both slopes are 1. The other operand's
number is the slope of a product.

Hint: by how much does a + b grow when a grows by 1?
"""


class Value(Value):
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        node = Value(self.data + other.data)
        node._edges = ((self, other.data), (other, self.data))
        return node
