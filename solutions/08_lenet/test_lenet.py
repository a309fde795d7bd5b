"""Hidden checks for 08_lenet, in the order in which training is judged.

Files first, then six layers: the network with given weights, single float64 steps, what passes
through the training loop, the first loss, one batch learned by heart, and accuracy last.
"""

import gzip
import json
import pathlib
import struct

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings, strategies as st
from hypothesis.strategies import booleans, integers, sampled_from

from grader.testing import (
    Fit,
    assert_close,
    check_accuracy,
    check_all_move,
    check_first_loss,
    check_left_alone,
    check_measures,
    check_measuring,
    check_overfits,
    check_steps,
    check_trajectory,
    compare_layouts,
    load_data,
    seeds,
    show_parameters,
    small_batches,
    train_by_the_book,
)

ACCURACY = {
    "tanh": {"digits": 0.95, "mnist": 0.90, "fashion-mnist": 0.70},
    "relu": {"digits": 0.94, "mnist": 0.90, "fashion-mnist": 0.70},
}
RATES = {"tanh": 0.05, "relu": 0.02}
EPOCHS = 10
MEASURES = ("train_loss", "valid_loss", "valid_accuracy")
CURVES = pathlib.Path(__file__).with_name("curves.json")

# ---------------------------------------------------------------------------- 0. the files


def idx_bytes(array, magic=None):
    magic = magic or {3: 2051, 1: 2049}[array.ndim]
    return struct.pack(f">{1 + array.ndim}I", magic, *array.shape) + array.tobytes()


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    shape=st.tuples(integers(0, 5), integers(1, 4), integers(1, 6)),
    seed=seeds(),
    packed=booleans(),
    surplus=integers(0, 3),
)
@settings(max_examples=25)
def test_read_idx_images(student, reference, shape, seed, packed, surplus):
    """A file of images is read

    The header says how many images there are, then rows, then columns. Look at the bytes of a small file
    with `open(path, "rb").read()[:16]`, and at the order of the bytes in each number.
    """
    array = np.random.default_rng(seed).integers(0, 256, shape, np.uint8)
    content = idx_bytes(array) + b"\x09" * surplus
    name = "images"
    if packed:
        content, name = gzip.compress(content), "images.gz"
    answer = student.harness.read_bytes(content, name)
    assert answer["message"] is None, f"A correct file was refused: {answer['message']}"
    assert_close(answer["array"], array, what="the images")


@pytest.mark.practice
@pytest.mark.points(1)
@given(count=sampled_from([0, 1, 300, 70_000]))
def test_read_idx_labels(student, reference, count):
    """A file of labels is read

    Labels have one axis, so the header holds one size. It has four bytes: think of 300 labels.
    """
    array = (np.arange(count) % 10).astype(np.uint8)
    answer = student.harness.read_bytes(idx_bytes(array), "labels", as_path=True)
    assert answer["message"] is None, f"A correct file was refused: {answer['message']}"
    assert_close(answer["array"], array, what="the labels")


IMAGES = idx_bytes(np.arange(12, dtype=np.uint8).reshape(2, 3, 2))
LABELS = idx_bytes(np.arange(5, dtype=np.uint8))
BAD_FILES = {
    "a file of images that lacks its last byte": (IMAGES[:-1], "images"),
    "a file of labels that lacks its last byte": (LABELS[:-1], "labels"),
    "a file without data": (IMAGES[:16], "images"),
    "a file that ends inside its header": (IMAGES[:15], "images"),
    "a file that ends inside its header, after the sizes of labels": (IMAGES[:9], "images"),
    "a file of a magic number alone": (LABELS[:4], "labels"),
    "a file of three bytes": (LABELS[:3], "labels"),
    "an empty file": (b"", "labels"),
    "magic number 2050": (idx_bytes(np.zeros((2, 3), np.uint8), 2050), "images"),
    "magic number 2052": (struct.pack(">5I", 2052, 1, 1, 1, 1) + b"\0", "images"),
    "magic number 2048": (struct.pack(">I", 2048) + bytes(9), "labels"),
    "a magic number with its bytes turned round": (struct.pack("<2I", 2049, 1) + b"\0", "labels"),
    "four thousand million images promised": (
        struct.pack(">4I", 2051, 2**32 - 1, 28, 28),
        "images",
    ),
    "a compressed file that was cut": (gzip.compress(IMAGES)[:-10], "images.gz"),
    "a compressed file with a broken middle": (
        gzip.compress(IMAGES)[:12] + b"\xff\xff" + gzip.compress(IMAGES)[14:],
        "images.gz",
    ),
}


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_read_idx_images", "test_read_idx_labels")
def test_read_idx_refuses(student, reference):
    """A damaged file is refused with a ValueError

    Compare the bytes that the header promises with the bytes that are there. Which exceptions do
    `struct`, `gzip` and NumPy raise by themselves? The caller expects one kind only.
    """
    for what, (content, name) in BAD_FILES.items():
        answer = student.harness.read_bytes(content, name)
        assert answer["message"] is not None, f"No ValueError for {what}."
        assert len(answer["message"]) > 8, f"The ValueError for {what} does not say what is wrong."


