"""Watches a training loop from beside it: for harnesses, so it runs in the worker with the learner's code.

Nothing here knows how a training loop is written. It looks at what every loop must do: images pass
through a model in some mode, gradients lie in the parameters when an optimizer steps, weights move.
Whatever is found goes back as plain data; the checks decide (`grader.training` words them). The judge
sends this package to the worker when a harness imports it, so it imports nothing else of ours.
"""

from grader.watching.networks import (
    Facts,
    SmallNet,
    changed_modes,
    layout,
    made,
    modes_of,
    one_thread,
    small_state,
    state_of,
    with_state,
)
from grader.watching.questions import (
    evaluation,
    first_logits_of,
    full_run,
    logits_of,
    overfit,
    responses,
    steps,
    unmoved,
    watch_fit,
)
from grader.watching.spies import FIRST_TAG, TAG_STEP, Watched, sort_events, watched_steps

__all__ = [
    "FIRST_TAG",
    "TAG_STEP",
    "Facts",
    "SmallNet",
    "Watched",
    "changed_modes",
    "evaluation",
    "first_logits_of",
    "full_run",
    "layout",
    "logits_of",
    "made",
    "modes_of",
    "one_thread",
    "overfit",
    "responses",
    "small_state",
    "sort_events",
    "state_of",
    "steps",
    "unmoved",
    "watch_fit",
    "watched_steps",
    "with_state",
]
