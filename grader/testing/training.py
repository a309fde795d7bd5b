"""Checks of training loops, layer by layer: what `watching` saw beside the learner's code, put into words.

Runs in the judge, called by an exercise's checks. Accuracy comes last: a loop that is wrong may well
reach it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812 - as everybody writes it

from grader.messages import message
from grader.testing import showing
from grader.testing.comparison import assert_close
from grader.testing.failures import CheckFailure, demand

Facts = Mapping[str, Any]
Pair = tuple[Any, Any]
MEASURES = ("train_loss", "valid_loss", "valid_accuracy")
FIRST_LOSS = (2.25, 2.40)  # around ln 10


# --- 1. the network ---


def compare_layouts(
    seen: Mapping[str, Sequence[int]],
    expected: Mapping[str, Sequence[int]],
    network: str | None = None,
) -> None:
    """Fail where weights differ in name or shape; the report gets them as a table.

    Both map the names of a state dict to shapes. A missing name is answered with the nearest one.
    `network` names it at the head of the sentence; default "The network".
    """
    network = network or message("layout.network")
    extra = [name for name in seen if name not in expected]
    rows: list[tuple[str, str, str]] = []
    sentences: list[str] = []
    for name, shape in expected.items():
        wanted = str(tuple(shape))
        if name not in seen:
            near = difflib.get_close_matches(name, extra, 1)
            same = near or [other for other in extra if list(seen[other]) == list(shape)][:1]
            key, guess = ("missing_near", same[0]) if same else ("missing", "")
            rows.append((name, wanted, message(f"layout.cell.{key}", near=guess)))
            sentences.append(message(f"layout.{key}", network=network, name=name, near=guess))
        elif list(seen[name]) != list(shape):
            shapes = {"expected": wanted, "actual": str(tuple(seen[name]))}
            rows.append((name, wanted, shapes["actual"]))
            sentences.append(message("layout.shape", network=network, name=name, **shapes))
    for name in extra:
        rows.append((name, message("layout.cell.extra"), str(tuple(seen[name]))))
        sentences.append(message("layout.extra", network=network, name=name))
    if not rows:
        return
    heads = [message(f"layout.{column}") for column in ("weight", "expected", "yours")]
    showing.show_table(message("layout.title"), heads, rows)
    text = sentences[0]
    if len(rows) > 1:
        text = message("layout.several", first=text, total=len(rows))
    raise CheckFailure("shape", text)


# --- 2. single steps ---


def small_batches(
    seed: int, sizes: Sequence[int], shape: tuple[int, ...] = (1, 8, 8)
) -> list[Pair]:
    """Random float64 images with labels from 0 to 9, one pair for each size."""
    rng = torch.Generator().manual_seed(seed)
    return [
        (
            torch.rand(size, *shape, generator=rng, dtype=torch.float64),
            torch.randint(0, 10, (size,), generator=rng),
        )
        for size in sizes
    ]


def check_steps(seen: Facts, expected: Facts, sizes: Sequence[int]) -> None:
    """One optimizer step a batch, in train mode, on the gradients of that batch alone."""
    for count in seen["steps"]:
        demand(count == 1, message("step.count", made=count))
    demand(all(seen["training"]), message("step.mode"))
    compare_gradients(seen["gradients"], expected["gradients"], sizes)


def compare_gradients(
    seen: Sequence[Facts], expected: Sequence[Facts], sizes: Sequence[int]
) -> None:
    """Compare the gradients that each step saw; say in words what a known mistake makes of them."""
    for step, (ours, size) in enumerate(zip(expected, sizes, strict=True), 1):
        yours = seen[step - 1]
        missing = ", ".join(name for name in ours if yours.get(name) is None)
        demand(not missing, message("step.gradient.none", step=step, names=missing))
        wrong = [name for name in ours if not _near(yours[name], ours[name])]
        if not wrong:
            continue
        before = seen[step - 2] if step > 1 else None
        if all(float(yours[name].abs().max()) == 0 for name in ours):
            mistake = "zero"
        elif all(_near(yours[name], size * ours[name]) for name in ours):
            mistake = "sum"
        elif before and all(_near(yours[name], ours[name] + before[name]) for name in ours):
            mistake = "added"
        elif before and all(_near(yours[name], before[name]) for name in ours):
            mistake = "old"
        else:
            name = wrong[0]
            what = message("step.gradient", name=name, step=step)
            assert_close(yours[name], ours[name], what=what, rtol=1e-6, atol=1e-10)
            continue
        raise CheckFailure("values", message(f"step.gradient.{mistake}", step=step, size=size))


def _near(yours: Any, ours: Any) -> bool:
    return yours is not None and torch.allclose(yours, ours, rtol=1e-6, atol=1e-10)


def check_trajectory(seen: Facts, expected: Facts) -> None:
    """The losses that the steps returned, and the state after each of them."""
    for step, (loss, state) in enumerate(
        zip(expected["losses"], expected["states"], strict=True), 1
    ):
        assert_close(seen["losses"][step - 1], loss, what=message("step.loss", step=step))
        what = message("step.state", step=step)
        assert_close(seen["states"][step - 1], state, what=what, rtol=1e-6, atol=1e-9)


# --- 3. what passes through a loop ---


def check_measuring(seen: Facts, batches: int) -> None:
    """evaluate looks at each batch once, in eval mode, without recording gradients."""
    demand(seen["eval"], message("evaluate.mode"))
    demand(not seen["gradients"], message("evaluate.gradients"))
    count = seen["batches"]
    demand(count == batches, message("evaluate.batches", expected=batches, seen=count))


def check_measures(seen: Facts, expected: Facts) -> None:
    """evaluate's result is the mean loss and the accuracy, as plain numbers."""
    names = [message(f"evaluate.{name}") for name in ("loss", "accuracy")]
    assert_close(seen["result"], expected["result"], names=names)


