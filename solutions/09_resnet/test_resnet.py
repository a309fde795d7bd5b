"""Hidden checks for 09_resnet, in the order in which training is judged.

Files and augmentation first, then six layers: the network with given weights, single float64 steps,
what passes through the training loop, the first loss, one batch learned by heart, and accuracy last.
"""

import json
import math
import pathlib
import struct

import numpy as np
import pytest
import torch
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import booleans, integers, sampled_from
from torch.nn import functional as F

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

ACCURACY = {"digits": 0.97, "cifar10": 0.35}
EPOCHS, RATE, WIDTH = 8, 0.1, 8
MEASURES = ("train_loss", "valid_loss", "valid_accuracy", "lr")
CURVES = pathlib.Path(__file__).with_name("curves.json")

# ---------------------------------------------------------------------------- 0. the files


def byte_string(value):
    """The opcode for a Python 2 string."""
    if len(value) < 256:
        return b"U" + bytes([len(value)]) + value
    return b"T" + struct.pack("<i", len(value)) + value


def number(value):
    return b"J" + struct.pack("<i", value)


def pickled_array(array, module, fortran=False, dtype=b"u1"):
    """An array as Python 2 pickled it."""
    core = module.encode()
    shape = b"".join(number(size) for size in array.shape)
    shape = shape + b"\x86" if array.ndim == 2 else b"(" + shape + b"t"
    return b"".join(
        [
            b"c" + core + b"\n_reconstruct\n",
            b"cnumpy\nndarray\nK\x00\x85U\x01b\x87R",
            b"(K\x01",
            shape,
            b"cnumpy\ndtype\n" + byte_string(dtype) + b"K\x00K\x01\x87R",
            b"(K\x03U\x01|NNN" + number(-1) + number(-1) + b"K\x00tb",
            b"I01\n" if fortran else b"I00\n",
            byte_string(array.tobytes()),
            b"tb",
        ]
    )


def cifar_pickle(images, labels, module="numpy.core.multiarray", names=b"", array=None):
    """A data_batch file in the Python layout: protocol 2, byte strings."""
    listed = b"](" + b"".join(map(number, labels)) + b"e"
    entries = [
        (b"batch_label", byte_string(b"training batch 1 of 5")),
        (b"labels", listed),
        (b"data", array or pickled_array(images, module)),
        (b"filenames", b"](" + (names or byte_string(b"tabby_s_000001.png")) + b"e"),
    ]
    body = b"".join(byte_string(key) + value for key, value in entries)
    return b"\x80\x02}q\x01(" + body + b"u."


def random_records(seed, count):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (count, 3072), np.uint8), rng.integers(0, 10, count)


def binary(images, labels):
    return np.concatenate([labels[:, None].astype(np.uint8), images], 1).tobytes()


def check_read(answer, images, labels):
    assert answer["message"] is None, f"A correct file was refused: {answer['message']}"
    assert_close(answer["images"], images.reshape(-1, 3, 32, 32), what="the images")
    assert_close(answer["labels"], labels, what="the labels", dtype=np.int64)


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), count=integers(1, 4), as_path=booleans())
@settings(max_examples=12)
def test_read_binary(student, reference, seed, count, as_path):
    """A binary CIFAR-10 file is read

    A record is a label and then three colours, each a whole picture. Which axis of the result runs fastest?
    """
    images, labels = random_records(seed, count)
    answer = student.harness.read_bytes(binary(images, labels), "data_batch_1.bin", as_path)
    check_read(answer, images, labels)


@pytest.mark.practice
@pytest.mark.points(2)
@given(
    seed=seeds(),
    count=integers(1, 3),
    module=sampled_from(["numpy.core.multiarray", "numpy._core.multiarray"]),
)
@settings(max_examples=12)
def test_read_pickled(student, reference, seed, count, module):
    """A CIFAR-10 file in the Python layout is read

    The file was written by Python 2, so its strings come as bytes. NumPy 2 gave one of its modules a new name.
    """
    images, labels = random_records(seed, count)
    answer = student.harness.read_bytes(
        cifar_pickle(images, labels.tolist(), module), "data_batch_1"
    )
    check_read(answer, images, labels)


