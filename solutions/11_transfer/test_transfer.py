"""Hidden checks for 11_transfer: the head, freezing, cached features, fine-tuning, checkpoints, text."""

import io
import math
import pathlib

import numpy as np
import pytest
import torch
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import booleans, integers, sampled_from

from grader.testing import (
    Fit,
    assert_close,
    check_left_alone,
    digits_data,
    small_batches,
    split_data,
    train_by_the_book,
)

WEIGHTS = pathlib.Path(__file__).with_name("digits_0_to_4.npz")
CHILDREN = ("stem", "body", "norm", "head")
TIGHT = {"rtol": 1e-6, "atol": 1e-9}


def ask(side, function, question, *arguments, **options):
    """Put a question about one of the learner's functions to the harness."""
    return getattr(side.harness, question)(function, *arguments, device=side.device, **options)


def no_other_modes(names, function):
    assert not names, f"{function} left these parts in another mode: {', '.join(names)}."


# ---------------------------------------------------------------------------- 1. a new head

HEADS = ("fc3", "classifier", "deep, without bias", "wide")
HEAD_NAMES = {
    "fc3": ["fc1", "fc2", "fc3"],
    "classifier": ["features.0", "classifier.0", "classifier.2"],
    "deep, without bias": ["0.0", "1.1.0"],
    "wide": ["0", "2"],
}


@pytest.mark.points(2)
@given(kind=sampled_from(HEADS), classes=integers(2, 12))
@settings(max_examples=16)
def test_replace_head(student, reference, kind, classes):
    """The last linear layer, at any depth, gets the new number of outputs

    Print `list(model.named_modules())`. A name such as `classifier.2` has a dot: the layer is an attribute of
    something inside the model.
    """
    actual = ask(student, "replace_head", "new_head", kind, classes)
    expected = ask(reference, "replace_head", "new_head", kind, classes)
    assert actual["replaced"], "The last nn.Linear of the model is still the old one."
    assert actual["type"] == "Linear", f"The new head should be a Linear, not a {actual['type']}."
    assert_close(
        list(actual["weight"].shape), list(expected["weight"].shape), what="the new weight's shape"
    )
    assert actual["output"] == [2, classes], f"The new head's output has shape {actual['output']}."
    assert actual["the linear layers"] == HEAD_NAMES[kind], (
        f"The model should have its linear layers at {', '.join(HEAD_NAMES[kind])}; "
        f"it has them at {', '.join(actual['the linear layers'])}."
    )
    assert actual["same model"], "replace_head should return the model that it was given."
    answers = ask(reference, "replace_head", "answers_of", kind, classes, actual["state"])
    assert_close(actual["answers"], answers, what="what the model with the new head answers")


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_replace_head")
@given(kind=sampled_from(HEADS), double=booleans())
def test_replace_head_keeps(student, reference, kind, double):
    """Nothing but the head changes, and the head's kind stays

    What else does a Linear have, besides its sizes? Look at the arguments of `nn.Linear`.
    """
    actual = ask(student, "replace_head", "new_head", kind, 4, double=double)
    expected = ask(reference, "replace_head", "new_head", kind, 4, double=double)
    assert actual["other modules kept"], "Other parts of the model were replaced too."
    assert_close(
        actual["other weights"], expected["other weights"], what="the weights of the other layers"
    )
    if expected["bias"] is None:
        assert actual["bias"] is None, "The old head had no bias, but the new one has."
    else:
        assert actual["bias"] is not None, "The old head had a bias, but the new one has none."
        assert actual["bias"].shape == expected["bias"].shape, "The bias has another shape."
        assert actual["bias"].dtype == expected["bias"].dtype, (
            f"The model is {expected['bias'].dtype}, but the new bias is {actual['bias'].dtype}."
        )
    assert actual["weight"].dtype == expected["weight"].dtype, (
        f"The model is {expected['weight'].dtype}, but the new head is {actual['weight'].dtype}."
    )
    assert actual["on the device"], "The new head should be on the old one's device."


