"""Markers of checks that mean nothing: pytest and the grader ignore them, so `@pytest.mark.point(5)` is worth one point."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from grader.messages import message
from grader.model import Exercise
from grader.testing import MARKERS
from grader.validation.results import Problem

OWN = tuple(re.split(r"[(:]", line)[0] for line in MARKERS)
OF_PYTEST = ("parametrize", "skip", "skipif", "xfail", "usefixtures", "filterwarnings")


def marker_problems(exercise: Exercise) -> Iterator[Problem]:
    """A problem for each unknown marker in an exercise's checks, with the name that it may have meant."""
    known = (*OWN, *OF_PYTEST)
    for path in sorted(exercise.private.glob("test_*.py")):
        for name, line in _markers(path):
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = message("validate.near", name=near[0]) if near else ""
                text = message(
                    "validate.marker",
                    file=path.name,
                    line=line,
                    name=name,
                    near=hint,
                    names=", ".join(OWN),
                )
                yield Problem(aspect="checks", text=text)


def _markers(path: Path) -> Iterator[tuple[str, int]]:
    """The names and lines of `pytest.mark.NAME`, or `mark.NAME`, wherever they stand."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return  # collecting the checks says it better
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("pytest.mark", "mark"):
            yield node.attr, node.lineno
