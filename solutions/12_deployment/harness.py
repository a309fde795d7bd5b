"""Runs beside the learner's code: builds networks, has them exported, and looks into the files.

Files that a learner wrote are opened here only, in the learner's own process, and never by whoever
judges. Each network is exported once and all that can be said about the file is written down. Labels
of test images never come here.
"""

import contextlib
import copy
import functools
import logging
import os
import pathlib
import tempfile
import warnings

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from grader.watching import changed_modes, modes_of, state_of


class Residual(nn.Module):
    """A network with a sum and two uses of one value, which no list of layers can say."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 2, 3, padding=1)
        self.bn = nn.BatchNorm2d(2)
        self.fc = nn.Linear(12, 3)

    def forward(self, x):
        x = torch.relu(x + self.bn(self.conv(x)))
        return torch.sigmoid(self.fc(F.max_pool2d(x, 2).flatten(1)))


class DigitNet(nn.Module):
    """The network whose weights were trained on the digits, for images (N, 1, 32, 32)."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 5, stride=2)
        self.bn = nn.BatchNorm2d(8)
        self.drop = nn.Dropout(0.3)
        self.head = nn.Sequential(nn.Linear(392, 64), nn.ReLU(), nn.Linear(64, 10))

    def forward(self, x):
        x = F.max_pool2d(torch.relu(self.bn(self.conv(x))), 2)
        return self.head(self.drop(x.flatten(1)))


KINDS = {  # how each network is exported: sizes of an image, batch of the example, modes, kind of path
    "dense": ((5,), 1, "train", str),
    "conv": ((2, 6, 9), 3, "mixed", pathlib.Path),
    "residual": ((2, 4, 6), 2, "eval", str),
}
_exports = {}


@contextlib.contextmanager
def quiet():
    """Keep the libraries' remarks about themselves out of the report; one thread is enough."""
    logger, threads = logging.getLogger("torch.onnx"), torch.get_num_threads()
    level = logger.level
    logger.setLevel(logging.ERROR)
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logger.setLevel(level)
            torch.set_num_threads(threads)


def about(function):
    """The checks name the learner's function that a question is about first; here it is not needed."""

    @functools.wraps(function)
    def answer(module, subject, *arguments, **options):
        with quiet():
            return function(module, *arguments, **options)

    return answer


@contextlib.contextmanager
def scratch():
    """A folder that vanishes."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        yield pathlib.Path(folder)


def build(kind, state=None):
    """A network of a kind, with batch-norm values that are not the first ones, in train mode."""
    torch.manual_seed(len(kind))
    if kind == "dense":
        net = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Dropout(0.5), nn.Linear(8, 4))
        net.append(nn.Dropout(0.5))  # runtimes leave out a dropout, but not one at the end
    elif kind == "conv":
        net = nn.Sequential(nn.Conv2d(2, 3, (3, 2)), nn.BatchNorm2d(3), nn.LeakyReLU(0.1))
        net.extend([nn.Dropout(0.4), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(24, 5)])
    elif kind == "residual":
        net = Residual()
    else:
        net = DigitNet()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            with torch.no_grad():
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.5, 0.5)
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 2.0)
    if state is not None:
        net.load_state_dict(state)
    return net


def answers(module, kind, inputs, state=None):
    """What the network itself says in eval mode."""
    net = build(kind, state).eval()
    with torch.no_grad():
        return [net(x).numpy() for x in inputs]


# ---------------------------------------------------------------------------- the exported file


def session_of(path):
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
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
            "inputs": [value_facts(one) for one in model.graph.input if one.name not in weights],
            "results": [value_facts(one) for one in model.graph.output],
        }
        return path.read_bytes(), facts


@about
def exported_and_read(module, kind, x, state=None, device="cpu"):
    """The learner's three ONNX functions together."""
    with scratch() as folder:
        path = folder / "net.onnx"
        net = build(kind, state).to(device)
        module.export_onnx(net, x[:2].to(device), path)
        return {
            "output": module.run_onnx(path, x),
            "described": module.describe_graph(path),
            "nodes": read_nodes(path),
        }


# ---------------------------------------------------------------------------- files made by hand


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


# ---------------------------------------------------------------------------- quantization


