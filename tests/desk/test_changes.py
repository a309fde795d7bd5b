"""What a change touches: functions that are others now, those that use them, and the checks of both."""

from __future__ import annotations

import pytest

from grader.desk.changes import changed_functions, first_checks
from tests.samples import check, report

BEFORE = """
import numpy as np

def pad(x):
    return x

def conv(x):
    # uses pad
    return pad(x) + 1

def size(n):
    return n

class Net:
    def forward(self, x):
        return conv(x)
"""


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (BEFORE, set()),
        (BEFORE.replace("# uses pad", "# another remark"), set()),
        (BEFORE.replace("return n\n", "return n + 1\n"), {"size"}),
        (BEFORE.replace("return x\n\n", "return x * 2\n\n"), {"pad", "conv", "Net"}),
        (BEFORE + "\ndef more():\n    return size(1)\n", {"more"}),
        (BEFORE.replace("def size(n):\n    return n\n", ""), {"size"}),
        (BEFORE.replace("import numpy as np", "import math"), None),
        (BEFORE + "\ndef broken(:\n", None),
        ("(" * 5000, None),
        ("\0", None),
    ],
)
def test_what_changed(after: str, changed: set[str] | None) -> None:
    assert changed_functions(BEFORE, after) == changed


def test_what_failed_comes_first_then_what_changed() -> None:
    last = report(
        "failed",
        [
            check("a", "A", functions=["pad"]),
            check("b", "B", functions=["size"]),
            check("c", "C", "failed", functions=["conv"]),
            check("d", "D", functions=["late"]),
        ],
    )
    assert first_checks(last, {"d": ["size"]}, {"size"}) == ["c", "b", "d"]
    assert first_checks(last, {}, None) == ["c", "a", "b", "d"]
    assert first_checks(None, {}, {"size"}) == []