# ---------------------------------------------------------------------------- 1. the network


def arguments_of(classes, activation, pool):
    """Keyword arguments; what has its default is left out."""
    options = {"num_classes": classes, "activation": activation, "pool": pool}
    defaults = {"num_classes": 10, "activation": "tanh", "pool": "avg"}
    return {name: value for name, value in options.items() if value != defaults[name]}


def lenet_state(reference, arguments, seed):
    torch.manual_seed(seed)
    return dict(reference.LeNet5(**arguments).double().state_dict())


@pytest.mark.practice
@pytest.mark.points(2)
@given(classes=sampled_from([10, 3]))
def test_lenet_layers(student, reference, classes):
    """The network has the right layers: 61,706 parameters

    Follow one image through the network with pencil and paper, and write the shape after each layer.
    Then print `{k: v.shape for k, v in net.state_dict().items()}`.
    """
    arguments = arguments_of(classes, "tanh", "avg")
    layout = student.harness.layout(arguments)
    sizes = student.harness.sizes(arguments)
    if classes == 10:
        show_parameters("Your LeNet-5, layer by layer", layout)
    compare_layouts(layout, reference.harness.layout(arguments))
    for name, shape in reference.harness.sizes(arguments).items():
        if name in sizes:
            assert_close(sizes[name], shape, what=f"the shape after {name} for a 32x32 image")


def every_pair(check):
    """Have a check see each activation with each pool, whatever else is drawn; first the defaults, written out."""
    asked = {"seed": 0, "classes": 10, "in_training": False}
    for activation in ("tanh", "sigmoid", "relu"):  # the last pair is seen first
        for pool in ("avg", "max"):
            check = example(named=True, activation=activation, pool=pool, **asked)(check)
    return example(named=False, activation="tanh", pool="avg", **asked)(check)


@pytest.mark.points(3)
@pytest.mark.requires("test_lenet_layers")
@given(
    seed=integers(0, 1000),
    activation=sampled_from(["tanh", "relu", "sigmoid"]),
    pool=sampled_from(["avg", "max"]),
    classes=sampled_from([10, 4]),
    in_training=booleans(),
    named=booleans(),
)
@every_pair
@settings(max_examples=10)
def test_lenet_answers(student, reference, seed, activation, pool, classes, in_training, named):
    """With given weights the network answers as LeNet-5 does

    The same weights are loaded into your network and into ours. Outputs, and gradients with respect to image
    and weights, must agree. What stands between two layers, and what after the last one? The arguments come
    with their names, or in the order of the stub without them.
    """
    arguments = arguments_of(classes, activation, pool)
    state = lenet_state(reference, arguments, seed)
    arguments = arguments if named else [classes, activation, pool]
    rng = torch.Generator().manual_seed(seed)
    x = torch.rand(2, 1, 32, 32, generator=rng, dtype=torch.float64)
    cotangent = torch.randn(2, classes, generator=rng, dtype=torch.float64)
    actual = student.harness.responses(arguments, state, x, cotangent, in_training)
    expected = reference.harness.responses(arguments, state, x, cotangent, in_training)
    rows = torch.as_tensor(actual["outputs"]).sum(-1)
    if not torch.allclose(expected["outputs"].sum(-1), rows) and torch.allclose(
        rows, torch.ones_like(rows)
    ):
        raise AssertionError(
            "The outputs of each image sum to 1: these are probabilities. The network returns logits."
        )
    for part in ("outputs", "input gradient", "weight gradients", "parameters"):
        assert_close(actual[part], expected[part], what=f"the network's {part}")


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_lenet_layers")
def test_lenet_float32(student, reference):
    """A float32 image gives float32 logits"""
    net, own = student.LeNet5(), reference.LeNet5()
    x = torch.zeros(3, 1, 32, 32)
    assert_close(net(x).shape, own(x).shape, what="the shape of the logits")
    assert net(x).dtype == torch.float32, "The logits should be float32."


