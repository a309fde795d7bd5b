"""Hidden checks for 10_architectures."""

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st
from hypothesis.strategies import integers

from grader.testing import assert_close, compare_layouts, seeds

TINY_VGG = [3, "M", 4, "M", 4, 5, "M", 6, "M", 6, "M", 7, "M", 7, "M"]


def check_weights(student, reference, cls, args, **kwargs):
    """The state dict has the right names and shapes."""
    actual = student.harness.shapes(cls, args, kwargs)
    expected = reference.harness.shapes(cls, args, kwargs)
    compare_layouts(actual, expected, cls)


def check_table(student, reference, cls, args, shape, training=False, **kwargs):
    """Every layer with weights sees and gives the right shapes; then the results."""
    actual = student.harness.table(cls, args, kwargs, shape, training)
    expected = reference.harness.table(cls, args, kwargs, shape, training)
    rows = []
    for name, (taken, given_out) in expected["layers"].items():
        shapes = actual["layers"].get(name)
        if shapes is None:
            rows.append((name, f"{taken} -> {given_out}", "did not run"))
        elif list(shapes) != [taken, given_out]:
            rows.append((name, f"{taken} -> {given_out}", f"{shapes[0]} -> {shapes[1]}"))
    table = "\n".join(f"  {name:<26} {wanted:<36} {yours}" for name, wanted, yours in rows[:6])
    assert not rows, (
        f"{cls}: layers whose shapes in and out are wrong for an image of {tuple(shape)}: "
        f"{len(rows)}; the first ones (name, expected, yours):\n{table}"
    )
    mode = "training mode" if training else "eval mode"
    count, wanted = len(actual["results"]), len(expected["results"])
    assert count == wanted, f"{cls} in {mode}: number of tensors returned: {count}, not {wanted}"
    assert_close(actual["results"], expected["results"], what="the shape of the results")


def both(student, reference, cls, args, x, seed, training=False, **kwargs):
    """The same run in the learner's process and here."""
    actual = student.harness.run(cls, args, kwargs, x, seed, training, device=student.device)
    return actual, reference.harness.run(cls, args, kwargs, x, seed, training)


def check_values(student, reference, cls, args, x, seed, training=False, loose=1e-7, **kwargs):
    """With loaded weights, logits, the gradient of the image and the buffers are right."""
    actual, expected = both(student, reference, cls, args, x, seed, training, **kwargs)
    mode = "training mode" if training else "eval mode"
    count = len(expected["results"])
    assert len(actual["results"]) == count, (
        f"{cls} returned {len(actual['results'])} tensors in {mode}, not {count}"
    )
    for i, result in enumerate(expected["results"]):
        what = ("the logits", "the first auxiliary logits", "the second auxiliary logits")[i]
        scale = float(result.abs().max())
        assert_close(
            actual["results"][i], result, what=f"{what} in {mode}", rtol=0.0, atol=loose * scale
        )
    scale = float(expected["dx"].abs().max())
    assert_close(
        actual["dx"],
        expected["dx"],
        what=f"the gradient of the image in {mode}",
        rtol=0.0,
        atol=10 * loose * scale,
    )
    assert_close(
        actual["buffers"], expected["buffers"], what=f"the running statistics in {mode}", rtol=1e-6
    )


def check_dropout(student, reference, cls, args, shape, **kwargs):
    """Dropout is active in training mode, at the right places, and silent in eval mode."""
    active = sorted(map(list, student.harness.dropouts(cls, args, kwargs, shape, True)))
    expected = sorted(reference.harness.dropouts(cls, args, kwargs, shape, True))
    assert active == expected, (
        f"{cls} in training mode: the active dropouts should be {expected} "
        f"(probability, numbers an image), but they are {active}"
    )
    active = student.harness.dropouts(cls, args, kwargs, shape, False)
    assert not active, f"{cls}: dropout is active in eval mode: {active}"


