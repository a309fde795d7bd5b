"""Checks of training loops, layer by layer: what `watching` saw beside the learner's code, put into words.

Runs in the judge, called by an exercise's checks. Accuracy comes last: a loop that is wrong may well
reach it.
"""

from __future__ import annotations

import difflib
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch.nn import functional as F  # noqa: N812 - as everybody writes it

from grader.testing import showing
from grader.testing.comparison import assert_close
from grader.testing.failures import CheckFailure, demand
from grader.watching import FIRST_TAG, TAG_STEP

Facts = Mapping[str, Any]
Pair = tuple[Any, Any]
MEASURES = ("train_loss", "valid_loss", "valid_accuracy")


# --- 1. the network ---


def compare_layouts(
    found: Mapping[str, Sequence[int]],
    expected: Mapping[str, Sequence[int]],
    network: str = "The network",
) -> None:
    """Fail where weights differ in name or shape; the report gets them as a table.

    Both map the names of a state dict to shapes. A missing name is answered with the nearest one.
    """
    extra = [name for name in found if name not in expected]
    rows: list[tuple[str, str, str]] = []
    for name, shape in expected.items():
        if name not in found:
            near = difflib.get_close_matches(name, extra, 1)
            same = near or [other for other in extra if list(found[other]) == list(shape)][:1]
            guess = f"missing (is it {same[0]}?)" if same else "missing"
            rows.append((name, str(tuple(shape)), guess))
        elif list(found[name]) != list(shape):
            rows.append((name, str(tuple(shape)), str(tuple(found[name]))))
    rows += [(name, "not expected", str(tuple(found[name]))) for name in extra]
    if not rows:
        return
    showing.show_table("Weights that differ", ("weight", "expected", "yours"), rows)
    name, wanted, yours = rows[0]
    if wanted == "not expected":
        first = f"{name} is not expected"
    elif yours.startswith("missing"):
        first = f"{name} is {yours}"
    else:
        first = f"{name} should have shape {wanted}, but it has shape {yours}"
    more = f" {len(rows)} weights differ in name or shape." if len(rows) > 1 else ""
    raise CheckFailure("shape", f"{network}: {first}.{more}")


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


def check_steps(found: Facts, expected: Facts, sizes: Sequence[int]) -> None:
    """One optimizer step a batch, in train mode, on the gradients of that batch alone."""
    for count in found["steps"]:
        text = f"One train_step should make one optimizer step, but it made {count}."
        demand(count == 1, text)
    demand(all(found["training"]), "train_step should put the model in train mode itself.")
    compare_gradients(found["gradients"], expected["gradients"], sizes)


def compare_gradients(
    found: Sequence[Facts], expected: Sequence[Facts], sizes: Sequence[int]
) -> None:
    """Compare the gradients that each step saw; say in words what a known mistake makes of them."""
    for step, (ours, size) in enumerate(zip(expected, sizes, strict=True)):
        yours = found[step]
        missing = [name for name in ours if yours.get(name) is None]
        demand(
            not missing,
            f"At step {step + 1} the optimizer found no gradient in {', '.join(missing)}. "
            "The backward pass comes before the step, and between the two nothing is cleared.",
        )
        wrong = [name for name in ours if not _near(yours[name], ours[name])]
        if not wrong:
            continue
        before = found[step - 1] if step else None
        if all(float(yours[name].abs().max()) == 0 for name in ours):
            why = "all gradients are zero when the optimizer steps: were they cleared too late?"
        elif all(_near(yours[name], size * ours[name]) for name in ours):
            why = f"every gradient is {size} times too large, the size of the batch: a sum where a mean belongs."
        elif before and all(_near(yours[name], ours[name] + before[name]) for name in ours):
            why = "the gradients of the step before are still in there and the new ones were added."
        elif before and all(_near(yours[name], before[name]) for name in ours):
            why = "the optimizer saw the gradients of the step before."
        else:
            name = wrong[0]
            what = f"the gradient of {name} at step {step + 1}"
            assert_close(yours[name], ours[name], what=what, rtol=1e-6, atol=1e-10)
            continue
        raise CheckFailure("values", f"At step {step + 1} {why}")


def _near(one: Any, other: Any) -> bool:
    return one is not None and torch.allclose(one, other, rtol=1e-6, atol=1e-10)


