"""drops empty names

An optional input that is left out has the empty name, and keeps its place. Without it, the next input moves to the wrong
place.

Hint: in a Clip without a lower limit, which place has the upper one?
"""


def describe_graph(path):
    import onnx

    graph = onnx.load(str(path)).graph
    return [(node.op_type, [n for n in node.input if n], list(node.output)) for node in graph.node]
