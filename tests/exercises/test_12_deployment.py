"""The reference of 12_deployment against oracles that share no code with it."""

import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from tests.exercises.loading import load

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
pytest.importorskip("onnxscript")
deployment = load("12_deployment")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter uses names that torch itself has deprecated
        yield


@pytest.fixture(scope="module")
def network() -> nn.Sequential:
    torch.manual_seed(0)
    net = nn.Sequential(
        *(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout(0.5), nn.Flatten()),
        *(nn.Linear(64, 20), nn.Tanh(), nn.Linear(20, 3)),
    )
    net(torch.randn(30, 1, 6, 6) * 2 + 1)  # gives the batch norm other buffers than its first ones
    return net


@pytest.fixture(scope="module")
def file(network: nn.Sequential, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "net.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        deployment.export_onnx(network, torch.zeros(1, 1, 6, 6), path)
    return path


def test_the_file_against_onnx_own_evaluator(network: nn.Sequential, file: Path) -> None:
    from onnx.reference import ReferenceEvaluator

    x = torch.rand(5, 1, 6, 6)
    (oracle,) = ReferenceEvaluator(str(file)).run(None, {"input": x.numpy()})
    own = deployment.run_onnx(file, x)
    with torch.no_grad():
        expected = torch.nn.Sequential(*network).eval()(x).numpy()
    network.train()
    np.testing.assert_allclose(own, oracle, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(own, expected, rtol=1e-4, atol=1e-5)


def test_the_file_is_complete(file: Path) -> None:
    onnx.checker.check_model(str(file), full_check=True)
    assert [entry.name for entry in file.parent.iterdir()] == ["net.onnx"]
    graph = onnx.load(str(file), load_external_data=False).graph
    assert len(graph.input) == len(graph.output) == 1
    assert graph.input[0].type.tensor_type.shape.dim[0].dim_param == "batch"


def test_the_described_nodes_can_be_computed_in_order(file: Path) -> None:
    nodes = deployment.describe_graph(file)
    graph = onnx.load(str(file)).graph
    known = {value.name for value in (*graph.input, *graph.initializer)} | {""}
    for _, inputs, outputs in nodes:
        assert set(inputs) <= known
        known |= set(outputs)
    assert graph.output[0].name in known
    assert [operation for operation, _, _ in nodes].count("Gemm") == 2


def test_quantized_weights_by_hand() -> None:
    linear = nn.Linear(50, 7)
    small = deployment.quantize_dynamic(nn.Sequential(linear))[0]
    weight = linear.weight.detach().numpy()
    step = np.abs(weight).max(axis=1, keepdims=True) / 127
    np.testing.assert_array_equal(small.weight.numpy(), np.rint(weight / step))
    assert small.weight.abs().amax(1).tolist() == [127] * 7


def test_quantized_layer_against_float(network: nn.Sequential) -> None:
    small = deployment.quantize_dynamic(network)
    x = torch.rand(40, 1, 6, 6)
    with torch.no_grad():
        expected, own = network.eval()(x), small(x)
        one_by_one = torch.cat([small(image[None]) for image in x])
    network.train()
    assert float((own - expected).abs().max()) < 0.03 * float(expected.abs().max())
    torch.testing.assert_close(own, one_by_one, rtol=1e-4, atol=1e-5)  # each row has its own step