def check_trajectory(found: Facts, expected: Facts) -> None:
    """The losses that the steps returned, and the state after each of them."""
    for step, (loss, state) in enumerate(
        zip(expected["losses"], expected["states"], strict=True), 1
    ):
        what = f"the loss that step {step} returned"
        assert_close(found["losses"][step - 1], loss, what=what)
        what = f"the state after step {step}"
        assert_close(found["states"][step - 1], state, what=what, rtol=1e-6, atol=1e-9)


# --- 3. what passes through a loop ---


def check_measuring(found: Facts, batches: int) -> None:
    """evaluate looks at each batch once, in eval mode, without recording gradients."""
    demand(found["eval"], "During evaluate a part of the model is in train mode.")
    text = "During evaluate, torch records gradients, which costs memory."
    demand(not found["gradients"], text)
    seen = found["batches"]
    demand(seen == batches, f"{batches} batches came, but the model saw {seen}.")


def check_left_alone(found: Facts, state: Facts, function: str) -> None:
    """Weights, buffers and modes are as they were before a function of the learner's."""
    assert_close(found["state"], state, what=f"the state after {function}")
    changed = ", ".join(found["modes"])
    demand(not changed, f"{function} left these parts in another mode: {changed}.")


class Fit(NamedTuple):
    """A training run on tagged images: how many of them, in which batches, for how many epochs."""

    name: str
    train: int
    valid: int
    batch: int
    epochs: int
    side: int

    def tagged(self, seed: int) -> tuple[Pair, Pair]:
        """Train and validation pairs; the brightest pixel of image i says that it is image i."""
        rng = torch.Generator().manual_seed(seed)
        count, middle = self.train + self.valid, self.side // 2
        images = torch.rand(count, 1, self.side, self.side, generator=rng, dtype=torch.float64) / 2
        tags = FIRST_TAG + TAG_STEP * torch.arange(count, dtype=torch.float64)
        images[:, 0, middle, middle] = tags
        labels = torch.randint(0, 10, (count,), generator=rng)
        cut = self.train
        return (images[:cut], labels[:cut]), (images[cut:], labels[cut:])

    def orders(self, found: Facts) -> list[list[list[int]]]:
        """The image numbers of each batch of each epoch, in the order in which they were learned from."""
        batches = [batch["ids"] for batch in found["batches"]]
        size = math.ceil(len(batches) / self.epochs)
        return [batches[i : i + size] for i in range(0, len(batches), size)]

    def check_train_only(self, found: Facts) -> None:
        """Steps are made on training images; validation images are only looked at."""
        demand(bool(found["batches"]), f"{self.name} made no training step.")
        for batch in found["batches"]:
            text = f"{self.name} made a training step on validation images."
            demand(all(i < self.train for i in batch["ids"]), text)
            text = f"{self.name} trained on images that are not the ones it was given."
            demand(-1 not in batch["ids"], text)
        seen = {i for look in found["looks"] for i in look["ids"] if i >= self.train}
        text = f"{self.name} measured {len(seen)} of {self.valid} validation images."
        demand(len(seen) == self.valid, text)

    def check_modes(self, found: Facts) -> None:
        """Train mode at every step; validation images pass in eval mode, and no gradients are recorded."""
        for number, batch in enumerate(found["batches"], 1):
            text = f"At training step {number} a part of the model was not in train mode."
            demand(batch["training"], text)
        for look in found["looks"]:
            if any(i >= self.train for i in look["ids"]):
                text = "Validation images passed through a model that was not in eval mode."
                demand(look["eval"], text)
                text = "Validation images passed with gradients being recorded."
                demand(not look["gradients"], text)

    def check_batches(self, found: Facts) -> None:
        """Each epoch uses every training image once, in batches of the right size."""
        full, rest = divmod(self.train, self.batch)
        wanted = ([self.batch] * full + [rest]) * self.epochs
        sizes = [batch["size"] for batch in found["batches"]]
        assert_close(sizes, wanted, what="the list of batch sizes")
        for number, epoch in enumerate(self.orders(found), 1):
            ids = sorted(i for batch in epoch for i in batch)
            text = f"Epoch {number} does not use every training image once."
            demand(ids == list(range(self.train)), text)

    def check_shuffled(self, found: Facts) -> None:
        """Each epoch has a new random order, and other batches."""
        epochs = self.orders(found)
        orders = [list(itertools.chain(*epoch)) for epoch in epochs]
        for number, order in enumerate(orders, 1):
            breaks = sum(later != before + 1 for before, later in itertools.pairwise(order))
            text = f"Epoch {number} goes through the images in the order of the file."
            demand(breaks > 8, text)
        for before, after in itertools.pairwise(orders):
            demand(before != after, "Two epochs have the same order.")
        sets = [[frozenset(batch) for batch in epoch] for epoch in epochs]
        demand(sets[0] != sets[1], "All epochs have the same batches: draw a new order for each.")

    def check_seed(self, run: Callable[..., Any]) -> None:
        """The seed alone decides: `run(noise, seed=...)` gives what can be compared of a run."""
        again = run(5, seed=0)
        demand(run(11) == again, f"Without a seed, {self.name} should use seed 0.")
        demand(run(0, seed=0) == again, "Two runs with seed 0 take different orders.")
        other = run(3, seed=4)
        demand(run(0, seed=4) == other, "Two runs with seed 4 take different orders.")
        demand(other != again, "Seeds 0 and 4 give the same order.")

    def check_pairs(self, found: Facts, expected: Facts) -> None:
        """An image keeps its label: the first steps see the gradients of the right pairs."""
        if not found["gradients"]:  # no optimizer of torch's; the trajectory will tell
            return
        sizes = [batch["size"] for batch in found["batches"]]
        text = f"{self.name} steps more often than it shows batches."
        demand(len(found["gradients"]) == len(sizes), text)
        compare_gradients(found["gradients"][:2], expected["gradients"][:2], sizes[:2])