IMAGES, LABELS = random_records(3, 2)
GOOD = cifar_pickle(IMAGES, LABELS.tolist())
BAD_FILES = {
    "an empty file": b"",
    "a binary file that lacks its last byte": binary(IMAGES, LABELS)[:-1],
    "a binary file with one byte too many": binary(IMAGES, LABELS) + b"\0",
    "records of 3,072 bytes": bytes(3072 * 5),
    "a label of 10": binary(IMAGES, np.array([3, 10])),
    "a pickle that was cut": GOOD[:-20],
    "a pickle that was cut in the images": GOOD[:3000],
    "a pickle with nothing in it": b"\x80\x02.",
    "a pickled number": b"\x80\x02K\x05.",
    "a pickle without data": b"\x80\x02}(" + byte_string(b"labels") + b"](K\x01eu.",
    "a pickle without labels": GOOD.replace(byte_string(b"labels"), byte_string(b"lapels")),
    "a pickle with too few labels": cifar_pickle(IMAGES, [1]),
    "a pickled label of 10": cifar_pickle(IMAGES, [1, 10]),
    "a pickled label of -1": cifar_pickle(IMAGES, [-1, 1]),
    "pickled images of 3,071 numbers": cifar_pickle(IMAGES[:, :-1].copy(), [1, 2]),
    "pickled images of another type": cifar_pickle(
        IMAGES,
        [1, 2],
        array=pickled_array(IMAGES.view("<i4").copy(), "numpy.core.multiarray", dtype=b"i4"),
    ),
    "a dict of other things": b"\x80\x02}("
    + byte_string(b"data")
    + number(1)
    + byte_string(b"labels")
    + number(1)
    + b"u.",
}


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_read_binary", "test_read_pickled")
def test_read_refuses(student, reference):
    """A file that is not CIFAR-10 is refused with a ValueError

    Look at the size before anything else. A damaged pickle can raise nearly every exception there is; the caller
    expects ValueError only.
    """
    for what, content in BAD_FILES.items():
        answer = student.harness.read_bytes(content, "data_batch_1")
        assert answer["message"] is not None, f"No ValueError for {what}."
        assert len(answer["message"]) > 8, f"The ValueError for {what} does not say what is wrong."
    upright = pickled_array(IMAGES, "numpy.core.multiarray", fortran=True)
    answer = student.harness.read_bytes(cifar_pickle(IMAGES, [1, 2], array=upright), "data_batch_1")
    if answer["message"] is None:
        right = IMAGES.reshape(-1).reshape(2, 3072, order="F").reshape(-1, 3, 32, 32)
        assert_close(answer["images"], right, what="images stored column by column")


def short(text):
    """The opcode for a str of protocol 4."""
    return b"\x8c" + bytes([len(text)]) + text.encode()


SOURCE = b"__import__('os').mkdir('executed')"
EMPTY = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R"
PAYLOADS = {
    "os.mkdir": b"cos\nmkdir\n" + b"X\x08\x00\x00\x00executed\x85R",
    "posix.mkdir": b"cposix\nmkdir\n" + b"X\x08\x00\x00\x00executed\x85R",
    "builtins.eval": b"c__builtin__\neval\nX" + struct.pack("<I", len(SOURCE)) + SOURCE + b"\x85R",
    "builtins.exec": b"cbuiltins\nexec\nX" + struct.pack("<I", len(SOURCE)) + SOURCE + b"\x85R",
    "an old-style instance": b"(X\x08\x00\x00\x00executedios\nmkdir\n",
    "a function of numpy.testing": b"cnumpy.testing\nrunstring\nX"
    + struct.pack("<I", len(SOURCE))
    + SOURCE
    + b"}\x86R",
    "a method of numpy.ndarray": short("numpy")
    + short("ndarray.tofile")
    + b"\x93"
    + EMPTY
    + b"X\x08\x00\x00\x00executed\x86R",
    "a NumPy function that writes": b"cnumpy\nsavetxt\nX\x08\x00\x00\x00executed](K\x01e\x86R",
    "another function of multiarray": b"cnumpy.core.multiarray\nzeros\nK\x01\x85R",
}