@pytest.mark.points(1)
@pytest.mark.requires("test_replace_head")
@given(frozen=booleans())
def test_replace_head_is_new(student, reference, frozen):
    """The new head starts afresh, as PyTorch starts a linear layer, and can be trained

    PyTorch draws from a uniform distribution up to 1 / sqrt(inputs), which has the standard deviation
    0.577 / sqrt(inputs). With 64 * 20 weights, chance stays within 10 % of that, but for one run in 10^6.
    """
    head = ask(student, "replace_head", "new_head", "wide", 20, frozen=frozen)
    limit = 1 / math.sqrt(64)
    weight = torch.as_tensor(head["weight"]).double()
    assert float(weight.abs().max()) <= limit * 1.001, "Some new weights are too large."
    spread = float(weight.std()) / limit
    assert 0.52 < spread < 0.63, f"The new weights spread by {spread:.2f} of their limit, not 0.58."
    assert head["trainable"], "The new head does not ask for gradients."
    old = ask(reference, "replace_head", "new_head", "wide", 20, frozen=frozen)["old weight"]
    kept = int((weight[:, None] == old.double()).all(2).any(1).sum())
    assert not kept, f"{kept} of the new head's 20 rows of weights are rows of the old head."


# ---------------------------------------------------------------------------- 2. freezing


def run_frozen(side, reference, seed, until, words, **options):
    state = reference.harness.small_state(seed)
    ((x, _),) = small_batches(seed, [5])
    cotangent = torch.randn(5, 10, generator=torch.Generator().manual_seed(seed + 1)).double()
    return state, ask(side, "freeze", "frozen", state, until, x, cotangent, words, **options)


@pytest.mark.practice
@pytest.mark.points(0)
@given(until=sampled_from(CHILDREN))
def test_freeze_parameters(student, reference, until):
    """Parameters up to and including the named child are frozen, the others are not

    Children come in the order in which they were assigned. "Until" includes the one that is named.
    """
    _, actual = run_frozen(student, reference, 0, until, ["train"])
    _, expected = run_frozen(reference, reference, 0, until, ["train"])
    assert_close(
        actual["trainable"], expected["trainable"], what="the list of parameters left to train"
    )
    assert actual["same model"], "freeze should return the model that it was given."


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_freeze_parameters")
@given(
    until=sampled_from(CHILDREN),
    words=sampled_from([[], ["train"], ["eval", "train"], ["outer"]]),
)
@settings(max_examples=25)
def test_freeze_buffers(student, reference, until, words):
    """Frozen batch norms keep their buffers, even after model.train()

    A parameter that asks for no gradient stops moving. A running mean never asked for one: it moves in the forward pass,
    in train mode. Who could keep a module from being switched back?
    """
    state, actual = run_frozen(student, reference, 1, until, words)
    last = CHILDREN.index(until)
    for name, before in state.items():
        if CHILDREN.index(name.split(".")[0]) <= last:
            assert_close(actual["state"][name], before, what=f"the frozen {name} after two steps")


@pytest.mark.practice
@pytest.mark.points(6)
@pytest.mark.requires("test_freeze_buffers")
@given(
    seed=integers(0, 1000),
    until=sampled_from(CHILDREN),
    words=sampled_from([["train"], ["eval", "train"], ["eval"]]),
    drop=sampled_from([0.0, 0.5]),
)
@settings(max_examples=20)
def test_freeze_acts(student, reference, seed, until, words, drop):
    """Frozen children act as in eval mode, and the others train as ever

    The frozen part's batch norms use running statistics, and its dropout does nothing. The other children must still hear
    `model.train()`.
    """
    drop = 0.0 if until == "stem" else drop  # dropout in a part that trains is another matter
    _, actual = run_frozen(student, reference, seed, until, words, drop=drop)
    _, expected = run_frozen(reference, reference, seed, until, words, drop=drop)
    for step in range(2):
        assert_close(
            actual["outputs"][step],
            expected["outputs"][step],
            what=f"the model's outputs before step {step + 1}",
            **TIGHT,
        )
    assert_close(actual["state"], expected["state"], what="the state after two steps", **TIGHT)


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_freeze_parameters")
@given(pair=sampled_from([("norm", "stem"), ("stem", "body"), ("body", "stem")]))
def test_freeze_twice(student, reference, pair):
    """A second call does not thaw what the first one froze"""
    first, second = pair
    _, actual = run_frozen(student, reference, 2, second, ["train"], also=first)
    _, expected = run_frozen(reference, reference, 2, second, ["train"], also=first)
    assert_close(
        actual["trainable"], expected["trainable"], what="the list of parameters left to train"
    )
    assert_close(actual["state"], expected["state"], what="the state after two steps", **TIGHT)


