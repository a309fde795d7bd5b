"""leaves the outputs out

With operations and inputs alone nobody can tell which node feeds which: an edge is a name that one node writes and another
reads.

Hint: how many things does the tuple for a node hold?
"""

_describe_graph = describe_graph


def describe_graph(path):
    return [(operation, ins) for operation, ins, _ in _describe_graph(path)]