@pytest.mark.points(0)
@pytest.mark.requires("test_read_pickled")
def test_read_executes_nothing(student, reference):
    """A pickle that asks for anything else is refused, and nothing in it runs

    These files are right in every other respect. Look at `pickle.Unpickler.find_class`, and admit names by a
    list of whole names: not whole modules, and not beginnings of names.
    """
    for what, payload in PAYLOADS.items():
        content = cifar_pickle(IMAGES, LABELS.tolist(), names=payload)
        if b"\x93" in payload:
            content = b"\x80\x04" + content[2:]
        answer = student.harness.read_bytes(content, "data_batch_1")
        assert not answer["executed"], f"Reading a file ran what stands in it: {what}."
        assert answer["message"] is not None, f"A file that asks for {what} was not refused."


# ---------------------------------------------------------------------------- 0. augmentation


def transforms(images):
    """Every flip and shift of each image: (162, N, C, H, W), and the (flip, down, right) of each."""
    height, width = images.shape[2:]
    padded = F.pad(images, (4, 4, 4, 4))
    made, keys = [], []
    for flip in (False, True):
        source = padded.flip(3) if flip else padded
        for down in range(-4, 5):
            for right in range(-4, 5):
                made.append(source[:, :, 4 - down :, 4 - right :][:, :, :height, :width])
                keys.append((int(flip), down, right))
    return torch.stack(made), torch.tensor(keys)


def random_images(seed, count, channels=2, height=10, width=11):
    rng = torch.Generator().manual_seed(seed)
    return torch.rand(count, channels, height, width, generator=rng) + 0.1


def decode(images, augmented, what="an augmented image"):
    """The (flip, down, right) that made each found image."""
    assert_close(augmented.shape, images.shape, what="the shape of the augmented images")
    made, keys = transforms(images)
    same = (made == augmented).flatten(2).all(2)
    for i in (~same.any(0)).nonzero()[:1].flatten().tolist():
        raise AssertionError(
            f"Image {i} is no flip and shift of the original by at most 4 pixels with zeros coming in."
            f" The shape was {tuple(images.shape)}."
        )
    return keys[same.double().argmax(0)]


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    seed=integers(0, 1000),
    count=integers(1, 5),
    channels=integers(1, 3),
    height=integers(5, 9),
    width=integers(5, 9),
    double=booleans(),
)
@settings(max_examples=15)
def test_augment_images(student, reference, seed, count, channels, height, width, double):
    """An augmented image is a flip and a shift of its original

    Left and right change places, not top and bottom. What leaves on one side does not come in on the other.
    """
    images = random_images(seed, count, channels, height, width)
    images = images.double() if double else images
    augmented = student.harness.augmented(images, seed)
    assert not augmented["changed"], "augment changed the images that it was given."
    assert augmented["images"].dtype == images.dtype, "augment changed the dtype of the images."
    decode(images, augmented["images"])


@pytest.mark.points(1)
@pytest.mark.requires("test_augment_images")
def test_augment_chances(student, reference):
    """Every image has a flip and a shift of its own, all equally likely

    1,000 images: flips are within 5 standard deviations of 500 (probability of failing by chance 6e-7), each of
    the nine shifts within 5.5 of 111 (7e-7 for all 18), correlations below 5.2 / sqrt(1000) (below 2e-6).
    """
    keys = torch.cat(
        [
            decode(images, student.harness.augmented(images, seed)["images"])
            for seed in (1, 2)
            for images in [random_images(seed, 500)]
        ]
    )
    flips, down, right = keys.T
    count = len(keys)
    flipped = int(flips.sum())
    assert abs(flipped - count / 2) < 5 * math.sqrt(count / 4), (
        f"{flipped} of {count} images are flipped."
    )
    for name, shifts in (("down", down), ("to the right", right)):
        for shift in range(-4, 5):
            hits = int((shifts == shift).sum())
            assert abs(hits - count / 9) < 5.5 * math.sqrt(count * 8 / 81), (
                f"{hits} of {count} images are shifted {name} by {shift}; about {count // 9} are expected."
            )
    numbers = keys.double().T
    for one, other in ((0, 1), (0, 2), (1, 2)):
        r = float(torch.corrcoef(numbers[[one, other]])[0, 1])
        assert abs(r) < 5.2 / math.sqrt(count), "Flip and shifts of an image depend on each other."
    for group in (keys[flips == 0], keys[flips == 1]):  # a flip turns a shift to the right round
        r = float(torch.corrcoef(group.double().T[1:])[0, 1])
        assert abs(r) < 5.2 / math.sqrt(len(group)), "The two shifts of an image hang together."
    for row in numbers:
        r = float(torch.corrcoef(torch.stack([row[1:], row[:-1]]))[0, 1])
        assert abs(r) < 5.2 / math.sqrt(count), "Neighbouring images share their flip or shift."


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_augment_images")
def test_augment_generator(student, reference):
    """All chance comes from the generator that is handed in"""
    images = random_images(0, 40)
    first = student.harness.augmented(images, 1, noise=0)["images"]
    again = student.harness.augmented(images, 1, noise=1)["images"]
    other = student.harness.augmented(images, 2, noise=0)["images"]
    assert torch.equal(first, again), "The same generator gives other images than before."
    assert not torch.equal(first, other), "Another generator gives the same images."


