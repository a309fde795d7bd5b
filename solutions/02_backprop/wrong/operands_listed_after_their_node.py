"""lists a node before the nodes that use it are all listed

The list begins at the end of the formula, and a node joins it as soon as the walk meets it. A node
that is met early, by a short way, then passes its gradient on while a longer way to it is still
being walked.

Hint: list a node only after all of its operands are listed, and go through the list from its end.
"""


class Value(Value):
    def backward(self):
        nodes, waiting, seen = [], [self], {self}
        while waiting:
            node = waiting.pop()
            nodes.append(node)
            for operand, _ in node._edges:
                if operand not in seen:
                    seen.add(operand)
                    waiting.append(operand)
        self.grad = 1.0
        for node in nodes:
            for operand, slope in node._edges:
                operand.grad += slope * node.grad