def check_all_move(found: Facts) -> None:
    """Training moves every weight."""
    lost = ", ".join(found["without gradient"])
    demand(not lost, f"No gradient reaches {lost}.")
    demand(not found["still"], f"Training did not move {', '.join(found['still'])}.")


# --- 4. the first loss, and 5. one batch by heart ---


def check_first_loss(logits: Any, labels: Any) -> None:
    """A new network knows nothing about ten classes: its loss is near ln 10, and it gives logits."""
    shape = tuple(logits.shape)
    demand(shape == (len(labels), 10), f"The logits have shape {shape}.")
    text = "A new network gives logits that are not finite."
    demand(bool(torch.isfinite(logits).all()), text)
    loss = float(F.cross_entropy(logits, labels))
    demand(2.25 <= loss <= 2.40, f"The loss of a new network is {loss:.3f}, not 2.25 to 2.40.")
    sums = logits.sum(1)
    text = "A new network gives probabilities, not logits."
    demand(float((sums - 1).abs().max()) > 1e-4, text)


def check_overfits(found: Facts, target: float) -> None:
    """The loss on a few images that are shown again and again gets small."""
    demand(not found["stopped"], f"The run was stopped: {found['stopped']}.")
    losses = found["losses"]
    demand(
        losses[-1] < target,
        f"After {len(losses)} steps the loss on 32 images is {losses[-1]:.3f}; "
        f"it should be below {target}.",
    )


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
    notes = []
    best = -1.0
    for seed in (0, 1):
        found = run(seed)
        if found["stopped"]:
            shown = {"loss": found["losses"]}
            text = f"The run of seed {seed}, until it was stopped"
            showing.show_curves(text, shown, unit="step")
            notes.append(f"seed {seed} was stopped: {found['stopped']}")
            continue
        answers = found["logits"].argmax(1)
        accuracy = float((answers == pictures.test.labels).double().mean())
        if accuracy > best:
            best = accuracy
            ours = stored[seed]["history"] if pictures.name == "digits" else None
            _show(pictures, found["history"], ours, answers, title)
        if accuracy >= wanted:
            return
        notes.append(f"seed {seed} reached {accuracy:.3f}")
    scores = [one["test_accuracy"] for one in stored]
    also = f" (the reference: {min(scores):.3f} to {max(scores):.3f})"
    raise CheckFailure(
        "values",
        f"On held-out {pictures.name}, {'; '.join(notes)}. At least {wanted} is asked, of the "
        f"better one{also if pictures.name == 'digits' else ''}.",
    )


def _show(pictures: Any, history: Any, ours: Any, answers: Any, title: str) -> None:
    showing.show_curves(title, history, ours, only=MEASURES)
    name, labels = pictures.name, pictures.test.labels
    caption = f"Held-out {name}: what was read as what"
    showing.show_confusion(caption, labels, answers, range(10))
    showing.show_mistakes("Some that were misread", pictures.test.images, labels, answers)