# ---------------------------------------------------------------------------- 1. the network


def resnet_state(reference, arguments, seed):
    """Weights, and batch-norm values that are not the ones a network starts with."""
    torch.manual_seed(seed)
    state = dict(reference.ResNet(**arguments).double().state_dict())
    for name, value in state.items():
        if name.endswith("running_mean"):
            value.uniform_(-0.3, 0.3)
        elif name.endswith("running_var"):
            value.uniform_(0.5, 1.5)
        elif value.ndim == 1 and not name.startswith("fc"):
            value.uniform_(0.5, 1.5) if name.endswith("weight") else value.uniform_(-0.3, 0.3)
    return state


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    arguments=sampled_from(
        [
            {"n": 3},
            {"n": 1, "width": 4, "num_classes": 7, "in_channels": 1},
            {"n": 2, "width": 5},
        ]
    )
)
def test_resnet_layers(student, reference, arguments):
    """The network has the right layers: 272,474 parameters for n = 3

    Print `{k: v.shape for k, v in net.state_dict().items()}` and compare with the names in the docstring.
    """
    layout = student.harness.layout(arguments)
    if arguments == {"n": 3}:
        show_parameters("Your ResNet-20, layer by layer", layout)
    compare_layouts(layout, reference.harness.layout(arguments))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_resnet_layers")
@given(blocks=sampled_from([1, 2]))
def test_resnet_sizes(student, reference, blocks):
    """The picture is halved at the start of layer2 and of layer3, and nowhere else

    The number of parameters does not tell where the strides are.
    """
    arguments = {"n": blocks, "width": 4}
    x = torch.zeros(1, 3, 32, 32)
    stages = student.harness.stages(arguments, x)
    for name, shape in reference.harness.stages(arguments, x).items():
        if name in stages:
            assert_close(stages[name], shape, what=f"the shape after {name} for a 32x32 image")


@pytest.mark.points(3)
@pytest.mark.requires("test_resnet_sizes")
@given(
    seed=integers(0, 1000),
    shape=sampled_from([(1, 4, 10, 3), (3, 3, 10, 1), (1, 2, 5, 3)]),
    size=sampled_from([(32, 32), (12, 20)]),
    in_training=booleans(),
    named=booleans(),
)
@settings(max_examples=10)
def test_resnet_answers(student, reference, seed, shape, size, in_training, named):
    """With given weights the network answers as ResNet does, in train and in eval mode

    The same weights and batch-norm buffers are loaded into your network and into ours. Outputs, gradients and
    buffers must agree. Where is the shortcut added, and what comes after the sum? The arguments come with their
    names, or in the order of the stub without them.
    """
    arguments = dict(zip(("n", "width", "num_classes", "in_channels"), shape, strict=True))
    state = resnet_state(reference, arguments, seed)
    arguments = arguments if named else list(shape)
    rng = torch.Generator().manual_seed(seed)
    x = torch.randn(3, shape[3], *size, generator=rng, dtype=torch.float64)
    cotangent = torch.randn(3, shape[2], generator=rng, dtype=torch.float64)
    actual = student.harness.responses(arguments, state, x, cotangent, in_training)
    expected = reference.harness.responses(arguments, state, x, cotangent, in_training)
    count = "the number of the network's parameters"
    assert_close(actual["parameters"], expected["parameters"], what=count)
    for part in ("outputs", "state", "input gradient", "weight gradients"):
        assert_close(
            actual[part], expected[part], what=f"the network's {part}", rtol=1e-6, atol=1e-8
        )


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_resnet_layers")
def test_resnet_float32(student, reference):
    """A float32 image gives float32 logits"""
    net, own = student.ResNet(1, 4), reference.ResNet(1, 4)
    x = torch.zeros(2, 3, 32, 32)
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


