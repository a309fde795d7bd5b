"""passes the whole gradient on each time a node is reached

Each time a node is reached it sends on all that it has collected so far, so what came first is
sent twice. A node must go on once, when all has arrived.

Hint: follow (a + a) * 2 by hand. How often does the sum pass its gradient on?
"""


class Value(Value):
    def backward(self):
        self.grad = 1.0
        waiting = [self]
        while waiting:
            node = waiting.pop()
            for operand, slope in node._edges:
                operand.grad += slope * node.grad
                waiting.append(operand)
