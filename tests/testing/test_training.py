"""What is shared by exercises that train: the harness's helper, and the words for what it saw."""

import numpy as np
import pytest
import torch

from grader import watching
from grader.course.harnesses import Harness, helpers_of
from grader.errors import CourseError
from grader.judge.grading import Judge
from grader.testing import training
from grader.testing.context import current
from grader.testing.failures import CheckFailure
from grader.testing.fitting import Fit
from grader.testing.textbook import train_by_the_book
from tests.small_course import handed_in, small_exercise

FIT = Fit(name="fit", train=75, valid=21, batch=32, epochs=2, side=8)
RATE = 0.1


def textbook(model, train, valid, epochs, lr, seed=0, device="cpu", mistakes=()):
    """A right loop, with mistakes by name."""
    rng = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    images, labels = valid if "validation" in mistakes else train
    for epoch in range(epochs):
        model.train("mode" not in mistakes or not epoch)
        order = torch.randperm(len(labels), generator=None if "global" in mistakes else rng)
        for chosen in (torch.arange(len(labels)) if "order" in mistakes else order).split(32):
            loss = torch.nn.functional.cross_entropy(model(images[chosen]), labels[chosen])
            if "clear" not in mistakes:
                optimizer.zero_grad()
            (len(chosen) * loss if "sum" in mistakes else loss).backward()
            if "late" in mistakes:
                optimizer.zero_grad()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            model(valid[0])
    return {}


def watched(mistakes=(), seed=0, noise=0, rate=RATE):
    net = watching.with_state(watching.SmallNet(), watching.small_state(1), "cpu")
    options = {"mistakes": mistakes, "seed": seed}
    return watching.watch_fit(
        textbook, net, *FIT.tagged(1), FIT.epochs, rate, options, noise, "cpu"
    )


def check_everything(run):
    FIT.check_train_only(run)
    FIT.check_modes(run)
    FIT.check_batches(run)
    FIT.check_shuffled(run)
    batches = [batch["ids"] for batch in run["batches"]]
    net = watching.with_state(watching.SmallNet(), watching.small_state(1), "cpu")
    FIT.check_pairs(
        run,
        net,
        FIT.tagged(1)[0],
        lambda: train_by_the_book(net, *FIT.tagged(1), batches, FIT.epochs, lambda _: RATE),
    )


def test_a_right_loop_passes_and_ends_where_the_textbook_does():
    run = watched()
    check_everything(run)
    net = watching.with_state(watching.SmallNet(), watching.small_state(1), "cpu")
    batches = [batch["ids"] for batch in run["batches"]]
    own = train_by_the_book(net, *FIT.tagged(1), batches, FIT.epochs, lambda _: RATE)
    for name, value in own["state"].items():
        torch.testing.assert_close(run["state"][name], value, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("validation", "training step on validation images"),
        ("mode", "At training step 4 a part of the model was not in train mode"),
        ("order", "Epoch 1 goes through the images in the order of the file"),
        ("clear", "At step 2 the gradients of the step before are still in there"),
        ("sum", "every gradient is 32 times too large"),
        ("late", "At step 1 the optimizer found no gradient in stem.weight"),
    ],
)
def test_a_wrong_loop_is_told_what_is_wrong(mistake, said):
    with pytest.raises(CheckFailure, match=said):
        check_everything(watched([mistake]))


def repeated(run):
    net = watching.with_state(watching.SmallNet(), watching.small_state(1), "cpu")
    FIT.check_run(run, net, FIT.tagged(1)[0], dict)


def test_a_run_that_took_place_stands_whatever_its_rate():
    repeated(watched())
    repeated(watched(rate=0.5))


def with_batches_exchanged(run):
    first, second = run["batches"][:2]
    first["ids"], second["ids"] = second["ids"], first["ids"]


def with_one_gradient_for_all(run):
    run["gradients"] = [run["gradients"][0]] * len(run["gradients"])


