"""tells only the first input and output of each node

A linear layer reads three values: what comes in, the weights, the bias. All names are asked for.

Hint: what are the three inputs of a Gemm?
"""

_describe_graph = describe_graph


def describe_graph(path):
    return [(operation, ins[:1], outs[:1]) for operation, ins, outs in _describe_graph(path)]