@pytest.mark.practice
@pytest.mark.points(0)
@given(name=sampled_from(["tail", "stem.0", "", "Stem"]))
def test_freeze_unknown(student, reference, name):
    """A name that no child has is refused with a ValueError, and nothing is frozen

    Look for the name first, and freeze afterwards. The message tells which names there are.
    """
    outcome = ask(student, "freeze", "freeze_unknown", reference.harness.small_state(3), name)
    assert outcome["message"] is not None, f"freeze(model, {name!r}) raised no ValueError."
    missing = [child for child in CHILDREN if child not in outcome["message"]]
    assert not missing, f"The ValueError does not name {', '.join(missing)}: {outcome['message']}"
    assert outcome["untouched"], "The name is unknown, but a part of the model was frozen."


# ---------------------------------------------------------------------------- 3. cached features


def run_cached(side, reference, seed, sizes, part="body", once=False, in_training=True):
    state = reference.harness.small_state(seed)
    return state, ask(
        side,
        "cache_features",
        "cached",
        state,
        small_batches(seed, sizes),
        part,
        once,
        in_training,
    )


@pytest.mark.points(4)
@given(
    seed=integers(0, 1000),
    sizes=st.lists(integers(1, 6), min_size=1, max_size=4),
    part=sampled_from(["body", "flatten"]),
    once=booleans(),
    in_training=booleans(),
)
@settings(max_examples=25)
def test_cached_features(student, reference, seed, sizes, part, once, in_training):
    """Cached features are what the backbone says in eval mode, with their labels

    Every image of every batch, in the loader's order. A loader may be a generator, the last batch may be smaller, and a backbone
    may have no weights at all.
    """
    _, actual = run_cached(student, reference, seed, sizes, part, once, in_training)
    _, expected = run_cached(reference, reference, seed, sizes, part, once, in_training)
    assert_close(actual["features"], expected["features"], what="the features", **TIGHT)
    assert_close(actual["labels"], expected["labels"], what="the labels")


@pytest.mark.practice
@pytest.mark.points(0)
@given(in_training=sampled_from([True, False]))
def test_cached_once(student, reference, in_training):
    """Each batch passes once, in eval mode, without gradients being recorded

    The features are constants from now on. A gradient graph behind them would keep every activation in memory.
    """
    _, cached = run_cached(student, reference, 4, [4, 3], in_training=in_training)
    assert cached["passes"] == 2, f"Two batches came, but the backbone saw {cached['passes']}."
    assert cached["eval"], "A part of the backbone is in train mode while features are cached."
    assert not cached["gradients"], "torch records gradients while features are cached."
    assert not cached["records"], "The cached features ask for gradients."
    assert cached["on the CPU"], "Features and labels should be on the CPU."


@pytest.mark.practice
@pytest.mark.points(0)
@pytest.mark.requires("test_cached_features")
@given(in_training=booleans())
def test_cached_leaves(student, reference, in_training):
    """cache_features leaves weights, buffers, gradients and every mode as they were"""
    state, cached = run_cached(student, reference, 5, [4, 3], in_training=in_training)
    check_left_alone(cached, state, "cache_features")
    ones = torch.ones_like(state["stem.0.weight"])
    assert_close(cached["gradient"], ones, what="the gradient that was there before")


