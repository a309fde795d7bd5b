"""sorts the nodes

The file's order is an order in which the graph can be computed. Sorted by operation, it is not any more.

Hint: what does the order of the nodes in the file mean?
"""


def describe_graph(path):
    import onnx

    graph = onnx.load(str(path)).graph
    return sorted((node.op_type, list(node.input), list(node.output)) for node in graph.node)
