"""Checks of a whole training run: its batches, modes, order, seed and pairs, read off tagged images.

Runs in the judge, called by an exercise's checks.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch

from grader.messages import message
from grader.testing.comparison import assert_close
from grader.testing.failures import demand
from grader.testing.textbook import repeat_each_batch
from grader.testing.training import Facts, Pair, compare_gradients
from grader.testing.updates import name_updates
from grader.watching import FIRST_TAG, TAG_STEP


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

    def orders(self, seen: Facts) -> list[list[list[int]]]:
        """The image numbers of each batch of each epoch, in the order in which they were learned from."""
        batches = [batch["ids"] for batch in seen["batches"]]
        size = math.ceil(len(batches) / self.epochs)
        return [batches[i : i + size] for i in range(0, len(batches), size)]

    def check_train_only(self, seen: Facts) -> None:
        """Steps are made on training images; validation images are only looked at."""
        demand(bool(seen["batches"]), message("fit.no_step", function=self.name))
        for batch in seen["batches"]:
            text = message("fit.validation_step", function=self.name)
            demand(all(i < self.train for i in batch["ids"]), text)
            demand(-1 not in batch["ids"], message("fit.other_images", function=self.name))
        count = len({i for look in seen["looks"] for i in look["ids"] if i >= self.train})
        counts = {"seen": count, "total": self.valid}
        demand(count == self.valid, message("fit.validation_count", function=self.name, **counts))

    def check_modes(self, seen: Facts) -> None:
        """Train mode at every step; validation images pass in eval mode, and no gradients are recorded."""
        for number, batch in enumerate(seen["batches"], 1):
            demand(batch["training"], message("fit.train_mode", step=number))
        for look in seen["looks"]:
            if any(i >= self.train for i in look["ids"]):
                demand(look["eval"], message("fit.eval_mode"))
                demand(not look["gradients"], message("fit.eval_gradients"))

    def check_batches(self, seen: Facts) -> None:
        """Each epoch uses every training image once, in batches of the right size."""
        full, rest = divmod(self.train, self.batch)
        wanted = ([self.batch] * full + [rest]) * self.epochs
        sizes = [batch["size"] for batch in seen["batches"]]
        assert_close(sizes, wanted, what=message("fit.batch_sizes"))
        for number, epoch in enumerate(self.orders(seen), 1):
            ids = sorted(i for batch in epoch for i in batch)
            demand(ids == list(range(self.train)), message("fit.each_once", epoch=number))

    def check_shuffled(self, seen: Facts) -> None:
        """Each epoch has a new random order, and other batches."""
        epochs = self.orders(seen)
        orders = [list(itertools.chain(*epoch)) for epoch in epochs]
        for number, order in enumerate(orders, 1):
            breaks = sum(later != before + 1 for before, later in itertools.pairwise(order))
            demand(breaks > 8, message("fit.file_order", epoch=number))
        for before, after in itertools.pairwise(orders):
            demand(before != after, message("fit.same_order"))
        sets = [[frozenset(batch) for batch in epoch] for epoch in epochs]
        demand(sets[0] != sets[1], message("fit.same_batches"))

    def check_seed(self, run: Callable[..., Any]) -> None:
        """The seed alone decides: `run(noise, seed=...)` gives what can be compared of a run."""
        again = run(5, seed=0)
        demand(run(11) == again, message("fit.default_seed", function=self.name))
        demand(run(0, seed=0) == again, message("fit.seed_ignored", seed=0))
        other = run(3, seed=4)
        demand(run(0, seed=4) == other, message("fit.seed_ignored", seed=4))
        demand(other != again, message("fit.seeds_alike", seed=0, other=4))

    def check_pairs(
        self, seen: Facts, net: Any, train: Pair, by_the_book: Callable[[], Facts]
    ) -> None:
        """An image keeps its label: each step used the gradients of its batch, and nothing else passed in train mode.

        Everything is computed again here, at the weights that the run had at each step, so
        another rate or another optimizer is no fault here; and whoever makes a run up has to
        compute it. `net` has the layout of the network, `train` is (images, labels). Of a loop without an
        optimizer of torch's no gradients are seen; its weights are compared with those of the run that `by_the_book()` gives.
        """
        batches = seen["batches"]
        sizes = [batch["size"] for batch in batches]
        if not seen["gradients"]:
            states = [batch["state"] for batch in batches]
            for step, (state, wanted) in enumerate(
                zip(states, by_the_book()["states"], strict=True)
            ):
                what = message("step.state", step=step)
                assert_close(state, wanted, what=what, rtol=1e-5, atol=1e-8)
            return
        text = message("fit.more_steps", function=self.name)
        demand(len(seen["gradients"]) == len(sizes), text)
        again = repeat_each_batch(net, train, batches)
        compare_gradients(seen["gradients"], [answer["gradients"] for answer in again], sizes)
        later = [*(batch["state"] for batch in batches[1:]), seen["state"]]
        for step, (answer, state) in enumerate(zip(again, later, strict=True), 1):
            for name, value in answer["buffers"].items():
                what = message("fit.buffer", name=name, step=step)
                assert_close(state[name], value, what=what, rtol=1e-6, atol=1e-9)

    def check_updates(self, seen: Facts, rates: Sequence[float]) -> None:
        """No other rate, momentum, decay or optimizer explains how the weights moved: `rates`, one a step."""
        states = [*(batch["state"] for batch in seen["batches"]), seen["state"]]
        name_updates(self.name, states, seen["gradients"], rates)

    def check_run(
        self, seen: Facts, net: Any, train: Pair, by_the_book: Callable[[], Facts]
    ) -> None:
        """Whatever else a check reads off a run, the run is one that took place: for `check_pairs`, all of it."""
        self.check_train_only(seen)
        self.check_modes(seen)
        self.check_batches(seen)
        self.check_pairs(seen, net, train, by_the_book)