class Deep(nn.Module):
    """Linear layers at three depths beside layers that are none; one of them without bias."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3)
        self.bn = nn.BatchNorm2d(3)
        self.fc1 = nn.Linear(48, 40)
        self.inner = nn.Sequential(
            nn.ReLU(), nn.Sequential(nn.Linear(40, 30, bias=False), nn.Tanh())
        )
        self.drop = nn.Dropout(0.5)
        self.out = nn.Linear(30, 7)

    def forward(self, x):
        x = torch.relu(self.bn(self.conv(x))).flatten(1)
        return self.out(self.drop(self.inner(self.fc1(x))))


def tensors_in(value, name=""):
    """Every tensor of a state dict, also those that PyTorch packs into tuples."""
    if isinstance(value, torch.Tensor):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from tensors_in(part, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from tensors_in(part, name)
    elif hasattr(value, "__getstate__") and not isinstance(value, (torch.dtype, str)):
        with contextlib.suppress(Exception):
            yield from tensors_in(value.__getstate__(), name)


def largest_of(value):
    """The largest absolute value of whole numbers, also of those that PyTorch packs."""
    whole = value.int_repr() if value.is_quantized else value
    return int(whole.int().abs().max()) if whole.dtype == torch.int8 and whole.numel() else None


def stored_bytes(state):
    with scratch() as folder:
        torch.save(state, folder / "state.pt")
        return (folder / "state.pt").stat().st_size


@about
def quantized(module, kind, state, x, training=True, device="cpu"):
    """Quantize a network; what became of it, what the copy says, and what it stores.

    Kind "one" is a single linear layer in a list, "deep" has several, "digits" is the trained one.
    """
    if kind == "one":
        net = nn.Sequential(nn.Linear(*reversed(state["0.weight"].shape), bias="0.bias" in state))
        net.load_state_dict(state)
    else:
        torch.manual_seed(3)
        net = Deep() if kind == "deep" else build("digits", state)
    net.train(training)
    if kind == "deep":
        net.bn.train(not training)
        with torch.no_grad():
            net.bn.running_mean.uniform_(-0.5, 0.5)
    modes, before = modes_of(net), state_of(net)
    linears = {name: m for name, m in net.named_modules() if isinstance(m, nn.Linear)}
    shapes = {name: list(m.weight.shape) for name, m in linears.items()}
    small = module.quantize_dynamic(net)
    changed = [
        name
        for name, value in state_of(net).items()
        if name not in before or not torch.equal(value, before[name])
    ] + [name for name in before if name not in net.state_dict()]
    facts = {
        "is a model": isinstance(small, nn.Module),
        "changed": changed,
        "same": small is net,
        "modes": [
            name or "the model" for name, on in modes_of(net).items() if modes.get(name) != on
        ],
        "shapes": shapes,
    }
    if not facts["is a model"]:
        return facts
    minding = (nn.BatchNorm2d, nn.Dropout)  # others answer the same in both modes
    facts["awake"] = [
        name or "the model"
        for name, part in small.named_modules()
        if part.training and (part is small or isinstance(part, minding))
    ]
    with torch.no_grad():
        facts["outputs"] = small(x).cpu()
        facts["again"] = small(x).cpu()
    state = small.state_dict()
    facts |= {
        "stored": [
            (name, str(value.dtype), value.numel(), largest_of(value))
            for name, value in tensors_in(state)
        ],
        "bytes": stored_bytes(small.state_dict()),
        "bytes before": stored_bytes(net.state_dict()),
        "shares": sorted(
            name
            for name, value in tensors_in(state)
            if not value.is_quantized
            and value.data_ptr() in {p.data_ptr() for p in net.parameters()}
        ),
    }
    if kind == "deep":
        parts = dict(small.named_modules())
        facts["other layers"] = {
            name: type(parts[name]).__name__ if name in parts else "missing"
            for name in ("conv", "bn", "inner.0", "inner.1.1", "drop")
        }
    return facts


def float_outputs(module, kind, state, x):
    """What the float network says in eval mode."""
    if kind == "one":
        bias = state.get("0.bias")
        return F.linear(x, state["0.weight"], bias)
    torch.manual_seed(3)
    net = Deep() if kind == "deep" else build("digits", state)
    if kind == "deep":
        with torch.no_grad():
            net.bn.running_mean.uniform_(-0.5, 0.5)
    with torch.no_grad():
        return net.eval()(x)