def validated_in_train_mode(run):
    run["batches"][3]["state"]["scale.running_mean"] += 0.01


@pytest.mark.parametrize(
    "lie",
    [
        with_batches_exchanged,
        with_one_gradient_for_all,
        validated_in_train_mode,
    ],
)
def test_a_made_up_run_does_not_stand(lie):
    run = watched()
    lie(run)
    with pytest.raises(CheckFailure):
        repeated(run)


def test_chance_from_elsewhere_is_told():
    def run(noise, seed=0, mistakes=()):
        return FIT.orders(watched(mistakes, seed, noise))

    FIT.check_seed(run)
    with pytest.raises(CheckFailure, match="Without a seed"):
        FIT.check_seed(lambda noise, seed=0: run(noise, seed, ["global"]))


def test_a_misnamed_layer_is_found_again():
    current().figures.clear()
    with pytest.raises(CheckFailure) as caught:
        training.compare_layouts(
            {"conv_1.weight": [2, 3]}, {"conv1.weight": [2, 3], "fc.bias": [4]}
        )
    assert caught.value.message == (
        "The network: conv1.weight is missing (is it conv_1.weight?). "
        "3 weights differ in name or shape."
    )
    (figure,) = current().take_figures()
    assert figure.rows[1] == ["fc.bias", "(4,)", "missing"]


CHECK = """
def test_state(student, reference):
    \"""The weight is one.\"""
    assert student.harness.weight()["weight"].item() == 1
"""
HARNESS = """
from grader.watching import state_of

def weight(module):
    return state_of(module.net())
"""
NET = """
import torch

def net():
    layer = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.constant_(layer.weight, {})
    return layer
"""


def test_a_harness_brings_its_helper_into_the_worker(tmp_path):
    exercise = small_exercise(
        tmp_path,
        CHECK,
        harness=HARNESS,
        reference=NET.format(1),
        libraries='libraries = ["torch"]\n',
    )
    with Judge(exercise) as judge:
        assert judge.grade(handed_in(NET.format(1))).status == "passed"
        assert judge.grade(handed_in(NET.format(2))).status == "failed"


def test_of_ours_a_harness_may_import_the_helper_only():
    assert helpers_of(Harness("import numpy\nfrom os import path\n")) == {}
    for line in ("import grader.watching", "from grader import watching", HARNESS):
        assert "grader.watching.spies" in helpers_of(Harness(line))
    for line in (
        "import grader.testing",
        "from grader import course",
        "from grader.course import load_images",
    ):
        with pytest.raises(CourseError, match="line 1: of ours"):
            helpers_of(Harness(line))


def test_a_loss_is_a_plain_number():
    plain = {"losses": [2.5, 2.25], "states": [{}, {}]}
    for right in ([2.5, 2.25], [np.float64(2.5), np.asarray(2.25)]):
        training.check_trajectory({**plain, "losses": right}, plain)
    seen = {**plain, "losses": [2.5, torch.tensor(2.25, dtype=torch.float64)]}
    with pytest.raises(CheckFailure, match="the loss that step 2 returned is a torch tensor"):
        training.check_trajectory(seen, plain)


@pytest.mark.parametrize(
    ("result", "what"),
    [
        ((torch.tensor(2.5), 0.5), "the mean loss is a torch tensor"),
        ((2.5, torch.tensor([0.5])), "the accuracy is a torch tensor"),
        ((2.5, torch.zeros(2)), "the accuracy should be one number"),
        (torch.tensor(2.5), "the result should be a tuple"),
        ((2.5, 0.25), "the accuracy is 0.25"),
    ],
)
def test_measures_are_plain_numbers(result, what):
    training.check_measures({"result": (2.5, np.float32(0.5))}, {"result": (2.5, 0.5)})
    with pytest.raises(CheckFailure, match=what):
        training.check_measures({"result": result}, {"result": (2.5, 0.5)})
