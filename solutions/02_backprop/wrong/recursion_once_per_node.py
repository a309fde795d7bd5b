"""calls itself once per node of a chain

Each node of a chain adds one call inside the previous one. Python stops at about 1,000
such calls with a RecursionError. Short expressions work; a loop of some thousand steps
does not.

Hint: keep the nodes that still wait in a list of your own, and take the last one off it.
"""


class Value(Value):
    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for operand, _ in node._edges:
                    visit(operand)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            for operand, slope in node._edges:
                operand.grad += slope * node.grad