# ---------------------------------------------------------------------------- 4. fine-tuning

FIT = Fit(name="fine_tune", train=75, valid=21, batch=32, epochs=3, side=8)
RATE = 0.05


def run_tuned(student, reference, until, data_seed=1, **options):
    state = reference.harness.small_state(data_seed)
    run = (state, until, *FIT.tagged(data_seed), FIT.epochs, RATE)
    return state, ask(student, "fine_tune", "tuned", *run, **options)


@pytest.mark.points(0)
@pytest.mark.requires("test_freeze_buffers")
@given(until=sampled_from(["stem", "norm", None]))
def test_fine_tune_batches(student, reference, until):
    """Each epoch learns from every training image once, in batches of 32, and only looks at validation images

    75 images make batches of 32, 32 and 11.
    """
    _, tuned = run_tuned(student, reference, until)
    FIT.check_train_only(tuned)
    FIT.check_batches(tuned)
    looks = [look for look in tuned["looks"] if any(i >= FIT.train for i in look["ids"])]
    assert all(look["eval"] for look in looks), "Validation images did not pass in eval mode."


@pytest.mark.points(0)
@pytest.mark.requires("test_fine_tune_batches")
@given(until=sampled_from(["stem", "body", "norm"]))
def test_fine_tune_frozen(student, reference, until):
    """Frozen weights and buffers do not move at all, and stay frozen

    Gradients of an earlier run still lie in the frozen weights. Which parameters does your optimizer know?
    """
    state, tuned = run_tuned(student, reference, until)
    last = CHILDREN.index(until)
    for name, before in state.items():
        if CHILDREN.index(name.split(".")[0]) <= last:
            after = tuned["state"][name]
            assert torch.equal(torch.as_tensor(after), before), (
                f"{name} is frozen, but fine_tune moved it."
            )
    thawed = [name for name in tuned["trainable"] if CHILDREN.index(name.split(".")[0]) <= last]
    assert not thawed, f"fine_tune let {', '.join(thawed)} ask for gradients again."


@pytest.mark.points(5)
@pytest.mark.requires("test_fine_tune_frozen")
@given(until=sampled_from([None, "stem", "body", "norm"]), seed=sampled_from([1, 2]))
@settings(max_examples=8)
def test_fine_tune_trajectory(student, reference, until, seed):
    """What is not frozen moves as SGD with momentum 0.9 moves it, and the history is right

    Your batches are trained on again, by the textbook. Old gradients are cleared before the first step too.
    """
    check_tuned(reference, run_tuned(student, reference, until, seed)[1], until, seed)


def check_tuned(reference, tuned, until, seed=1):
    """A run ends where the textbook's does on the same batches: what it tells of them is so."""
    FIT.check_batches(tuned)
    batches = [batch["ids"] for batch in tuned["batches"]]
    net = reference.harness.network(reference.harness.small_state(seed), until)
    expected = train_by_the_book(net, *FIT.tagged(seed), batches, FIT.epochs, rate=lambda _: RATE)
    assert_close(
        tuned["state"], expected["state"], what="the state after fine_tune", rtol=1e-5, atol=1e-8
    )
    assert_close(tuned["history"], expected["history"], what="history", rtol=1e-6, atol=1e-8)


@pytest.mark.points(1)
@pytest.mark.requires("test_fine_tune_trajectory")
def test_fine_tune_orders(student, reference):
    """Each epoch has a new random order, and the seed alone decides it

    The chance that a random order of 75 images has fewer than 9 breaks is below 1e-20, that two orders agree
    below 1e-100.
    """

    def watched(**options):
        _, tuned = run_tuned(student, reference, "stem", **options)
        check_tuned(reference, tuned, "stem")
        return tuned

    def run(noise, **options):
        return FIT.orders(watched(noise=noise, **options))

    FIT.check_shuffled(watched())
    FIT.check_seed(run)


