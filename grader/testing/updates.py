"""How a run moved its weights from step to step, put into words where it is not SGD with momentum. Runs in the judge.

Everything starts from the weights and gradients that the run itself had at each step, so one wrong setting
is seen as that, whatever became of the weights later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from grader.messages import message
from grader.testing.failures import CheckFailure

MOMENTUM = 0.9


def name_updates(
    function: str,
    states: Sequence[Mapping[str, Any]],
    gradients: Sequence[Mapping[str, Any]],
    rates: Sequence[float],
) -> None:
    """Raise `CheckFailure` where another rate, momentum, decay or optimizer explains every step of a run.

    `states` are the state dicts before each step and after the last, `gradients` those that the optimizer saw,
    `rates` the learning rates asked for, one a step. Says nothing of a run that is right, and of one that no
    single setting explains.
    """
    import torch

    names = [
        name
        for name in (gradients[0] if len(gradients) > 1 else ())
        if all(seen.get(name) is not None for seen in gradients)
        and not torch.equal(states[0][name], states[-1][name])
    ]
    if not names or len(states) != len(gradients) + 1:
        return
    run = _Run(
        [torch.cat([state[name].double().flatten() for name in names]) for state in states],
        [torch.cat([seen[name].double().flatten() for name in names]) for seen in gradients],
        rates,
    )
    if not bool(torch.isfinite(torch.stack(run.weights)).all()) or run.is_explained():
        return
    for mistake, settings in run.hypotheses():
        if run.is_explained(**settings):
            numbers = {"rate": rates[0], "momentum": MOMENTUM, "decay": 0.0, "times": 1.0}
            words = {key: f"{value:.3g}" for key, value in {**numbers, **settings}.items()}
            text = message(f"fit.update.{mistake}", function=function, **words)
            raise CheckFailure("values", text)
    sizes = (run.moves[0] / run.rates[0]).abs()[run.gradients[0] != 0]
    if float(sizes.max()) < 1.01 * float(sizes.min()):
        raise CheckFailure("values", message("fit.update.equal_steps", function=function))


class _Run:
    """The flat weights (K + 1 of them), gradients and rates (K) of a run of K steps."""

    def __init__(self, weights: list[Any], gradients: list[Any], rates: Sequence[float]) -> None:
        self.weights, self.gradients, self.rates = weights, gradients, rates
        self.moves = [before - after for before, after in pairwise(weights)]

    def is_explained(
        self,
        momentum: float = MOMENTUM,
        decay: float = 0.0,
        times: float = 1.0,
        nesterov: bool = False,
    ) -> bool:
        """Whether each step is SGD's with these settings, and `times` the rate asked for."""
        import torch

        speed = torch.zeros_like(self.weights[0])
        for weights, gradient, rate, move in zip(
            self.weights[:-1], self.gradients, self.rates, self.moves, strict=True
        ):
            slope = gradient + decay * weights
            speed = momentum * speed + slope
            step = times * rate * (slope + momentum * speed if nesterov else speed)
            if not torch.allclose(move, step, rtol=1e-4, atol=1e-6 * float(step.abs().max())):
                return False
        return True

    def hypotheses(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Single mistakes with the settings that their first steps would need."""
        first, second = self.gradients[:2]
        away = self.moves[0] / self.rates[0]
        yield "rate", {"times": _share(away, first)}
        yield "momentum", {"momentum": _share(self.moves[1] / self.rates[1] - second, first)}
        yield "decay", {"decay": _share(away - first, self.weights[0])}
        yield "nesterov", {"nesterov": True}


def _share(vector: Any, direction: Any) -> float:
    """How often `direction` lies in `vector`: 2 for twice its length along it."""
    return round(float(vector @ direction / (direction @ direction).clamp(min=1e-30)), 9) + 0.0
