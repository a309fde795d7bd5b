"""starts with the number itself as its gradient

The slope of y with respect to itself is 1, whatever y is.

Hint: what is dy/dy?
"""


class Value(Value):
    def backward(self):
        order, seen, waiting = [], set(), [(self, False)]
        while waiting:
            node, done = waiting.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting.extend((operand, False) for operand, _ in node._edges)
        self.grad = self.data
        for node in reversed(order):
            for operand, slope in node._edges:
                operand.grad += slope * node.grad