# ---------------------------------------------------------------------------- 2. single steps


@pytest.mark.practice
@pytest.mark.points(2)
@given(
    seed=integers(0, 1000),
    sizes=st.lists(integers(2, 6), min_size=3, max_size=4),
    momentum=sampled_from([0.0, 0.9]),
)
@settings(max_examples=8)
def test_train_step_gradients(student, reference, seed, sizes, momentum):
    """The optimizer steps once, on the gradients of this batch alone

    Between two batches something must happen to the old gradients. And the loss is a mean.
    """
    batches = small_batches(seed, sizes)
    state = reference.harness.small_state(seed)
    actual = student.harness.steps(None, state, batches, 0.1, momentum)
    expected = reference.harness.steps(None, state, batches, 0.1, momentum)
    check_steps(actual, expected, sizes)


@pytest.mark.points(2)
@pytest.mark.requires("test_train_step_gradients")
@given(seed=integers(0, 1000), momentum=sampled_from([0.0, 0.9]))
@settings(max_examples=6)
def test_train_step_trajectory(student, reference, seed, momentum):
    """A few steps in float64 lead where they should, and return the loss before the step

    Weights, batch-norm buffers and losses are compared after each of four steps.
    """
    batches = small_batches(seed, [5, 3, 6, 4])
    state = reference.harness.small_state(seed)
    actual = student.harness.steps(None, state, batches, 0.1, momentum)
    check_trajectory(actual, reference.harness.steps(None, state, batches, 0.1, momentum))


@pytest.mark.points(2)
@pytest.mark.requires("test_lenet_answers", "test_train_step_gradients")
@given(activation=sampled_from(["tanh", "relu"]))
def test_lenet_trajectory(student, reference, activation):
    """Your train_step moves your LeNet-5 along the reference's path

    Network and loop together, from given weights, in float64, for four steps.
    """
    arguments = arguments_of(10, activation, "avg")
    state = lenet_state(reference, arguments, 5)
    batches = small_batches(6, [4, 4, 4, 2], (1, 32, 32))
    actual = student.harness.steps(arguments, state, batches, 0.05, 0.9)
    expected = reference.harness.steps(arguments, state, batches, 0.05, 0.9)
    assert_close(actual["losses"], expected["losses"], what="the losses")
    assert_close(
        actual["states"][-1],
        expected["states"][-1],
        what="the state after four steps",
        rtol=1e-6,
        atol=1e-9,
    )


# ---------------------------------------------------------------------------- 3. spies: evaluate, predict


@pytest.mark.practice
@pytest.mark.points(0)
@given(in_training=sampled_from([True, False]))
def test_evaluate_mode(student, reference, in_training):
    """evaluate looks at the model in eval mode, without recording gradients

    In train mode, batch norm would use (and change) other statistics, and dropout would drop.
    """
    batches = small_batches(0, [4, 3])
    state = reference.harness.small_state(0)
    measured = student.harness.evaluation(state, batches, False, in_training, False)
    check_measuring(measured, 2)


@pytest.mark.practice
@pytest.mark.points(5)
@pytest.mark.requires("test_evaluate_mode")
@given(
    seed=integers(0, 1000), sizes=st.lists(integers(1, 6), min_size=1, max_size=4), once=booleans()
)
@settings(max_examples=20)
def test_evaluate_numbers(student, reference, seed, sizes, once):
    """Loss and accuracy are means over samples, also with an uneven last batch

    A batch of one sample must not count as much as a batch of six. Any iterable of batches will do, a generator
    too, which can be read only once and has no length.
    """
    batches = small_batches(seed, sizes)
    state = reference.harness.small_state(seed)
    actual = student.harness.evaluation(state, batches, once, True, False)
    expected = reference.harness.evaluation(state, batches, once, True, False)
    check_measures(actual, expected)


@pytest.mark.points(0)
@pytest.mark.requires("test_evaluate_mode")
@given(in_training=booleans(), frozen=booleans())
def test_evaluate_leaves(student, reference, in_training, frozen):
    """evaluate leaves weights, buffers, gradients and every mode as they were

    A model may come in train mode with one frozen part in eval mode. It must go out the same way.
    """
    batches = small_batches(1, [4, 3])
    state = reference.harness.small_state(1)
    measured = student.harness.evaluation(state, batches, False, in_training, frozen)
    check_left_alone(measured, state, "evaluate")
    weight = torch.ones_like(state["head.weight"])
    assert_close(measured["weight gradient"], weight, what="the gradient that was there before")