# ---------------------------------------------------------------------------- 5. checkpoints


def run_data(seed):
    return small_batches(seed, [20])[0]


def run_resumed(student, reference, function, kind="sgd", first=3, more=3, epoch=5, **options):
    state = reference.harness.small_state(6)
    return ask(
        student, function, "resumed", state, kind, run_data(6), first, more, epoch, **options
    )


@pytest.mark.practice
@pytest.mark.points(0)
@given(epoch=sampled_from([0, 1, 17]), as_path=booleans())
@settings(max_examples=6)
def test_checkpoint_epoch(student, reference, epoch, as_path):
    """The epoch that was saved comes back, from one file at the given path

    The caller decides what the number means: give back exactly what was saved.
    """
    resumed = run_resumed(student, reference, "load_checkpoint", epoch=epoch, as_path=as_path)
    assert resumed["files"] == ["run.pt"], (
        f"Saving to run.pt should make this one file, but there are {resumed['files']}."
    )
    assert isinstance(resumed["epoch"], int), "The epoch should come back as an int."
    assert_close(resumed["epoch"], epoch, what="the epoch")


@pytest.mark.practice
@pytest.mark.points(0)
@given(kind=sampled_from(["sgd", "adam"]))
def test_checkpoint_model(student, reference, kind):
    """Loading brings every weight and buffer back; neither saving nor loading changes a mode

    Batch norm's buffers belong to the model too.
    """
    resumed = run_resumed(student, reference, "save_checkpoint", kind)
    assert_close(
        resumed["state after saving"], resumed["saved state"], what="the state after saving"
    )
    assert_close(resumed["loaded state"], resumed["saved state"], what="the state after loading")
    no_other_modes(resumed["modes after saving"], "save_checkpoint")
    no_other_modes(resumed["modes after loading"], "load_checkpoint")


@pytest.mark.points(0)
@pytest.mark.requires("test_checkpoint_model")
@given(kind=sampled_from(["sgd", "adam"]))
def test_checkpoint_optimizer(student, reference, kind):
    """Loading brings the optimizer back: its learning rate, and what it remembers

    Momentum is a memory of gradients. Without it the first steps after a restart are others.
    """
    resumed = run_resumed(student, reference, "save_checkpoint", kind)
    assert resumed["loaded optimizer"]["state"], (
        "After loading, the optimizer remembers nothing: where is its state?"
    )
    assert_close(
        resumed["loaded optimizer"], resumed["saved optimizer"], what="the optimizer's memory"
    )


@pytest.mark.points(0)
@given(drawn=integers(0, 9))
@settings(max_examples=6)
def test_checkpoint_random(student, reference, drawn):
    """After loading, the same random numbers come as after saving

    Orders and dropout masks are drawn from torch's generators; each has a state that can be read and set.
    Saving must not use them up.
    """
    numbers = ask(
        student, "load_checkpoint", "next_numbers", reference.harness.small_state(6), drawn
    )
    names = ("uniform numbers", "normal numbers", "numbers on the device")
    assert_close(
        numbers["after saving"],
        numbers["truth"],
        what="the random numbers after saving",
        names=names,
    )
    assert_close(
        numbers["after loading"],
        numbers["truth"],
        what="the random numbers after loading",
        names=names,
    )


# What a file of the learner's holds is seen here, and another file of the same form must be read there:
# the numbers in it are changed in between, so that nobody can know them who has not read it.


def saved_file(student, reference, kind, epoch):
    """A checkpoint that was written beside the learner's code, as data."""
    state = reference.harness.small_state(6)
    content = ask(student, "save_checkpoint", "saved", state, kind, run_data(6), 3, epoch)
    raw = np.asarray(content, np.uint8).tobytes()
    try:
        return torch.load(io.BytesIO(raw), map_location="cpu", weights_only=True)
    except Exception as error:  # noqa: BLE001 - whatever a file that is no data raises
        text = f"torch.load(path, weights_only=True) refuses your file: {type(error).__name__}"
        raise AssertionError(text) from None