@pytest.mark.practice
@pytest.mark.points(1)
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
@pytest.mark.requires("test_resnet_answers", "test_train_step_gradients")
def test_resnet_trajectory(student, reference):
    """Your train_step moves your ResNet along the reference's path

    Network and loop together, from given weights, in float64, for three steps.
    """
    arguments = {"n": 1, "width": 4, "in_channels": 1}
    state = resnet_state(reference, arguments, 5)
    batches = small_batches(6, [4, 4, 3], (1, 16, 16))
    actual = student.harness.steps(arguments, state, batches, 0.05, 0.9)
    expected = reference.harness.steps(arguments, state, batches, 0.05, 0.9)
    assert_close(actual["losses"], expected["losses"], what="the losses", rtol=1e-6)
    assert_close(
        actual["states"][-1],
        expected["states"][-1],
        what="the state after three steps",
        rtol=1e-5,
        atol=1e-7,
    )


# ---------------------------------------------------------------------------- 3. spies: evaluate


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
@pytest.mark.points(3)
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


# ---------------------------------------------------------------------------- 3. spies: fit

FIT = Fit(name="fit", train=150, valid=21, batch=64, epochs=3, side=12)
FIT_RATE = 0.05
DECAYED = ["stem.weight", "head.weight"]
EVERYTHING = [*DECAYED, "scale.weight", "scale.bias", "head.bias"]


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
    """Each epoch uses every training image once, in batches of 64

    150 images make batches of 64, 64 and 22.
    """
    FIT.check_batches(run_fit(student, reference))


def cosine(time):
    return FIT_RATE * 0.5 * (1.0 + math.cos(math.pi * time / FIT.epochs))


def replayed(reference, watched, data_seed=1, weight_decay=5e-4, decayed=DECAYED, schedule="epoch"):
    batches = [batch["ids"] for batch in watched["batches"]]
    net = reference.harness.network(reference.harness.small_state(data_seed))
    decay = dict.fromkeys(decayed, weight_decay)

    run = train_by_the_book(
        net,
        *FIT.tagged(data_seed),
        batches,
        FIT.epochs,
        rate=(lambda _: FIT_RATE) if schedule == "never" else cosine,
        decay=decay,
        by_batch=schedule == "batch",
        altered=[batch["images"] for batch in watched["batches"]],
    )
    run["history"]["lr"] = [cosine(epoch) for epoch in range(FIT.epochs)]
    return run


