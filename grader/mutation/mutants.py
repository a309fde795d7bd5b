"""Mutants of a reference: its source with one small mistake each.

A mutant is made in the text, not in the tree, so that everything else stays as
its author wrote it; that the text then means what was intended is checked by
parsing it. Only what a learner writes is changed: the solution blocks, and the
default values of signatures. Docstrings, annotations, type aliases, decorators
and messages of exceptions stay as they are.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator, Sequence

import msgspec

from grader.course import SOLUTION_BEGIN, SOLUTION_END
from grader.mutation import (
    mutations,
    mutations_calls,
    mutations_choices,
    mutations_forms,
    mutations_layers,
    mutations_wraps,
)
from grader.mutation.mutations import Change, Rules, TextOf

RULES = (mutations.RULES, mutations_calls.RULES)
FURTHER = (mutations_forms.RULES, mutations_choices.RULES)


class Mutant(msgspec.Struct, frozen=True, kw_only=True):
    """One changed source. `before` and `after` are the changed lines, stripped, as one.

    `definition` is the changed function or class alone.
    """

    kind: str
    function: str
    line: int
    before: str
    after: str
    source: str
    definition: str = ""

    @property
    def name(self) -> str:
        return f"{self.function}:{self.line} {self.kind}"


def make_mutants(source: str) -> list[Mutant]:
    """Every mutant of a module's source, in the order of its lines. The same every time."""
    mutants = (mutant for mutant, _ in _as_written(source, None, RULES))
    return sorted(mutants, key=lambda mutant: mutant.line)


def _as_written(
    source: str, names: Container[str] | None, rules: Sequence[Rules]
) -> Iterator[tuple[Mutant, Change]]:
    """Every mutant with the change that made it, as its author would have written it."""
    text = Text(source)
    for node in ast.parse(source).body:
        if names is not None and getattr(node, "name", None) not in names:
            continue
        seen = {ast.dump(node)}
        parents = parents_of(node)
        for owner, change in changes_in(node, text, rules):
            mutant = _apply(text, node, parents, owner, change, seen)
            if mutant is not None:
                yield mutant, change


def changed_sources(
    source: str, names: Container[str], rules: Sequence[Rules] = RULES
) -> Iterator[tuple[Mutant, Change]]:
    """The mutants of these functions and classes, each with the change that made it.

    They are to be run and not to be read: what is changed stands in parentheses, whether it needs
    them or not, `before` and `after` are empty, and some may be no code.
    """
    text = Text(source)
    for node in ast.parse(source).body:
        if getattr(node, "name", None) not in names:
            continue
        seen: set[str] = set()
        for owner, change in changes_in(node, text, rules):
            mutant = _roughly(text, node, owner, change)
            if mutant.definition not in seen:
                seen.add(mutant.definition)
                yield mutant, change


def richer_sources(source: str, names: Container[str]) -> Iterator[tuple[Mutant, Change]]:
    """Further mistakes with the change that made each: many, and often far-fetched."""
    yield from changed_sources(source, names, FURTHER)
    for name, node in _definitions(source, names):
        yield from changed_sources(source, {name}, (mutations_wraps.rules_for(node),))


def network_sources(source: str, names: Container[str]) -> Iterator[tuple[Mutant, Change]]:
    """Mistakes in the layers of these networks, with the change that made each."""
    for name, node in _definitions(source, names):
        yield from _as_written(source, {name}, (mutations_layers.rules_for(node),))


def _definitions(source: str, names: Container[str]) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.parse(source).body:
        name = str(getattr(node, "name", ""))
        if name in names:
            yield name, node


