"""puts inputs and outputs into one list

Which names a node reads and which it writes can no longer be told apart.

Hint: how many lists does the tuple for a node hold?
"""

_describe_graph = describe_graph


def describe_graph(path):
    return [(operation, ins + outs, []) for operation, ins, outs in _describe_graph(path)]
