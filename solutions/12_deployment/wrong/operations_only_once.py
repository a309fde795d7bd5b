"""tells each operation once

Two nodes of the same kind are two nodes.

Hint: how many Relu nodes has a network with three activations?
"""


def describe_graph(path):
    import onnx

    graph = onnx.load(str(path)).graph
    return list(
        {
            node.op_type: (node.op_type, list(node.input), list(node.output)) for node in graph.node
        }.values()
    )
