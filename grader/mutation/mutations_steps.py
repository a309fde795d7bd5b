"""Steps in the wrong order or place: exchanged, too early, too late, inside a loop or outside it, done twice.

Like `mutations_wraps` for `diagnosis` only. Works on lists of statements, not on one node: while a
change is given out the tree is changed as it says, and afterwards it is as it was.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutation.mutations import Change

LOOPS = (ast.For, ast.While)
FIXED = (
    ast.Return,
    ast.Raise,
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.Break,
    ast.Continue,
)
"""What is not moved: it would end the block there, or make something unknown."""


def rearranged(top: ast.stmt, owner: str = "") -> Iterator[tuple[str, Change]]:
    """Each change of order with the function or method it is made in; `top` is changed meanwhile."""
    if isinstance(top, (ast.FunctionDef, ast.ClassDef)):
        owner = f"{owner}.{top.name}".removeprefix(".")
    if isinstance(top, ast.ClassDef):
        for member in top.body:
            yield from rearranged(member, owner)
        return
    for change in _one_memory(top):
        yield owner, change
    for node in [*ast.walk(top)]:
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                for change in _in_block(block):
                    yield owner, change
        if (
            isinstance(node, ast.If)
            and len(node.orelse) == 1
            and isinstance(node.orelse[0], ast.If)
        ):
            for change in _branches(node, node.orelse[0]):
                yield owner, change


def _in_block(block: list[ast.stmt]) -> Iterator[Change]:
    before = block[:]

    def as_changed(kind: str, place: int, *new: ast.stmt) -> Iterator[Change]:
        block[:] = new
        yield Change(kind, before[place], "")
        block[:] = before

    own = [
        place
        for place, statement in enumerate(before)
        if not isinstance(statement, FIXED) and not _is_text(statement)
    ]
    for place in own:
        rest = [*before[:place], *before[place + 1 :]]
        statement = before[place]
        if place + 1 in own:
            turned = [*rest[: place + 1], statement, *rest[place + 1 :]]
            yield from as_changed("steps exchanged", place, *turned)
        if place + 2 <= own[-1]:
            yield from as_changed(
                "step too late", place, *rest[: own[-1]], statement, *rest[own[-1] :]
            )
        if place >= own[0] + 2:
            yield from as_changed(
                "step too early", place, *rest[: own[0]], statement, *rest[own[0] :]
            )
        if _changes_itself(statement):
            yield from as_changed("step twice", place, *before[:place], statement, *before[place:])
        if isinstance(statement, ast.Assign) and _is_known_before(statement, before[:place]):
            yield from as_changed("step left out", place, *rest)
    for place in own:
        loop = before[place]
        if not isinstance(loop, LOOPS):
            continue
        inside = loop.body[:]
        for earlier in (n for n in own if n < place):
            if isinstance(before[earlier], ast.Assign):
                loop.body[:] = [before[earlier], *inside]
                yield Change("anew each pass", before[earlier], "")
                loop.body[:] = inside
        if len(inside) > 1:
            loop.body[:] = inside[:-1]
            yield from as_changed(
                "after the loop", place, *before[: place + 1], inside[-1], *before[place + 1 :]
            )
            loop.body[:] = inside[1:]
            yield from as_changed(
                "before the loop", place, *before[:place], inside[0], *before[place:]
            )
        loop.body[:] = [*inside, ast.Break()]
        yield Change("first pass only", loop, "")
        loop.body[:] = inside


def _one_memory(top: ast.stmt) -> Iterator[Change]:
    """Of two attributes that start alike the second is the first."""
    made = [
        node
        for node in getattr(top, "body", [])
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and isinstance(node.value, (ast.Dict, ast.List, ast.Call))
        and isinstance(_target(node), ast.Attribute)
    ]
    for second, assignment in enumerate(made):
        for first in made[:second]:
            value = assignment.value
            if value is not None and ast.dump(value) == ast.dump(first.value or value):
                assignment.value = ast.parse(ast.unparse(_target(first)), mode="eval").body
                yield Change("one memory", assignment, "")
                assignment.value = value


def _target(node: ast.Assign | ast.AnnAssign) -> ast.expr:
    return node.targets[0] if isinstance(node, ast.Assign) else node.target


def _branches(first: ast.If, second: ast.If) -> Iterator[Change]:
    """The second condition is asked before the first."""
    was = first.test, first.body, second.test, second.body
    first.test, first.body, second.test, second.body = was[2], was[3], was[0], was[1]
    yield Change("steps exchanged", first, "")
    first.test, first.body, second.test, second.body = was


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _targets(statement: ast.stmt) -> set[str]:
    """What a statement gives a value, as it is written."""
    if isinstance(statement, ast.AugAssign):
        return {ast.unparse(statement.target)}
    return (
        {ast.unparse(target) for target in statement.targets}
        if isinstance(statement, ast.Assign)
        else set()
    )


def _changes_itself(statement: ast.stmt) -> bool:
    """Whether doing it again changes the value again."""
    if isinstance(statement, ast.AugAssign):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    if not isinstance(statement, ast.Assign):
        return False
    read = {
        ast.unparse(node)
        for node in ast.walk(statement.value)
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript))
    }
    return bool(read & _targets(statement))


def _is_known_before(statement: ast.Assign, earlier: list[ast.stmt]) -> bool:
    """Whether without it the name has another value, and is no error: it was set before, or is read in it."""
    targets = _targets(statement)
    return _changes_itself(statement) or any(targets & _targets(other) for other in earlier)
