"""walks a shared node once for each path

Without the set of nodes seen, a node that is reached on two paths passes its whole gradient on
twice. Short chains come out right; `y = x + x` and all that follows it does not.

Hint: count how often each node of (a + a) * 2 is visited.
"""


class Value(Value):
    def backward(self):
        self.grad = 1.0
        waiting = [self]
        while waiting:
            node = waiting.pop(0)
            for operand, slope in node._edges:
                operand.grad += slope * node.grad
                waiting.append(operand)