@pytest.mark.practice
@pytest.mark.points(2)
@given(seed=integers(0, 1000), in_training=booleans())
@settings(max_examples=8)
def test_predict(student, reference, seed, in_training):
    """predict names the class of one image and gives all probabilities

    One image has no batch axis; the model wants one. Probabilities are positive and sum to 1.
    """
    image = small_batches(seed, [1], (1, 32, 32))[0][0][0]
    state = reference.harness.small_state(seed)
    actual = student.harness.prediction(state, image, in_training)
    expected = reference.harness.prediction(state, image, in_training)
    assert actual["eval"], "During predict a part of the model is in train mode."
    assert not actual["gradients"], "During predict, torch records gradients."
    label = actual["label"]
    is_int = isinstance(label, (int, np.integer)) and not isinstance(label, bool)
    assert is_int, f"The class should be an int, not {type(label).__name__}."
    assert_close(actual["probabilities"], expected["probabilities"], what="the probabilities")
    assert_close(label, expected["label"], what="the class")


@pytest.mark.points(0)
@pytest.mark.requires("test_predict")
@given(in_training=sampled_from([True, False]))
def test_predict_leaves(student, reference, in_training):
    """predict leaves weights, buffers and every mode as they were"""
    seed = 2
    image = small_batches(seed, [1], (1, 32, 32))[0][0][0]
    state = reference.harness.small_state(seed)
    prediction = student.harness.prediction(state, image, in_training)
    check_left_alone(prediction, state, "predict")


# ---------------------------------------------------------------------------- 3. spies: fit

FIT = Fit(name="fit", train=75, valid=21, batch=32, epochs=3, side=8)
FIT_RATE = 0.05


def run_fit(side, reference, data_seed=1, noise=0, **options):
    state = reference.harness.small_state(data_seed)
    pairs = FIT.tagged(data_seed)
    return side.harness.watch_fit(state, *pairs, FIT.epochs, FIT_RATE, options, noise=noise)


@pytest.mark.practice
@pytest.mark.points(0)
def test_fit_train_only(student, reference):
    """fit learns from training images, and only looks at validation images

    Validation measures how the model does on images it has NOT learned from.
    """
    FIT.check_train_only(run_fit(student, reference))


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_fit_train_only")
def test_fit_modes(student, reference):
    """fit learns in train mode, in every epoch, and measures in eval mode

    Who switches the mode back after a measurement? Look at the second epoch.
    """
    FIT.check_modes(run_fit(student, reference))


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_fit_train_only")
def test_fit_batches(student, reference):
    """Each epoch uses every training image once, in batches of 32

    75 images make batches of 32, 32 and 11.
    """
    FIT.check_batches(run_fit(student, reference))


def replayed(reference, watched, data_seed=1):
    batches = [batch["ids"] for batch in watched["batches"]]
    state = reference.harness.small_state(data_seed)
    net = reference.harness.network(state)
    return train_by_the_book(
        net, *FIT.tagged(data_seed), batches, FIT.epochs, rate=lambda _: FIT_RATE
    )


def repeated(reference, watched, data_seed=1):
    """Every batch of a run once more, at the weights that the run had: facts alone earn nothing."""
    net = reference.harness.network(reference.harness.small_state(data_seed))
    train, _ = FIT.tagged(data_seed)
    FIT.check_run(watched, net, train, lambda: replayed(reference, watched, data_seed))


@pytest.mark.points(5)
@pytest.mark.requires("test_fit_batches", "test_fit_modes")
def test_fit_pairs(student, reference):
    """An image keeps its label, and each step sees the right gradients

    The gradients at each step are compared with those of the mean cross-entropy of the same images
    with their own labels.
    """
    repeated(reference, run_fit(student, reference))


@pytest.mark.points(2)
@pytest.mark.requires("test_fit_pairs")
def test_fit_shuffles(student, reference):
    """Each epoch has a new random order

    The chance that a random order of 75 images is the sorted one, or the one before, is below 1e-100; that
    fewer than 8 of 74 neighbours break the order of the file is below 1e-20.
    """
    watched = run_fit(student, reference)
    FIT.check_shuffled(watched)
    repeated(reference, watched)


@pytest.mark.points(1)
@pytest.mark.requires("test_fit_pairs")
def test_fit_seed(student, reference):
    """The seed alone decides the order

    The same seed gives the same run, whatever was drawn from torch before. Another seed gives another one.
    """

    def run(noise, **options):
        watched = run_fit(student, reference, noise=noise, **options)
        repeated(reference, watched)
        return FIT.orders(watched)

    FIT.check_seed(run)