def repeated(reference, watched, data_seed=1, **options):
    """Every batch of a run once more, at the weights that the run had: facts alone earn nothing."""
    net = reference.harness.network(reference.harness.small_state(data_seed))
    train, _ = FIT.tagged(data_seed)
    FIT.check_run(watched, net, train, lambda: replayed(reference, watched, data_seed, **options))


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_fit_train_only")
@given(options=sampled_from([{}, {"augmenting": False}]))
def test_fit_unaugmented(student, reference, options):
    """Images stay as they are unless augmentation is asked for

    A mirrored digit is no digit, so augmentation is off by default.
    """
    watched = run_fit(student, reference, **options)
    for batch in watched["batches"]:
        assert not any(batch["altered"]), "Training images were augmented although nobody asked."
    for look in watched["looks"]:
        moved = [i for i, altered in zip(look["ids"], look["altered"], strict=True) if altered]
        assert not moved, "Images were augmented for a measurement."


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_fit_batches")
def test_fit_schedule(student, reference):
    """The learning rate follows the cosine, one step an epoch

    In epoch e of E it is lr (1 + cos(pi e / E)) / 2, the same for every batch of the epoch and for every group
    of weights. The first epoch has the full rate.
    """
    watched = run_fit(student, reference)
    rates = [FIT_RATE * (1 + math.cos(math.pi * e / FIT.epochs)) / 2 for e in range(FIT.epochs)]
    assert isinstance(watched["history"], dict), "fit should return a dict."
    assert "lr" in watched["history"], "The history lacks lr."
    per_epoch = len(watched["rates"]) // FIT.epochs
    for step, groups in enumerate(watched["rates"]):
        wanted = rates[step // per_epoch]
        for rate in groups:
            assert_close(
                rate, wanted, what=f"the learning rate at step {step + 1} ({per_epoch} an epoch)"
            )
    assert_close(watched["history"]["lr"], rates, what="history['lr']")


@pytest.mark.points(6)
@pytest.mark.requires("test_fit_modes", "test_fit_unaugmented", "test_fit_schedule")
def test_fit_pairs(student, reference):
    """An image keeps its label, and each step sees the right gradients

    Without weight decay, the gradients at each step are compared with those of the mean cross-entropy of the same
    images with their own labels.
    """
    repeated(reference, run_fit(student, reference, weight_decay=0.0), weight_decay=0.0)


@pytest.mark.points(1)
@pytest.mark.requires("test_fit_pairs")
def test_fit_shuffles(student, reference):
    """Each epoch has a new random order

    The chance that a random order of 150 images is the sorted one, or the one before, is below 1e-100; that
    fewer than 8 of 149 neighbours break the order of the file is below 1e-20.
    """
    watched = run_fit(student, reference)
    FIT.check_shuffled(watched)
    repeated(reference, watched)


@pytest.mark.points(1)
@pytest.mark.requires("test_fit_pairs")
def test_fit_seed(student, reference):
    """The seed alone decides the order and the augmentation

    The same seed gives the same run, whatever was drawn from torch before. Another seed gives another one.
    """

    def run(noise, **options):
        watched = run_fit(student, reference, noise=noise, **options)
        repeated(reference, watched)
        return FIT.orders(watched), [batch["prints"] for batch in watched["batches"]]

    FIT.check_seed(run)
    mixed = run(3, seed=4, augmenting=True)
    assert run(0, seed=4, augmenting=True) == mixed, "Two runs with seed 4 augment differently."


def agree(one, other):
    return all(
        one[name].shape == value.shape
        and torch.allclose(one[name].double(), value.double(), rtol=1e-5, atol=1e-8)
        for name, value in other.items()
    )


@pytest.mark.points(2)
@pytest.mark.requires("test_fit_pairs")
@given(weight_decay=sampled_from([0.0, 0.05]))
def test_fit_weight_decay(student, reference, weight_decay):
    """Weight decay falls on convolution and linear weights only

    Your batches are trained on again, by the textbook, and the weights compared. Batch norm's scale and shift, and
    every bias, are left alone. The optimizer's momentum is 0.9.
    """
    watched = run_fit(student, reference, weight_decay=weight_decay)
    if not weight_decay:
        steps = len(watched["gradients"])
        FIT.check_updates(watched, [cosine(k * FIT.epochs // steps) for k in range(steps)])
    expected = replayed(reference, watched, weight_decay=weight_decay)
    if not agree(watched["state"], expected["state"]):
        rivals = {
            "weight decay falls on every parameter, batch norm and biases too": EVERYTHING,
            "weight decay falls on no parameter": [],
            "weight decay falls on the biases too": [*DECAYED, "head.bias", "scale.bias"],
            "weight decay falls on batch norm too": [*DECAYED, "scale.weight", "scale.bias"],
            "weight decay falls on everything called weight, also on the batch norm, called scale": [
                *DECAYED,
                "scale.weight",
            ],
            "weight decay misses the linear weights": ["stem.weight"],
            "weight decay misses the convolution weights": ["head.weight"],
        }
        for name, decayed in rivals.items():
            other = replayed(reference, watched, weight_decay=weight_decay, decayed=decayed)
            assert not (weight_decay and agree(watched["state"], other["state"])), (
                f"In fit, {name}."
            )
    assert_close(
        watched["state"], expected["state"], what="the state after fit", rtol=1e-5, atol=1e-8
    )


@pytest.mark.points(3)
@pytest.mark.requires("test_fit_weight_decay")
@given(seed=sampled_from([1, 2]))
def test_fit_trajectory(student, reference, seed):
    """With its default settings fit ends at the right weights

    Weight decay is 5e-4 and augmentation is off, unless the caller says otherwise.
    """
    watched = run_fit(student, reference, seed)
    expected = replayed(reference, watched, seed)
    assert_close(
        watched["state"], expected["state"], what="the state after fit", rtol=1e-6, atol=1e-9
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


@pytest.mark.points(1)
@pytest.mark.requires("test_fit_pairs", "test_augment_images")
def test_fit_augments(student, reference):
    """With augmenting, training images change in each epoch, and validation images do not

    An image stays as it is with probability 1/162. That more than 30 of 450 do has a probability below 1e-20.
    """
    watched = run_fit(student, reference, augmenting=True)
    originals = FIT.tagged(1)[0][0]
    prints = {}
    kept = 0
    for batch in watched["batches"]:
        own = originals[batch["ids"]]
        images = own if batch["images"] is None else torch.as_tensor(batch["images"])
        decode(own, images, "a training image")
        kept += int((images == own).flatten(1).all(1).sum())
        for i, image in zip(batch["ids"], images, strict=True):
            prints.setdefault(i, set()).add(image.numpy().tobytes())
    assert kept <= 30, f"Of {FIT.epochs * FIT.train} training images, {kept} passed unaugmented."
    same = sum(len(marks) == 1 for marks in prints.values())
    assert same <= 15, (
        f"{same} of {FIT.train} images look the same in every epoch: augment anew in each."
    )
    for look in watched["looks"]:
        moved = [
            i
            for i, altered in zip(look["ids"], look["altered"], strict=True)
            if altered and i >= FIT.train
        ]
        assert not moved, "Validation images were augmented. Measure on images as they are."
    repeated(reference, watched)


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_resnet_answers", "test_fit_batches")
def test_every_parameter_moves(student, reference):
    """Training moves every weight of your ResNet

    A weight that the optimizer does not know, or that no gradient reaches, stays where it started.
    """
    rng = torch.Generator().manual_seed(0)
    images, labels = torch.rand(48, 1, 16, 16, generator=rng), torch.arange(48) % 10
    parts = (images[:32], labels[:32]), (images[32:], labels[32:])
    arguments = {"n": 2, "width": 4, "in_channels": 1}
    check_all_move(student.harness.unmoved(arguments, *parts, 0.05))


# ---------------------------------------------------------------------------- 4. the first loss


@pytest.fixture(scope="module")
def pictures(reference):
    return load_data(read_cifar10=reference.read_cifar10)


@pytest.mark.points(1)
@pytest.mark.requires("test_resnet_layers")
@given(blocks=sampled_from([1, 3]))
def test_first_loss(student, reference, pictures, blocks):
    """Before training, the loss in eval mode is near ln 10 = 2.303

    A new network knows nothing about ten classes, so it should give each about 1/10.
    """
    images, labels = pictures.test.images[:100], pictures.test.labels[:100]
    arguments = {"n": blocks, "in_channels": pictures.channels}
    for seed in (0, 1):
        untrained = student.harness.first_logits(arguments, seed, images)
        check_first_loss(untrained, labels, reference.ResNet(**arguments), images)


# ---------------------------------------------------------------------------- 5. one batch by heart


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_resnet_answers", "test_train_step_gradients")
def test_overfits_one_batch(student, reference, pictures):
    """The network learns 32 images by heart in at most 100 steps

    A network that cannot even do this has a fault in its loop. A loss that stays at 1.46 means that probabilities
    go through softmax a second time.
    """
    images, labels = pictures.train.images[:32], pictures.train.labels[:32]
    arguments = {"n": 1, "width": WIDTH, "in_channels": pictures.channels}
    trained = student.harness.overfit(arguments, 0, images, labels, 100, 0.1, device=student.device)
    check_overfits(trained, 0.1, reference.ResNet(**arguments), images, labels)


# ---------------------------------------------------------------------------- 6. accuracy, last


@pytest.mark.points(2)
@pytest.mark.requires("test_resnet_answers", "test_fit_train_only", "test_overfits_one_batch")
def test_accuracy(student, reference, pictures):
    """ResNet-8 reads at least 97 of 100 held-out digits

    The better of two seeds counts. If all earlier checks pass, this one does.
    """

    def run(seed):
        return student.harness.full_run(
            {"n": 1, "width": WIDTH, "in_channels": pictures.channels},
            seed,
            tuple(pictures.train),
            tuple(pictures.valid),
            pictures.test.images,
            EPOCHS,
            RATE,
            device=student.device,
        )

    stored = json.loads(CURVES.read_text(encoding="utf-8"))["runs"]
    wanted = ACCURACY[pictures.name]
    check_accuracy(pictures, wanted, run, stored, "Training ResNet-8")
