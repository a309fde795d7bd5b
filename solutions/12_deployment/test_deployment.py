"""Hidden checks for 12_deployment: running a file, reading a graph, exporting, quantizing.

Files that a learner's code wrote are opened in the learner's own process only, by the harness. What must
come out is computed here, by PyTorch and NumPy.
"""

import pathlib

import numpy as np
import pytest
import torch
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import booleans, integers, sampled_from

from grader.testing import assert_close, digits_data, error_bound, seeds, split_data

WEIGHTS = pathlib.Path(__file__).with_name("digits_net.npz")
PARITY = {"rtol": 1e-4, "atol": 1e-5}
SIZES = {"dense": (5,), "conv": (2, 6, 9), "residual": (2, 4, 6)}
OWN_NETS = ("dense", "conv", "residual")


def ask(side, function, question, *arguments, **options):
    """Put a question about one of the learner's functions to the harness."""
    return getattr(side.harness, question)(function, *arguments, device=side.device, **options)


@pytest.fixture(scope="module")
def trained():
    """The weights of the trained network, and held-out digits."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        state = {name: torch.from_numpy(file[name]) for name in file.files}
    return state, split_data(digits_data())[2]


# ---------------------------------------------------------------------------- 1. running a file

NAMES = [("input", "output"), ("x", "y"), ("images", "logits"), ("output", "input")]
FORMS = (
    "array",
    "array, turned",
    "tensor",
    "tensor with gradient",
    "tensor, turned",
)


def hand_made_case(seed, count, image=False):
    rng = np.random.default_rng(seed)
    weight = rng.standard_normal((12 if image else 3, 4)).astype(np.float32)
    bias = rng.standard_normal(4).astype(np.float32)
    return weight, bias, rng.standard_normal((count, 2, 2, 3) if image else (count, 3))


def what_comes_out(weight, bias, x):
    rows = x.astype(np.float32).astype(np.float64).reshape(len(x), -1)
    out = np.maximum(rows @ weight.astype(np.float64) + bias, 0)
    return out, error_bound(np.abs(rows) @ np.abs(weight) + np.abs(bias), rows.shape[1], np.float32)


def check_run(run, weight, bias, x):
    out, bound = what_comes_out(weight, bias, x)
    assert_close(
        run["output"],
        out.astype(np.float32),
        dtype=np.float32,
        bound=bound + 1e-7,
        what="the output",
    )
    assert run["unchanged"], "run_onnx changed its input."


@pytest.mark.practice
@pytest.mark.points(3)
@given(seed=seeds(), count=integers(1, 5), names=sampled_from(NAMES), image=booleans())
@settings(max_examples=20)
def test_run(student, reference, seed, count, names, image):
    """A file that torch never saw is run, whatever its input is called

    The file was made node by node: relu(x @ weight + bias). Ask the session which inputs the file has.
    """
    weight, bias, x = hand_made_case(seed, count, image)
    x = x.astype(np.float32)
    run = ask(student, "run_onnx", "ran", weight, bias, list(names), x, "array")
    check_run(run, weight, bias, x)


@pytest.mark.points(2)
@pytest.mark.requires("test_run")
@given(
    seed=seeds(),
    form=sampled_from(FORMS),
    dtype=sampled_from(["float64", "float32", "float16"]),
    image=booleans(),
)
@settings(max_examples=30)
def test_run_inputs(student, reference, seed, form, dtype, image):
    """Arrays and tensors of any float type go in, float32 comes out

    The file wants float32. A tensor may be recording gradients, or lie turned in memory.
    """
    weight, bias, x = hand_made_case(seed, 3, image)
    x = x.astype(dtype)
    run = ask(student, "run_onnx", "ran", weight, bias, ["x", "y"], x, form)
    check_run(run, weight, bias, x)


@pytest.mark.points(1)
@pytest.mark.requires("test_run")
@given(form=sampled_from(["array", "tensor"]), dtype=sampled_from(["int64", "uint8"]))
def test_run_whole_numbers(student, reference, form, dtype):
    """Whole numbers go in as float32"""
    weight, bias, _ = hand_made_case(3, 2)
    x = np.arange(6).reshape(2, 3).astype(dtype)
    run = ask(student, "run_onnx", "ran", weight, bias, ["x", "y"], x, form)
    check_run(run, weight, bias, x)


# ---------------------------------------------------------------------------- 2. reading a graph

OPERATIONS = {"Relu": (1, 1), "Tanh": (1, 1), "Add": (2, 1), "Gemm": (3, 1), "Dropout": (1, 2)}


@st.composite
def graphs(draw):
    """Nodes in an order that a file may have: each one reads what is there already."""
    known, weights, nodes = ["x"], [], []
    letters = draw(st.permutations(["b", "zeta", "a.weight", "h1", "/layer/out", "12", "m", "c"]))
    for number in range(draw(integers(1, 4))):
        operation = draw(sampled_from(sorted([*OPERATIONS, "Clip"])))
        source = draw(sampled_from(known))
        if operation == "Clip":
            inputs, outputs = [source, "", f"limit{number}"], 1
            weights.append(f"limit{number}")
        else:
            count, outputs = OPERATIONS[operation]
            inputs = [source]
            for extra in range(count - 1):
                weights.append(f"w{number}{extra}")
                inputs.append(weights[-1])
        made = [letters[2 * number + k] for k in range(outputs)]
        known += made
        nodes.append((operation, inputs, made))
    return nodes, weights


@pytest.mark.practice
@pytest.mark.points(3)
@given(graph=graphs(), as_path=booleans())
@settings(max_examples=30)
def test_describe(student, reference, graph, as_path):
    """Each node is told with its operation, inputs and outputs, in the file's order

    A node has a name of its own, which is not its operation. Weights are inputs too. Print
    `onnx.load(path).graph.node[0]` for a small file.
    """
    nodes, weights = graph
    described = ask(student, "describe_graph", "described", nodes, weights, as_path)
    assert_close(described, nodes, what="the list of nodes")


# ---------------------------------------------------------------------------- 3. exporting


def inputs_for(kind, counts=(1, 2, 7)):
    rng = torch.Generator().manual_seed(8)
    return [torch.rand(count, *SIZES[kind], generator=rng) for count in counts]


def run_exported(student, kind):
    return ask(student, "export_onnx", "exported", kind, inputs_for(kind))  # exported once only


@pytest.mark.practice
@pytest.mark.points(2)
@given(kind=sampled_from(OWN_NETS))
def test_export_one_file(student, reference, kind):
    """The export is one file with all weights inside

    A network that is sent to somebody without its weights is of no use. Look at what lies in the folder, and at the
    size of the file.
    """
    exported = run_exported(student, kind)
    assert "net.onnx" in exported["files"], (
        f"Nothing was written to net.onnx; the folder holds {exported['files']}."
    )
    assert exported["files"] == ["net.onnx"], (
        f"One file was asked for, but the folder holds {', '.join(exported['files'])}."
    )
    assert not exported["external"], (
        f"These weights are not inside of the file: {', '.join(exported['external'])}."
    )
    assert exported["broken"] is None, f"The file is not valid ONNX: {exported['broken']}"


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_export_one_file")
@given(kind=sampled_from(OWN_NETS))
def test_export_interface(student, reference, kind):
    """The file has one float32 input and one float32 output, with a free batch size

    The first axis of both has a name instead of a number. The example may well be a batch of one.
    """
    exported = run_exported(student, kind)
    for what, values in (("input", exported["inputs"]), ("output", exported["results"])):
        assert len(values) == 1, f"The file should have one {what}, but it has {len(values)}."
        (value,) = values
        assert value["type"] == "FLOAT", (
            f"The {what} should be float32, FLOAT in ONNX, but it is {value['type']}."
        )
        first = value["sizes"][0] if value["sizes"] else None
        assert not isinstance(first, int), (
            f"The batch size of the {what} is fixed to {first}: the sizes are {value['sizes']}."
        )


@pytest.mark.points(5)
@pytest.mark.requires("test_export_one_file", "test_export_interface")
@given(kind=sampled_from(OWN_NETS))
def test_export_parity(student, reference, kind):
    """The file says what the network says in eval mode, for any number of samples

    Relative tolerance 1e-4, absolute 1e-5. In train mode, dropout would drop, and batch norm would use the example's
    statistics.
    """
    xs = inputs_for(kind)
    exported = ask(student, "export_onnx", "exported", kind, xs)
    for x, own, expected in zip(
        xs, exported["outputs"], reference.harness.answers(kind, xs), strict=True
    ):
        assert not isinstance(own, str), f"The file cannot be run on {len(x)} samples: {own}"
        assert_close(own, expected, what=f"the file's output for {len(x)} samples", **PARITY)


@pytest.mark.points(0)
@pytest.mark.requires("test_export_one_file")
@given(kind=sampled_from(OWN_NETS))
def test_export_leaves(student, reference, kind):
    """Exporting leaves weights, buffers, gradients and every mode as they were

    One part of a model may be in eval mode while the rest trains. Each module has a mode of its own.
    """
    exported = run_exported(student, kind)
    assert not exported["modes"], (
        f"export_onnx left these parts in another mode: {', '.join(exported['modes'])}."
    )
    assert not exported["changed"], f"export_onnx changed {', '.join(exported['changed'])}."
    assert exported["gradient kept"], "export_onnx changed a gradient that was there before."
    assert exported["trainable"], "After export_onnx, some weights ask for no gradients any more."
    assert exported["example kept"], "export_onnx changed the example."
    assert exported["on the device"], "export_onnx moved the model to another device."


@pytest.mark.points(2)
@pytest.mark.requires("test_run_inputs", "test_describe", "test_export_parity")
def test_digits_onnx(student, reference, trained):
    """A trained network reads the digits from its ONNX file as well as from PyTorch

    Your three functions together: export, run, describe. If all earlier checks pass, this one does.
    """
    state, test = trained
    images = test.images[:60]
    exported = ask(student, "export_onnx", "exported_and_read", "digits", images, state)
    (expected,) = reference.harness.answers("digits", [images], state)
    assert_close(exported["output"], expected, what="the logits from the file", **PARITY)
    assert_close(exported["described"], exported["nodes"], what="the description of your own file")
    operations = [node[0] for node in exported["nodes"]]
    assert "Conv" in operations, f"The file has no convolution, only {', '.join(operations)}."


# ---------------------------------------------------------------------------- 4. quantization


def random_linear(seed, n_in, n_out, bias=True):
    rng = torch.Generator().manual_seed(seed)
    state = {"0.weight": torch.randn(n_out, n_in, generator=rng)}
    if bias:
        state["0.bias"] = torch.randn(n_out, generator=rng) * 3
    return state, rng


def run_quantized(student, reference, kind, state, x, training=True):
    quantized = ask(student, "quantize_dynamic", "quantized", kind, state, x, training)
    assert quantized["is a model"], "quantize_dynamic should return a model (an nn.Module)."
    return quantized, reference.harness.float_outputs(kind, state, x)


def deep_input():
    return torch.rand(6, 1, 6, 6, generator=torch.Generator().manual_seed(2))


@pytest.mark.practice
@pytest.mark.points(3)
@given(kind=sampled_from(["one", "deep"]))
def test_int8_weights(student, reference, kind):
    """Every linear layer, at any depth, stores its weights as int8, and no float copy

    Print the dtypes in the copy's state dict. Walk through all levels of the model, not only the first.
    """
    state, x = {}, deep_input()
    if kind == "one":
        state, rng = random_linear(0, 33, 20)
        x = torch.rand(4, 33, generator=rng)
    quantized, _ = run_quantized(student, reference, kind, state, x)
    stored = quantized["stored"]
    whole = {n: most for _, dtype, n, most in stored if dtype in ("torch.int8", "torch.qint8")}
    real = [n for _, dtype, n, _ in stored if dtype.startswith(("torch.float", "torch.bf"))]
    dtypes = ", ".join(sorted({dtype for _, dtype, _, _ in stored}))
    for name, shape in quantized["shapes"].items():
        count = shape[0] * shape[1]
        assert count in whole, (
            f"The {count} weights of {name} are not stored as int8. The copy stores {dtypes}."
        )
        assert count not in real, f"A float copy of the {count} weights of {name} is still stored."
        assert whole[count] >= 127, (
            f"The largest absolute weight of {name} became {whole[count]}, but it should become 127."
        )


@pytest.mark.points(3)
@pytest.mark.requires("test_int8_weights")
@given(
    seed=seeds(), n_in=integers(1, 40), n_out=integers(1, 8), bias=booleans(), shift=integers(-2, 2)
)
@settings(max_examples=40)
def test_rounding_error(student, reference, seed, n_in, n_out, bias, shift):
    """A quantized layer differs from the layer by rounding alone

    With steps of s for the weights and t for the inputs, each product is wrong by at most |x| s/2 + |w| t/2, and a little.
    Biases are not rounded. Weights may be mostly negative: which absolute value is the largest?
    """
    state, rng = random_linear(seed, n_in, n_out, bias)
    state["0.weight"] += shift
    x = torch.randn(5, n_in, generator=rng) + shift
    quantized, expected = run_quantized(student, reference, "one", state, x)
    weight = state["0.weight"].double().abs()
    step, rise = (
        weight.max() / 127,
        (x.double().max().clamp(0) - x.double().min().clamp(max=0)) / 127,
    )
    rows = x.double().abs().sum(1, keepdim=True)
    bound = rows * step / 2 + weight.sum(1) * rise + n_in * step * rise + 1e-4
    assert_close(
        quantized["outputs"], expected, what="the quantized layer's output", bound=bound.numpy()
    )


@pytest.mark.points(2)
@pytest.mark.requires("test_rounding_error")
@given(seed=seeds(), negative=booleans())
@settings(max_examples=10)
def test_rounds_to_nearest(student, reference, seed, negative):
    """Weights are rounded to the nearest step, not always towards one side

    All positive (or all negative) weights of a row are added up. Errors of rounding to the nearest cancel: 400 of them add up to
    about 6 steps, with a standard deviation of sqrt(400 / 12); 40 steps are 7 of those. Cutting off would give 200.
    """
    rng = torch.Generator().manual_seed(seed)
    weight = torch.rand(2, 400, generator=rng)
    weight[:, :2] = 1.0
    weight = -weight if negative else weight
    x = torch.ones(3, 400)
    quantized, expected = run_quantized(student, reference, "one", {"0.weight": weight}, x)
    assert_close(
        quantized["outputs"],
        expected,
        what="the sum of 400 weights",
        bound=np.full((3, 2), 40 / 127),
    )


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_int8_weights")
@given(part=sampled_from(["weights", "input", "both"]))
def test_zeros(student, reference, part):
    """A layer of zeros, or an input of zeros, gives the bias and not nan

    A step is a largest absolute value divided by 127. What if that value is zero?
    """
    state, rng = random_linear(1, 6, 3)
    x = torch.rand(2, 6, generator=rng)
    if part != "input":
        state["0.weight"] *= 0
    if part != "weights":
        x *= 0
    quantized, expected = run_quantized(student, reference, "one", state, x)
    assert_close(quantized["outputs"], expected, what="the output", rtol=1e-5, atol=1e-5)


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_int8_weights")
@given(training=booleans())
def test_quantized_copy(student, reference, training):
    """The result is a copy in eval mode; the model, its modes and its other layers stay

    Convolutions and batch norms are taken over as they are.
    """
    quantized, expected = run_quantized(student, reference, "deep", {}, deep_input(), training)
    assert not quantized["same"], "quantize_dynamic should return a copy, not the model itself."
    assert not quantized["changed"], (
        f"quantize_dynamic changed the model: {', '.join(quantized['changed'])}."
    )
    assert not quantized["modes"], (
        f"quantize_dynamic left these parts in another mode: {', '.join(quantized['modes'])}."
    )
    assert not quantized["shares"], (
        f"The copy shares {', '.join(quantized['shares'])} with the model: training one changes both."
    )
    assert not quantized["awake"], (
        f"These parts of the copy are in train mode: {quantized['awake']}."
    )
    assert_close(
        quantized["other layers"],
        {
            "conv": "Conv2d",
            "bn": "BatchNorm2d",
            "inner.0": "ReLU",
            "inner.1.1": "Tanh",
            "drop": "Dropout",
        },
        what="the table of other layers",
    )
    assert_close(
        quantized["again"], quantized["outputs"], what="the second answer to the same input"
    )
    limit = 0.05 * float(expected.abs().max())
    assert_close(
        quantized["outputs"],
        expected,
        what="the quantized network's output",
        bound=np.full(tuple(expected.shape), limit),
    )


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_int8_weights")
def test_smaller(student, reference, trained):
    """The quantized state takes less than half of the space

    Nearly all weights of this network are in linear layers, and an int8 takes a quarter of a float32.
    """
    state, test = trained
    quantized, _ = run_quantized(student, reference, "digits", state, test.images[:4])
    share = quantized["bytes"] / quantized["bytes before"]
    assert share < 0.5, f"The state takes {share:.0%} of the space that it took before."


@pytest.mark.points(3)
@pytest.mark.requires("test_rounding_error", "test_quantized_copy")
def test_digits_int8(student, reference, trained):
    """The quantized network reads the digits nearly as well: within 2 points"""
    state, test = trained
    quantized, expected = run_quantized(student, reference, "digits", state, test.images)
    before = float((expected.argmax(1) == test.labels).double().mean())
    after = float((quantized["outputs"].argmax(1) == test.labels).double().mean())
    assert after >= before - 0.02, (
        f"The accuracy on held-out digits falls from {before:.3f} to {after:.3f}."
    )
