"""lists the nodes from the output to the input

The file's order is that of computing: each node after those that it reads from.

Hint: which node reads the network's input, and where is it in your list?
"""

_describe_graph = describe_graph


def describe_graph(path):
    return _describe_graph(path)[::-1]
