"""overwrites the gradient of a shared node

A node that is used twice receives gradient from both places. This code stores the last
one and loses the others. Tests without a shared node never notice. In a + a the slope
is 2, not 1: both uses contribute.

Hint: write a + a by hand. Which sign stands between "the gradient so far" and "what comes
in now"?
"""


class Value(Value):
    def backward(self):
        order, seen = [], set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((operand, False) for operand, _ in node._edges)
        self.grad = 1.0
        for node in reversed(order):
            for operand, slope in node._edges:
                operand.grad = slope * node.grad