def check_left_alone(seen: Facts, state: Facts, function: str) -> None:
    """Weights, buffers and modes are as they were before a function of the learner's."""
    assert_close(seen["state"], state, what=message("left.state", function=function))
    changed = ", ".join(seen["modes"])
    demand(not changed, message("left.modes", function=function, names=changed))


def check_all_move(seen: Facts) -> None:
    """Training moves every weight."""
    lost, still = ", ".join(seen["without gradient"]), ", ".join(seen["still"])
    demand(not lost, message("fit.no_gradient", names=lost))
    demand(not still, message("fit.unmoved", names=still))


# --- 4. the first loss, and 5. one batch by heart ---


def check_first_loss(seen: Facts, labels: Any, net: Any, images: Any) -> None:
    """A new network knows nothing about ten classes: its loss is near ln 10, and it gives logits.

    `seen` holds its "logits" (N, 10) and its "state"; they must be those of `net`, the reference's network,
    with this state on the same `images`.
    """
    logits = seen["logits"]
    shape = tuple(logits.shape)
    demand(shape == (len(labels), 10), message("logits.shape", shape=shape))
    demand(bool(torch.isfinite(logits).all()), message("logits.not_finite"))
    loss = float(F.cross_entropy(logits, labels))
    least, most = FIRST_LOSS
    text = message("logits.first_loss", loss=loss, least=least, most=most)
    demand(least <= loss <= most, text)
    sums = logits.sum(1)
    demand(float((sums - 1).abs().max()) > 1e-4, message("logits.probabilities"))
    net.load_state_dict(seen["state"])
    with torch.no_grad():
        again = net.eval()(images)
    assert_close(logits, again, what=message("logits.of_state"), rtol=1e-3, atol=1e-4)


def check_overfits(seen: Facts, target: float, net: Any, images: Any, labels: Any) -> None:
    """The loss on a few images that are shown again and again gets small.

    The last of the losses is computed again, by `net`, the reference's network, at the weights it was measured at.
    """
    if why := _why_stopped(seen):
        raise CheckFailure("values", message("overfit.stopped", why=why))
    losses = seen["losses"]
    text = message("overfit.loss", steps=len(losses), loss=losses[-1], target=target)
    demand(losses[-1] < target, text)
    net.load_state_dict(seen["before"])
    with torch.no_grad():
        again = float(F.cross_entropy(net.train()(images), labels))
    assert_close(losses[-1], again, what=message("overfit.of_state"), rtol=0.05, atol=0.005)


def _why_stopped(seen: Facts) -> str:
    """Why a run was given up, from the facts of `watching.Hopeless`; nothing where it was not."""
    facts = seen["stopped"]
    return message(f"stopped.{facts['why']}", **facts) if facts else ""


# --- 6. accuracy ---


def check_accuracy(
    pictures: Any,
    wanted: float,
    run: Callable[[int], Facts],
    stored: Sequence[Facts],
    title: str,
) -> None:
    """The better of two seeds reads enough held-out images; the report draws it.

    `run(seed)` is a whole run of the learner's, `stored` are those of the reference on the digits.
    """
    reached = []
    best = -1.0
    for seed in (0, 1):
        seen = run(seed)
        if why := _why_stopped(seen):
            shown = {"loss": seen["losses"]}
            showing.show_curves(message("accuracy.until_stopped", seed=seed), shown, unit="step")
            reached.append(message("accuracy.seed.stopped", seed=seed, why=why))
            continue
        answers = seen["logits"].argmax(1)
        accuracy = float((answers == pictures.test.labels).double().mean())
        if accuracy > best:
            best = accuracy
            ours = stored[seed]["history"] if pictures.name == "digits" else None
            _show(pictures, seen["history"], ours, answers, title)
        if accuracy >= wanted:
            return
        reached.append(message("accuracy.seed", seed=seed, accuracy=accuracy))
    runs = {"data": pictures.name, "seeds": "; ".join(reached), "least": wanted}
    if pictures.name != "digits":
        raise CheckFailure("values", message("accuracy.failed", **runs))
    scores = [facts["test_accuracy"] for facts in stored]
    low, high = min(scores), max(scores)
    text = message("accuracy.failed.reference", **runs, low=low, high=high)
    raise CheckFailure("values", text)


def _show(pictures: Any, history: Any, ours: Any, answers: Any, title: str) -> None:
    showing.show_curves(title, history, ours, only=MEASURES)
    name, labels = pictures.name, pictures.test.labels
    caption = message("accuracy.confusion", data=name)
    showing.show_confusion(caption, labels, answers, range(10))
    caption = message("accuracy.misread")
    showing.show_mistakes(caption, pictures.test.images, labels, answers)