def image(*shape, dtype=np.float64, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


@pytest.mark.practice
@pytest.mark.points(1)
def test_alexnet_weights(student, reference):
    """AlexNet has the weights that the stub names, 62,378,344 numbers in all.

    60,965,224 would be the two-GPU version, whose convolutions are split into groups.
    """
    check_weights(student, reference, "AlexNet", [])
    check_weights(student, reference, "AlexNet", [7])
    assert_close(student.harness.count("AlexNet", [], {}), 62_378_344, what="the parameter count")


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_alexnet_weights")
def test_alexnet_table(student, reference):
    """The maps of AlexNet shrink as in the table of the statement.

    227, 55, 27, 27, 13, 13, 13, 13, 6: which layer changes the size, and by which formula?
    """
    check_table(student, reference, "AlexNet", [], (3, 227, 227))


@pytest.mark.points(2)
@pytest.mark.requires("test_alexnet_table")
def test_alexnet_values(student, reference):
    """With loaded weights, AlexNet gives the right logits.

    The shapes are right already. What is left: ReLU after every layer but the last, the size of
    the pools.
    """
    x = image(1, 3, 227, 227, dtype=np.float32)
    # Ten logits, so that some are negative.
    check_values(student, reference, "AlexNet", [10], x, 1, loose=1e-3)


@pytest.mark.points(1)
@pytest.mark.requires("test_alexnet_weights")
def test_alexnet_dropout(student, reference):
    """AlexNet drops half of what enters each of its first two linear layers, in training only.

    Before, not after: the first dropout sees 9,216 numbers.
    """
    check_dropout(student, reference, "AlexNet", [2], (3, 227, 227))


@pytest.mark.practice
@pytest.mark.points(2)
@settings(max_examples=10)
@given(
    first=integers(1, 4),
    rest=st.lists(st.one_of(integers(1, 4), st.just("M")), max_size=9),
    num_classes=integers(1, 5),
)
@example(first=2, rest=["M", 3, 3, "M"], num_classes=3)
@example(first=2, rest=["M", "M", "M", "M", "M", "M", "M"], num_classes=1)
def test_vgg_weights(student, reference, first, rest, num_classes):
    """VGG turns any list into the layers that the stub names.

    Keep two numbers while you read the list: the channels, and the side of the map.
    """
    if rest.count("M") > 7:
        rest = [entry for entry in rest if entry != "M"]
    check_weights(student, reference, "VGG", [[first, *rest], num_classes])


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_vgg_weights")
def test_vgg16(student, reference):
    """VGG16_CONFIG gives VGG-16 with its 138,357,544 parameters.

    Thirteen convolutions and five pools.
    """
    actual = student.harness.vgg16()
    assert_close(actual, 138_357_544, what="the number of parameters of VGG(VGG16_CONFIG)")
    config = [64, 64, "M", 128, 128, "M", *[256] * 3, "M", *[512] * 3, "M", *[512] * 3, "M"]
    check_table(student, reference, "VGG", [config], (3, 224, 224))


@pytest.mark.points(2)
@pytest.mark.requires("test_vgg_weights")
def test_vgg_values(student, reference):
    """With loaded weights, VGG gives the right logits.

    ReLU after every convolution and every hidden linear layer; the logits stay as they are.
    """
    check_values(student, reference, "VGG", [TINY_VGG, 3], image(1, 3, 224, 224), 2)


@pytest.mark.points(1)
@pytest.mark.requires("test_vgg_weights")
def test_vgg_dropout(student, reference):
    """VGG drops half of what leaves each hidden linear layer, in training only.

    Both dropouts see 4,096 numbers.
    """
    check_dropout(student, reference, "VGG", [TINY_VGG, 2], (3, 224, 224))


@pytest.mark.practice
@pytest.mark.points(1)
def test_nin_weights(student, reference):
    """NiN has the weights that the stub names, 2,015,398 numbers for ten classes.

    There is no linear layer in this network.
    """
    check_weights(student, reference, "NiN", [])
    check_weights(student, reference, "NiN", [4])
    assert_close(student.harness.count("NiN", [], {}), 2_015_398, what="the parameter count")


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_nin_weights")
def test_nin_table(student, reference):
    """The maps of NiN shrink as in the table of the statement.

    224, 54, 26, 26, 12, 12, 5: a block, a pool, a block, a pool, ...
    """
    check_table(student, reference, "NiN", [], (3, 224, 224))


@pytest.mark.points(2)
@pytest.mark.requires("test_nin_table")
@settings(max_examples=3)
@given(seed=seeds(), num_classes=integers(2, 4))
def test_nin_values(student, reference, seed, num_classes):
    """With loaded weights, NiN gives the right logits, for other image sizes too.

    The logits are means over height and width, whatever these are.
    """
    x = image(2, 3, 131, 163, seed=seed)
    check_values(student, reference, "NiN", [num_classes], x, seed)


@pytest.mark.points(1)
@pytest.mark.requires("test_nin_weights")
def test_nin_dropout(student, reference):
    """NiN drops half of what enters the last block, in training only.

    It stands after the third pool.
    """
    check_dropout(student, reference, "NiN", [2], (3, 131, 163))


@pytest.mark.practice
@pytest.mark.points(2)
def test_googlenet_weights(student, reference):
    """GoogLeNet has the weights that the stub names: 6,998,552, or 13,378,280 with both helpers.

    The six numbers of each block are in the stub. No batch norm, so every convolution has a bias.
    """
    check_weights(student, reference, "GoogLeNet", [], aux=False)
    check_weights(student, reference, "GoogLeNet", [])
    check_weights(student, reference, "GoogLeNet", [5, True])
    for aux, expected in ((False, 6_998_552), (True, 13_378_280)):
        actual = student.harness.count("GoogLeNet", [], {"aux": aux})
        assert_close(actual, expected, what=f"the parameter count with aux={aux}")


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_googlenet_weights")
def test_googlenet_table(student, reference):
    """The maps of GoogLeNet shrink as in the table of the statement.

    224, 112, 56, 28, 14, 7: four max pools between the parts, each with padding 1, and one stride
    in front.
    """
    check_table(student, reference, "GoogLeNet", [], (3, 224, 224), aux=False)
    check_table(student, reference, "GoogLeNet", [6], (3, 224, 224), training=True)
    check_table(student, reference, "GoogLeNet", [6], (3, 224, 224))


@pytest.mark.points(3)
@pytest.mark.requires("test_googlenet_table")
@settings(max_examples=2)
@given(seed=seeds(), num_classes=integers(2, 4))
def test_googlenet_values(student, reference, seed, num_classes):
    """With loaded weights, GoogLeNet gives the right logits in eval mode, and nothing else.

    Images of 96x64 come in here: the mean at the end takes any size, and the helpers must not run.
    """
    x = image(1, 3, 96, 64, seed=seed)
    check_values(student, reference, "GoogLeNet", [num_classes], x, seed)


@pytest.mark.points(3)
@pytest.mark.requires("test_googlenet_table")
def test_googlenet_training(student, reference):
    """In training mode GoogLeNet returns (logits, aux1, aux2), and both helpers pull on the image.

    Which blocks do the helpers read? Does their gradient flow back into the trunk?
    """
    x = image(1, 3, 224, 224)
    check_values(student, reference, "GoogLeNet", [3], x, 3, training=True)


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_googlenet_weights")
def test_googlenet_without_aux(student, reference):
    """Without helpers GoogLeNet returns one tensor in training mode too.

    Two conditions decide what forward returns.
    """
    x = image(1, 3, 64, 96)
    check_values(student, reference, "GoogLeNet", [3, False], x, 4, training=True)


@pytest.mark.points(1)
@pytest.mark.requires("test_googlenet_training")
def test_googlenet_dropout(student, reference):
    """GoogLeNet drops 40% before its last layer and 70% in each helper, in training only.

    All three dropouts see 1,024 numbers.
    """
    check_dropout(student, reference, "GoogLeNet", [2], (3, 224, 224))


@pytest.mark.practice
@pytest.mark.points(2)
@settings(max_examples=10)
@given(
    growth=integers(1, 4),
    blocks=st.lists(integers(1, 3), min_size=1, max_size=3),
    num_classes=integers(1, 4),
)
@example(growth=3, blocks=[1, 2, 2], num_classes=3)
def test_densenet_weights(student, reference, growth, blocks, num_classes):
    """DenseNet has the weights that the stub names, for any growth and any blocks.

    Keep the number of channels while you build: what does a layer add, what does a transition
    halve?
    """
    check_weights(student, reference, "DenseNet", [growth, blocks, num_classes])


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_densenet_weights")
def test_densenet121(student, reference):
    """DenseNet(32, (6, 12, 24, 16), 1000) is DenseNet-121, with 7,978,856 parameters.

    The maps are 112, 56, 28, 14 and 7 on a side; the last block leaves 1,024 channels.
    """
    args = [32, (6, 12, 24, 16), 1000]
    actual = student.harness.count("DenseNet", args, {})
    assert_close(actual, 7_978_856, what="the parameter count of DenseNet-121")
    check_table(student, reference, "DenseNet", args, (3, 224, 224))


@pytest.mark.points(3)
@pytest.mark.requires("test_densenet_weights")
@settings(max_examples=5)
@given(
    growth=integers(1, 3),
    blocks=st.lists(integers(1, 2), min_size=1, max_size=3),
    seed=seeds(),
)
@example(growth=3, blocks=[1, 2, 2], seed=0)
def test_densenet_values(student, reference, growth, blocks, seed):
    """With loaded weights, DenseNet gives the right logits, eval and train.

    Norm, ReLU, convolution, each time in this order; and the last norm has its ReLU too.
    """
    x = image(2, 3, 70, 45, seed=seed)
    for training in (False, True):
        check_values(student, reference, "DenseNet", [growth, blocks, 3], x, seed, training)
