"""Whether the checks marked for practice are a fair half of an exercise: every function asked, about half the points."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from grader.course import SOLUTION_BEGIN, harness_uses, read_harness
from grader.messages import message
from grader.model import Exercise
from grader.practice import published_source
from grader.validation.results import Problem

SHARES = (1 / 3, 2 / 3)  # of the points, at least and at most


class MarkedCheck(NamedTuple):
    """A check as its file says: its points, and whether it may be published."""

    name: str
    points: float
    practice: bool


def practice_problems(exercise: Exercise) -> Iterator[Problem]:
    """What is wrong with the choice of practice checks; nothing where no check is marked."""
    names = _left_to_learners(exercise.reference.read_text("utf-8"))
    sources = [path.read_text("utf-8") for path in sorted(exercise.private.glob("test_*.py"))]
    try:
        checks = [check for source in sources for check in marked_checks(source)]
        practice = {check.name for check in checks if check.practice}
        if not practice:
            return
        asked = set().union(*(_mentioned(published_source(source, practice)) for source in sources))
        uses = harness_uses(read_harness(exercise).text)
    except SyntaxError:
        return  # collecting the checks says it better
    asked = asked.union(*(uses[name] for name in uses if name in asked))
    if missing := [name for name in names if name not in asked]:
        text = message("validate.practice.missing", names=", ".join(missing))
        yield Problem(aspect="checks", text=text)
    share = sum(check.points for check in checks if check.practice) / sum(
        check.points for check in checks
    )
    if not SHARES[0] <= share <= SHARES[1]:
        text = message("validate.practice.share", percent=f"{share:.0%}")
        yield Problem(aspect="checks", text=text)


def _left_to_learners(reference: str) -> list[str]:
    """The functions and classes of a reference with a part that learners write."""
    lines = reference.splitlines()
    return [
        node.name
        for node in ast.parse(reference).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and any(SOLUTION_BEGIN in line for line in lines[node.lineno - 1 : node.end_lineno])
    ]


def marked_checks(source: str) -> Iterator[MarkedCheck]:
    """The checks of a file."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        points, practice = 1.0, False
        for marker in node.decorator_list:
            text = ast.unparse(marker)
            practice = practice or text.endswith("mark.practice")
            if isinstance(marker, ast.Call) and text.partition("(")[0].endswith("mark.points"):
                points = float(ast.literal_eval(marker.args[0]))
        yield MarkedCheck(node.name, points, practice)


def _mentioned(source: str) -> set[str]:
    """What a source asks for by name: as an attribute, or as a text that a harness is told."""
    nodes = list(ast.walk(ast.parse(source)))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    return attributes | {value for value in constants if isinstance(value, str)}