def changed(value, generator):
    """A checkpoint of the same form with other numbers: weights and memories longer, another generator."""
    if isinstance(value, dict):
        return type(value)((key, changed(item, generator)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return type(value)(changed(item, generator) for item in value)
    if not isinstance(value, torch.Tensor):
        return value
    if value.dtype == torch.uint8 and value.shape == generator.shape:
        return generator.clone()
    return value * 1.25 if value.is_floating_point() else value


def run_crossed(student, reference, kind="sgd", epoch=5):
    """What is loaded from a changed file, beside what it holds."""
    numbers = torch.Generator().manual_seed(77)
    generator = numbers.get_state()
    file = io.BytesIO()
    torch.save(changed(saved_file(student, reference, kind, epoch), generator), file)
    content = np.frombuffer(file.getvalue(), np.uint8)
    state = reference.harness.small_state(6)
    asked = (state, kind, content, run_data(9))
    actual = ask(student, "load_checkpoint", "loaded", *asked)
    held = reference.harness.held(state, kind, run_data(6), 3)
    model, memory = (changed(part, generator) for part in held)
    expected = reference.harness.gone_on(model, memory, kind, run_data(9))
    return actual, expected | {"epoch": epoch, "numbers": torch.rand(4, generator=numbers)}


@pytest.mark.points(3)
@pytest.mark.requires("test_checkpoint_model", "test_checkpoint_epoch")
@given(epoch=integers(0, 1000), kind=sampled_from(["sgd", "adam"]))
@settings(max_examples=6)
def test_checkpoint_crosses(student, reference, epoch, kind):
    """A checkpoint carries the epoch, the weights and the buffers into another process

    Everything comes from the file: a program that loads it has never seen the model that was saved.
    """
    actual, expected = run_crossed(student, reference, kind, epoch)
    assert_close(actual["epoch"], expected["epoch"], what="the epoch that was in the file")
    assert_close(
        actual["outputs"], expected["outputs"], what="what the loaded model answers", **TIGHT
    )


@pytest.mark.points(3)
@pytest.mark.requires("test_checkpoint_crosses", "test_checkpoint_optimizer")
@given(kind=sampled_from(["sgd", "adam"]))
def test_checkpoint_carries_the_optimizer(student, reference, kind):
    """A checkpoint carries the optimizer's rate and memory into another process

    The next step is one with the memory that lies in the file.
    """
    actual, expected = run_crossed(student, reference, kind)
    assert_close(actual["state"], expected["state"], what="the state after one more step", **TIGHT)


@pytest.mark.points(2)
@pytest.mark.requires("test_checkpoint_crosses", "test_checkpoint_random")
def test_checkpoint_carries_the_generator(student, reference):
    """A checkpoint carries the state of torch's generator into another process"""
    actual, expected = run_crossed(student, reference)
    assert_close(actual["numbers"], expected["numbers"], what="the random numbers after loading")


@pytest.mark.points(0)
@pytest.mark.requires(
    "test_checkpoint_model", "test_checkpoint_optimizer", "test_checkpoint_random"
)
@given(kind=sampled_from(["sgd", "adam"]), first=integers(1, 4), more=integers(1, 4))
@settings(max_examples=8)
def test_resumed_run(student, reference, kind, first, more):
    """A run that is stopped and resumed equals the uninterrupted one

    Random batches, dropout, batch norm, momentum: everything must go on where it stopped.
    """
    resumed = run_resumed(student, reference, "load_checkpoint", kind, first, more)
    side = reference if student.device == "cpu" else student  # other devices draw other numbers
    state = reference.harness.small_state(6)
    expected = ask(side, "save_checkpoint", "uninterrupted", state, kind, run_data(6), first, more)
    assert_close(
        resumed["losses after saving"], expected["losses"], what="the losses after saving", **TIGHT
    )
    assert_close(
        resumed["losses after loading"],
        expected["losses"],
        what="the resumed run's losses",
        **TIGHT,
    )
    assert_close(
        resumed["final state"], expected["state"], what="the resumed run's final state", **TIGHT
    )


@pytest.mark.points(0)
@pytest.mark.requires("test_checkpoint_model")
def test_checkpoint_from_a_gpu(student, reference):
    """A checkpoint that was written on a GPU loads on a machine without it

    A file remembers where each tensor lay. Which argument of `torch.load` says where they shall go?
    """
    loaded = ask(student, "load_checkpoint", "from_a_gpu", reference.harness.small_state(8))
    text = f"Tensors saved on a GPU could not be loaded without it: {loaded['message']}"
    assert loaded["message"] is None, text
    assert_close(loaded["epoch"], 3, what="the epoch")
    assert_close(loaded["loaded"], loaded["saved"], what="the state after loading")


@pytest.mark.practice
@pytest.mark.points(4)
def test_checkpoint_is_data(student, reference):
    """The file holds data only, so that weights_only=True can read it

    A state dict is data: names and tensors. A whole model is a program that builds it.
    """
    error = ask(student, "save_checkpoint", "is_plain", reference.harness.small_state(6))
    assert error is None, f"torch.load(path, weights_only=True) refuses your file: {error}"
    saved_file(student, reference, "sgd", 2)


@pytest.mark.points(0)
@pytest.mark.requires("test_checkpoint_is_data", "test_checkpoint_model")
@given(layout=sampled_from(["zip", "legacy", "deep", "pickle"]))
def test_loading_executes_nothing(student, reference, layout):
    """Loading never executes what is hidden in a file

    A call was hidden in a checkpoint of your own making. It must be refused with an exception before anything in it runs, and
    nothing may have been changed by then. Look at the arguments of `torch.load`.
    """
    state = reference.harness.small_state(7)
    outcome = ask(student, "load_checkpoint", "attacked", state, layout)
    assert not outcome["executed"], (
        "A function that was hidden in the file was called by loading it."
    )
    assert outcome["error"], "A file with a hidden call was accepted as a checkpoint."
    assert_close(outcome["state"], state, what="the model after the refused file")
    assert_close(
        outcome["numbers"],
        outcome["expected numbers"],
        what="random numbers after the refused file",
    )


# ---------------------------------------------------------------------------- 6. text

DTYPES = ("float32", "float64", "int64")
NAMES = ("weight", "block.conv.weight", "block.bias", "scale", "a.b.c.d")


def hard_tensor(shape, dtype, seed):
    """Values that lose something when they are written carelessly."""
    rng = np.random.default_rng(seed)
    if dtype == "int64":
        values = rng.integers(-(2**62), 2**62, shape)
    else:
        values = rng.standard_normal(shape) * 10.0 ** rng.integers(-20, 20, shape)
        values = np.where(rng.random(shape) < 0.1, -0.0, values).astype(dtype)
    return torch.from_numpy(np.array(values))


def read_text(text):
    """The entries of an exported file, as (name, sizes, list of words)."""
    lines = text.split("\n")
    assert lines[-1] == "", "The last line of the file should end, too."
    lines.pop()
    assert len(lines) % 2 == 0, (
        f"Two lines belong to each tensor, but there are {len(lines)} lines."
    )
    entries = []
    for head, body in zip(lines[::2], lines[1::2], strict=True):
        name, *sizes = head.split(" ")
        assert all(size.isdigit() for size in sizes), f"Not a name and its sizes: {head[:60]!r}"
        entries.append((name, [int(size) for size in sizes], body.split(" ") if body else []))
    return entries


def written(student, entries, as_path=False):
    exported = ask(student, "export_weights_text", "as_text", entries, as_path)
    assert not exported["changed"], f"export_weights_text changed {', '.join(exported['changed'])}."
    return exported["names"], read_text(exported["text"])


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    shapes=st.lists(
        sampled_from([(), (1,), (3,), (2, 3), (3, 2), (2, 1, 3), (0, 2), (2, 2, 3, 2)]),
        min_size=1,
        max_size=5,
    ),
    trainable=booleans(),
    as_path=booleans(),
)
@settings(max_examples=25)
def test_text_layout(student, reference, shapes, trainable, as_path):
    """Each tensor of the state dict has a line with its name and sizes, and a line of values

    Buffers are in the state dict too. A number without axes has a name and no sizes.
    """
    entries = [
        (name, torch.zeros(shape), trainable) for name, shape in zip(NAMES, shapes, strict=False)
    ]
    names, rows = written(student, entries, as_path)
    shape_of = dict(zip(NAMES, shapes, strict=False))
    assert_close([name for name, _, _ in rows], names, what="the list of names")
    assert_close(
        [sizes for _, sizes, _ in rows],
        [list(shape_of[name]) for name in names],
        what="the list of sizes",
    )
    counts = [math.prod(shape_of[name]) for name in names]
    assert_close([len(words) for _, _, words in rows], counts, what="the counts of values")


@pytest.mark.points(2)
@pytest.mark.requires("test_text_layout")
@given(
    shape=sampled_from([(), (4,), (2, 3), (3, 4, 2), (40, 30)]),
    dtype=sampled_from(DTYPES),
    seed=integers(0, 1000),
)
@settings(max_examples=30)
def test_text_exact(student, reference, shape, dtype, seed):
    """Every value comes back from the text exactly, in C order

    How many digits does a float32 need? And an int64, which a float cannot hold?
    """
    tensor = hard_tensor(shape, dtype, seed)
    _, [(_, _, words)] = written(student, [("weight", tensor, dtype != "int64")])
    assert "..." not in words, "The values are not all there: some were replaced by dots."
    read = int if dtype == "int64" else float
    try:
        values = [read(word) for word in words]
    except ValueError as error:
        raise AssertionError(f"A value cannot be read as {read.__name__}: {error}") from None
    back = torch.tensor(values, dtype=tensor.dtype).reshape(tensor.shape)
    assert_close(back, tensor, what="the values read back", rtol=0, atol=0)
    assert torch.equal(torch.signbit(back), torch.signbit(tensor)), "The sign of a zero was lost."


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_text_exact")
def test_text_worked_example(student, reference):
    """The worked example: 0.1 in float32, and one million"""
    weight, bias = torch.tensor([[0.1, -2.0]]), torch.tensor([1e6])
    _, rows = written(student, [("weight", weight, True), ("bias", bias, True)])
    assert rows[0][:2] == ("weight", [1, 2]), f"The first line says {rows[0][:2]}."
    assert np.float32(float(rows[0][2][0])) == np.float32(0.1), "0.1 was not written exactly."
    assert float(rows[1][2][0]) == 1e6, "One million was not written exactly."


# ---------------------------------------------------------------------------- 7. all together


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_replace_head", "test_freeze_acts", "test_fine_tune_trajectory")
def test_new_digits(student, reference):
    """A network that knows 0 to 4 learns 5 to 9 from 150 images

    Trained weights, a new head, frozen layers, fine-tuning. If all earlier checks pass, this one does.
    """
    with np.load(WEIGHTS, allow_pickle=False) as file:
        state = {name: torch.from_numpy(file[name]) for name in file.files}
    train, valid, test = (
        (part.images[part.labels >= 5], part.labels[part.labels >= 5] - 5)
        for part in split_data(digits_data())
    )
    few = (train[0][:150], train[1][:150])
    tuned = ask(student, "fine_tune", "transfer", state, 5, "body", few, valid, test[0], 15, 0.02)
    accuracy = float((tuned["logits"].argmax(1) == test[1]).double().mean())
    assert accuracy >= 0.93, f"On held-out digits 5 to 9 the accuracy is {accuracy:.3f}, not 0.93."
