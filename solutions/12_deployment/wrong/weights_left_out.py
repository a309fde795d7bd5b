"""leaves weights out of the inputs

Only values that other nodes computed are listed. In ONNX a weight is a named value like any other, and a node reads it.

Hint: how many inputs has a Gemm?
"""


def describe_graph(path):
    import onnx

    graph = onnx.load(str(path)).graph
    return [
        (
            node.op_type,
            [name for name in node.input if name not in {w.name for w in graph.initializer}],
            list(node.output),
        )
        for node in graph.node
    ]
