"""Parts of names for changed code: the sentence of a rule, the names that a learner knows, what is put in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Set

from grader.messages import message
from grader.mutation import Change

Worded = Callable[[Change, Set[str]], str | None]
"""A change, and the names that the learner knows -> its name; None where there are no words for it."""


def said(key: str, **more: object) -> str | None:
    """The sentence about a mistake; None where the catalog has none."""
    try:
        return message(f"mistake.{key}", **more)
    except KeyError:
        return None


def known_in(node: ast.AST | None, known: Set[str]) -> str:
    """The names in a node that a learner knows, at most two, as words."""
    if node is None:
        return ""
    names: dict[str, None] = {}
    for part in _without_settings(node):
        name = str(getattr(part, "id", "") or getattr(part, "attr", ""))
        if isinstance(part, (ast.Name, ast.Attribute)) and name in known:
            names[name] = None
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in known:
            names[f"“{part.value}”"] = None
    return " and ".join(list(names)[:2])


def _without_settings(node: ast.AST) -> Iterator[ast.AST]:
    """Like `ast.walk`, without the axis and the dtype that a function is told."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.keyword) and child.arg in ("axis", "axes", "dtype")):
            yield from _without_settings(child)


def parsed(change: Change) -> ast.expr | None:
    """What is put in, where it is an expression."""
    try:
        return ast.parse(f"({change.safe or change.text})", mode="eval").body
    except SyntaxError:
        return None
