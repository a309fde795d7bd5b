"""passes a gradient on before all of it has arrived

Nodes are visited in the order in which the walk happens to meet them. A node that is used
near the end and again further back goes on too early; what arrives later is stuck there.
The node's own gradient looks right, and everything behind it is too small.

Hint: a node may go on only after every node that uses it. Sort the nodes before you start.
"""


class Value(Value):
    def backward(self):
        self.grad = 1.0
        queue, seen = [self], {self}
        while queue:
            node = queue.pop(0)
            for operand, slope in node._edges:
                operand.grad += slope * node.grad
                if operand not in seen:
                    seen.add(operand)
                    queue.append(operand)
