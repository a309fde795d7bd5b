"""ONNX files: exported, looked at, run, described."""

import copy
import os

import numpy as np
import torch
from harness_networks import KINDS, about, build, scratch

from grader.watching import changed_modes, modes_of, state_of

_exports = {}


def runtime():
    """onnxruntime, without its remarks on what it may not see of the machine: it makes them while it is imported."""
    said = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        import onnxruntime
    finally:
        os.dup2(said, 2)
        os.close(said)
    onnxruntime.set_default_logger_severity(3)
    return onnxruntime


def session_of(path):
    onnxruntime = runtime()
    onnxruntime.set_seed(0)  # a dropout that is still at work drops the same each time
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def value_facts(value):
    """Name, element type and sizes of an input or output, as the file declares them."""
    import onnx

    kind = value.type.tensor_type
    return {
        "name": value.name,
        "type": onnx.TensorProto.DataType.Name(kind.elem_type),
        "sizes": [
            size.dim_value if size.HasField("dim_value") else size.dim_param
            for size in kind.shape.dim
        ],
    }


def read_nodes(path):
    import onnx

    nodes = onnx.load(str(path), load_external_data=False).graph.node
    return [(node.op_type, list(node.input), list(node.output)) for node in nodes]


def run_alone(path, x):
    """What the runtime makes of a file, or its complaint as text."""
    try:
        session = session_of(path)
        return session.run(None, {session.get_inputs()[0].name: x})[0]
    except Exception as error:  # noqa: BLE001 - a runtime refuses in many ways
        return str(error).splitlines()[0][:300]


@about
def exported(module, kind, inputs, device="cpu"):
    """Have a network exported, and say all about the file; `inputs` are run through it, too."""
    key = (module.export_onnx, kind, device)
    if key not in _exports:
        _exports[key] = export(module, kind, device)
    content, facts = _exports[key]
    facts = copy.deepcopy(facts)
    with scratch() as folder:
        path = folder / "net.onnx"
        path.write_bytes(content)
        if content:
            facts["outputs"] = [run_alone(path, x.numpy()) for x in inputs]
    return facts


def export(module, kind, device):
    """The bytes of the exported file (none when it cannot stand alone), and facts about it."""
    import onnx

    sizes, count, mode, form = KINDS[kind]
    net = build(kind).to(device).train(mode != "eval")
    if mode == "mixed":
        net[
            3
        ].eval()  # the dropout; batch norm stays in train mode, where it would answer otherwise
    first = next(net.parameters())
    first.grad = torch.ones_like(first)
    example = torch.rand(count, *sizes).to(device)
    kept = example.clone()
    modes, before = modes_of(net), state_of(net)
    with scratch() as folder:
        (folder / "out").mkdir()
        path = folder / "out" / "net.onnx"
        module.export_onnx(net, example, form(path))
        facts = {
            "files": sorted(file.name for file in path.parent.iterdir()),
            "modes": changed_modes(net, modes),
            "changed": [
                name
                for name, value in state_of(net).items()
                if value.dtype != before[name].dtype or not torch.equal(value, before[name])
            ],
            "gradient kept": first.grad is not None and bool((first.grad == 1).all()),
            "trainable": all(parameter.requires_grad for parameter in net.parameters()),
            "example kept": torch.equal(example, kept),
            "on the device": first.device.type == torch.device(device).type,
            "broken": None,
        }
        if "net.onnx" not in facts["files"]:
            return b"", facts | {"broken": "there is no file at the path"}
        model = onnx.load(str(path), load_external_data=False)
        facts["external"] = [
            tensor.name
            for tensor in model.graph.initializer
            if tensor.data_location == onnx.TensorProto.EXTERNAL
        ]
        if facts["external"]:
            return b"", facts
        try:
            onnx.checker.check_model(model)
        except onnx.checker.ValidationError as error:
            facts["broken"] = str(error).splitlines()[0][:300]
        weights = {tensor.name for tensor in model.graph.initializer}
        facts |= {
            "inputs": [
                value_facts(value) for value in model.graph.input if value.name not in weights
            ],
            "results": [value_facts(value) for value in model.graph.output],
        }
        return path.read_bytes(), facts


@about
def exported_and_read(module, kind, x, state=None, device="cpu"):
    """The learner's three ONNX functions together."""
    runtime()
    with scratch() as folder:
        path = folder / "net.onnx"
        net = build(kind, state).to(device)
        module.export_onnx(net, x[:2].to(device), path)
        return {
            "output": module.run_onnx(path, x),
            "described": module.describe_graph(path),
            "nodes": read_nodes(path),
        }


def hand_made(weight, bias, names, image=False):
    """A file made node by node, not by torch: relu(x @ weight + bias), with given names."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    first, last = names
    sizes = ["N", 2, 2, 3] if image else ["N", weight.shape[0]]
    nodes = [
        helper.make_node("Flatten", [first], ["flat"], axis=1),
        helper.make_node("MatMul", ["flat", "weight"], ["product"]),
        helper.make_node("Add", ["product", "bias"], ["sum"]),
        helper.make_node("Relu", ["sum"], [last]),
    ]
    graph = helper.make_graph(
        nodes,
        "made by hand",
        [helper.make_tensor_value_info(first, TensorProto.FLOAT, sizes)],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, ["N", weight.shape[1]])],
        [numpy_helper.from_array(weight, "weight"), numpy_helper.from_array(bias, "bias")],
    )
    return onnx.helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8
    ).SerializeToString()


@about
def ran(module, weight, bias, names, x, form, device="cpu"):
    """Run a file made by hand; `form` says in which shape the numbers come."""
    runtime()
    given = x
    if form == "array, turned":
        given = np.asfortranarray(x)
    elif form == "tensor":
        given = torch.from_numpy(x.copy()).to(device)
    elif form == "tensor with gradient":
        given = torch.from_numpy(x.copy()).to(device).requires_grad_() * 1.0
    elif form == "tensor, turned":
        given = (
            torch.from_numpy(np.ascontiguousarray(x.T)).to(device).permute(*reversed(range(x.ndim)))
        )
    kept = given.detach().clone() if isinstance(given, torch.Tensor) else given.copy()
    with scratch() as folder:
        path = folder / "made.onnx"
        path.write_bytes(hand_made(weight, bias, names, x.ndim == 4))
        output = module.run_onnx(path if form == "array" else str(path), given)
    now = given.detach() if isinstance(given, torch.Tensor) else given
    return {
        "output": output,
        "unchanged": bool((now == kept).all()) and now.dtype == kept.dtype,
    }


@about
def described(module, nodes, weights, as_path, device="cpu"):
    """Describe a file with given nodes, (operation, inputs, outputs) each."""
    from onnx import TensorProto, helper, numpy_helper

    graph = helper.make_graph(
        [
            helper.make_node(operation, inputs, outputs, name=f"node_{len(nodes) - i}")
            for i, (operation, inputs, outputs) in enumerate(nodes)
        ],
        "made by hand",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 3])],
        [helper.make_tensor_value_info(nodes[-1][2][0], TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.ones(3, np.float32), name) for name in weights],
    )
    with scratch() as folder:
        path = folder / "made.onnx"
        path.write_bytes(helper.make_model(graph).SerializeToString())
        return module.describe_graph(path if as_path else str(path))