class Text:
    """A source, its solution blocks, and positions in it as the syntax tree counts them (bytes)."""

    def __init__(self, source: str) -> None:
        self.data = source.encode()
        lines = self.data.splitlines(keepends=True)
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line))
        stripped = [line.strip().decode() for line in lines]
        begins = [number for number, line in enumerate(stripped, 1) if line == SOLUTION_BEGIN]
        ends = [number for number, line in enumerate(stripped, 1) if line == SOLUTION_END]
        self.blocks = list(zip(begins, ends, strict=False)) or [(0, len(lines) + 1)]

    def start(self, node: ast.AST) -> int:
        return int(self.starts[node.lineno - 1] + node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        return int(self.starts[node.end_lineno - 1] + node.end_col_offset)  # type: ignore[attr-defined]

    def bounds(self, top: ast.stmt) -> tuple[int, int]:
        """Where a definition begins, decorators included, and where it ends."""
        decorators = getattr(top, "decorator_list", [])
        return self.starts[min(part.lineno for part in (top, *decorators)) - 1], self.end(top)

    def __call__(self, node: ast.AST, until: ast.AST | None) -> str:
        if until is not None:
            return self.data[self.end(node) : self.start(until)].decode()
        return self.data[self.start(node) : self.end(node)].decode()

    def is_solution(self, node: ast.AST) -> bool:
        line = getattr(node, "lineno", None)
        return line is not None and any(begin < line < end for begin, end in self.blocks)


def parents_of(top: ast.AST) -> dict[ast.AST, tuple[ast.AST, str, int | None]]:
    """Where each node stands: its parent, the field, and the place where that is a list."""
    places: dict[ast.AST, tuple[ast.AST, str, int | None]] = {}
    for parent in ast.walk(top):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                places[value] = (parent, field, None)
            elif isinstance(value, list):
                places |= {
                    item: (parent, field, index)
                    for index, item in enumerate(value)
                    if isinstance(item, ast.AST)
                }
    return places


def changes_in(
    top: ast.stmt, text: Text, rules: Sequence[Rules], owner: str = ""
) -> Iterator[tuple[str, Change]]:
    """Every change of the code a learner writes, with the function or method it stands in."""
    if isinstance(top, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        owner = f"{owner}.{top.name}".removeprefix(".")
        if not isinstance(top, ast.ClassDef):
            for default in [*top.args.defaults, *filter(None, top.args.kw_defaults)]:
                for node in _walk(default):
                    for change in changes_of(node, text, rules):
                        yield owner, change._replace(kind="default value")
        for statement in top.body:
            yield from changes_in(statement, text, rules, owner)
        return
    if isinstance(top, (ast.Import, ast.ImportFrom)) or _is_documentation(top):
        return
    if not owner and _is_type_alias(top):
        return
    for node in _walk(top):
        if text.is_solution(node) or isinstance(node, ast.comprehension):
            for change in changes_of(node, text, rules):
                if text.is_solution(change.node):
                    yield owner, change


def changes_of(node: ast.AST, text: TextOf, rules: Sequence[Rules]) -> Iterator[Change]:
    """Every change of one node."""
    for some in rules:
        for rule in some.get(type(node), ()):
            yield from rule(node, text)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Like `ast.walk`, but without what is no code of its own."""
    yield node
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return  # a negative number is one number
    for field, child in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "exc", "msg"):
            continue
        for part in child if isinstance(child, list) else [child]:
            if isinstance(part, ast.JoinedStr) or not isinstance(part, ast.AST):
                continue
            if isinstance(part, ast.stmt) and _is_documentation(part):
                continue
            if isinstance(part, ast.Constant) and _callee_is(node, "einsum"):
                continue  # any other text is an error at once
            yield from _walk(part)


def _callee_is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name


def _is_documentation(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_type_alias(node: ast.stmt) -> bool:
    """`Pair = int | tuple[int, int]`: names, subscripts and bars only."""
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
        return False
    allowed = (ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.BinOp, ast.BitOr, ast.Load)
    return all(
        isinstance(part, allowed) or (isinstance(part, ast.Constant) and part.value in (None, ...))
        for part in ast.walk(node.value)
    )


def _apply(
    text: Text,
    top: ast.stmt,
    parents: dict[ast.AST, tuple[ast.AST, str, int | None]],
    owner: str,
    change: Change,
    seen: set[str],
) -> Mutant | None:
    """The mutant of one change; None when it is no code, changes nothing, or exists already."""
    wanted = _intended(top, parents, change)
    if wanted is None or wanted in seen:
        return None
    start, end = text.start(change.node), text.end(change.node)
    first, last = text.bounds(top)
    for new in (change.text, f"({change.text})", change.safe, f"({change.safe})"):
        raw = new.encode()
        changed = text.data[first:start] + raw + text.data[end:last]
        if new.strip("()") and _dump(changed.decode()) == wanted:
            seen.add(wanted)
            data = text.data[:start] + raw + text.data[end:]
            return _mutant(text, owner, change, data, changed.decode())
    raise AssertionError(f"a change of {change.kind} cannot be written: {change.text}")


def _roughly(text: Text, top: ast.stmt, owner: str, change: Change) -> Mutant:
    """The mutant of one change, whatever it comes to."""
    node, new = change.node, change.safe or change.text
    if isinstance(node, ast.expr) and not isinstance(node, ast.Slice):
        new = f"({new})"
    first, last = text.bounds(top)
    start, end = text.start(node), text.end(node)
    data = text.data[:start] + new.encode() + text.data[end:]
    return Mutant(
        kind=change.kind,
        function=owner or "the module",
        line=node.lineno,
        before="",
        after="",
        source=data.decode(),
        definition=data[first : last + len(data) - len(text.data)].decode(),
    )


def meant(change: Change) -> ast.AST | None:
    """What is to stand in the place of a change's node; None where that is no code."""
    node, code = change.node, change.safe or change.text
    new: ast.AST
    try:
        if isinstance(node, ast.Slice):
            subscript = ast.parse(f"_[{code}]", mode="eval").body
            new = subscript.slice if isinstance(subscript, ast.Subscript) else subscript
        elif isinstance(node, ast.expr):
            new = ast.parse(f"({code})", mode="eval").body
        else:
            new = ast.parse(code).body[0]
    except SyntaxError:
        return None
    if isinstance(getattr(node, "ctx", None), ast.Store):
        for part in ast.walk(new):
            if isinstance(part, (ast.Name, ast.Tuple)):
                part.ctx = ast.Store()
    return new


def _intended(
    top: ast.stmt, parents: dict[ast.AST, tuple[ast.AST, str, int | None]], change: Change
) -> str | None:
    """The tree as it is meant to be, as text."""
    node, new = change.node, meant(change)
    if new is None:
        return None
    if node not in parents:
        return ast.dump(new)
    parent, field, index = parents[node]
    place = getattr(parent, field) if index is not None else None
    if place is not None and index is not None:
        place[index] = new
        wanted = ast.dump(top)
        place[index] = node
    else:
        setattr(parent, field, new)
        wanted = ast.dump(top)
        setattr(parent, field, node)
    return wanted


def _dump(code: str) -> str | None:
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return None
    return ast.dump(body[0]) if len(body) == 1 else None


def _mutant(text: Text, owner: str, change: Change, data: bytes, definition: str) -> Mutant:
    old, new = text.data.decode().splitlines(), data.decode().splitlines()
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Mutant(
        kind=change.kind,
        function=owner or "the module",
        line=same + 1,
        before=" ".join(line.strip() for line in old[same : len(old) - tail]),
        after=" ".join(line.strip() for line in new[same : len(new) - tail]),
        source=data.decode(),
        definition=definition,
    )