@pytest.mark.points(2)
@pytest.mark.requires("test_fit_pairs")
@given(seed=sampled_from([1, 2]))
def test_fit_trajectory(student, reference, seed):
    """fit ends at the weights that SGD with momentum 0.9 reaches on these batches

    Your batches are trained on again, by the textbook, and the weights compared. The optimizer's memory goes on
    from epoch to epoch.
    """
    watched = run_fit(student, reference, seed)
    expected = replayed(reference, watched, seed)
    FIT.check_updates(watched, [FIT_RATE] * len(watched["gradients"]))
    assert_close(
        watched["state"], expected["state"], what="the state after fit", rtol=1e-5, atol=1e-8
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_fit_trajectory")
@given(seed=sampled_from([1, 2]))
def test_fit_history(student, reference, seed):
    """The history has one number an epoch, and they are right

    `train_loss` is a mean over samples, of losses measured while training. The last batch is smaller.
    """
    watched = run_fit(student, reference, seed)
    expected = replayed(reference, watched, seed)
    assert_close(watched["history"], expected["history"], what="history", rtol=1e-6, atol=1e-8)


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_lenet_answers", "test_fit_batches")
def test_every_parameter_moves(student, reference):
    """Training moves every weight of your LeNet-5

    A weight that the optimizer does not know, or that no gradient reaches, stays where it started.
    """
    rng = torch.Generator().manual_seed(0)
    images, labels = torch.rand(64, 1, 32, 32, generator=rng), torch.arange(64) % 10
    parts = (images[:48], labels[:48]), (images[48:], labels[48:])
    check_all_move(student.harness.unmoved({}, *parts, 0.05))


# ---------------------------------------------------------------------------- 4. the first loss


@pytest.fixture(scope="module")
def digits(reference):
    return load_data(read_idx=reference.read_idx)


@pytest.mark.points(1)
@pytest.mark.requires("test_lenet_layers")
@given(activation=sampled_from(["tanh", "relu"]))
def test_first_loss(student, reference, digits, activation):
    """Before training, the loss is near ln 10 = 2.303

    A new network knows nothing about ten classes, so it should give each about 1/10.
    """
    images, labels = digits.test.images[:100], digits.test.labels[:100]
    for seed in (0, 1):
        arguments = {"activation": activation}
        untrained = student.harness.first_logits(arguments, seed, images)
        check_first_loss(untrained, labels, reference.LeNet5(**arguments), images)


# ---------------------------------------------------------------------------- 5. one batch by heart


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_lenet_answers", "test_train_step_gradients")
def test_overfits_one_batch(student, reference, digits):
    """The network learns 32 images by heart in at most 100 steps

    A network that cannot even do this has a fault in its loop. A loss that stays at 1.46 means that probabilities
    go through softmax a second time.
    """
    images, labels = digits.train.images[:32], digits.train.labels[:32]
    trained = student.harness.overfit({}, 0, images, labels, 100, 0.1, device=student.device)
    check_overfits(trained, 0.1, reference.LeNet5(), images, labels)


# ---------------------------------------------------------------------------- 6. accuracy, last


def best_of_two(student, digits, activation):
    def run(seed):
        return student.harness.full_run(
            {"activation": activation},
            seed,
            tuple(digits.train),
            tuple(digits.valid),
            digits.test.images,
            EPOCHS,
            RATES[activation],
            device=student.device,
        )

    runs = json.loads(CURVES.read_text(encoding="utf-8"))["runs"]
    stored = [entry for entry in runs if entry["activation"] == activation]
    wanted = ACCURACY[activation][digits.name]
    check_accuracy(digits, wanted, run, stored, f"Training with {activation}")


@pytest.mark.points(2)
@pytest.mark.requires("test_lenet_answers", "test_fit_train_only", "test_overfits_one_batch")
def test_accuracy_tanh(student, reference, digits):
    """LeNet-5 with tanh reads at least 95 of 100 held-out digits

    The better of two seeds counts. If all earlier checks pass, this one does.
    """
    best_of_two(student, digits, "tanh")


@pytest.mark.points(1)
@pytest.mark.requires("test_lenet_answers", "test_fit_train_only", "test_overfits_one_batch")
def test_accuracy_relu(student, reference, digits):
    """LeNet-5 with ReLU reads at least 94 of 100 held-out digits

    The better of two seeds counts.
    """
    best_of_two(student, digits, "relu")
