"""Runs beside the learner's code: builds networks, changes and trains them, and writes down facts.

Nothing here knows how a learner's function works. It looks at what must hold afterwards: which
weights ask for gradients, which buffers moved, which random numbers come next, what lies in a file.
Files are written and read in a scratch folder. Labels of test images never come here.
"""

from harness_checkpoints import (
    Intruder,
    add,
    attacked,
    from_a_gpu,
    gone_on,
    held,
    is_plain,
    loaded,
    next_numbers,
    optimizer_for,
    other,
    plain_optimizer,
    resumed,
    saved,
    start,
    train_on,
    uninterrupted,
)
from harness_freezing import answers_of, freeze_unknown, frozen, headed, new_head
from harness_networks import DigitNet, small_state
from harness_text import Holder, as_text
from harness_tuning import cached, network, transfer, tuned

__all__ = [
    "DigitNet",
    "Holder",
    "Intruder",
    "add",
    "answers_of",
    "as_text",
    "attacked",
    "cached",
    "freeze_unknown",
    "from_a_gpu",
    "frozen",
    "gone_on",
    "headed",
    "held",
    "is_plain",
    "loaded",
    "network",
    "new_head",
    "next_numbers",
    "optimizer_for",
    "other",
    "plain_optimizer",
    "resumed",
    "saved",
    "small_state",
    "start",
    "train_on",
    "transfer",
    "tuned",
    "uninterrupted",
]
