"""Mutants that no single place makes: the same mistake at every like place, and steps in another order.

A definition is written anew from its tree, so comments are lost; for `diagnosis` only.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from grader.mutation import mutations_wraps
from grader.mutation.mutants import FURTHER, RULES, Mutant, Text, changes_in, meant, parents_of
from grader.mutation.mutations import Change
from grader.mutation.mutations_steps import rearranged

FEWEST, MOST = 2, 6  # places that are changed together
WITHOUT_TWINS = ("name", "constant", "default value")
"""Kinds of change that say the same only where the text is the same."""


def repeated_sources(source: str, names: Container[str]) -> Iterator[tuple[Mutant, Change]]:
    """The same mistake at several like places of a function or class at once.

    Of each method and kind of change the first, then of each the next: there may be more than anybody asks for.
    """
    text = Text(source)
    for top in ast.parse(source).body:
        if getattr(top, "name", None) not in names:
            continue
        rules = (*RULES, *FURTHER, mutations_wraps.rules_for(top))
        parents = parents_of(top)
        seen: set[str] = set()
        for owner, changes in _in_turns(_groups(list(changes_in(top, text, rules)), text)):
            places = [(parents[change.node], meant(change)) for change in changes]
            if any(new is None for _, new in places):
                continue
            for (parent, field, index), new in places:
                _put(parent, field, index, new)
            definition = ast.unparse(top)
            for (parent, field, index), change in zip(
                (place for place, _ in places), changes, strict=True
            ):
                _put(parent, field, index, change.node)
            if definition not in seen:
                seen.add(definition)
                yield _mutant(source, top, owner, changes[0], definition), changes[0]


def reordered_sources(source: str, names: Container[str]) -> Iterator[tuple[Mutant, Change]]:
    """Steps of a function or method in another order or place."""
    for top in ast.parse(source).body:
        if getattr(top, "name", None) in names:
            for owner, change in rearranged(top):
                definition = ast.unparse(top)
                yield _mutant(source, top, owner, change, definition), change


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST | None) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _groups(
    changes: Sequence[tuple[str, Change]], text: Text
) -> Iterator[tuple[str, list[Change]]]:
    """Changes that are one mistake made several times: alike in their texts, or twins but for their names."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    owners: dict[int, str] = {}
    ordinals: dict[tuple[int, str], int] = {}
    for owner, change in changes:
        owners[id(change)] = owner
        written = text(change.node, None)
        groups.setdefault((owner, change.kind, written, change.text), []).append(change)
        place = ordinals.setdefault((id(change.node), change.kind), 0)
        ordinals[id(change.node), change.kind] += 1
        if change.kind not in WITHOUT_TWINS:
            twin = (owner, change.kind, _skeleton(change.node), place)
            groups.setdefault(twin, []).append(change)
            groups.setdefault((*twin, change.node.lineno), []).append(change)
    for members in groups.values():
        are_apart = all(_end(one.node) <= _start(next_.node) for one, next_ in pairwise(members))
        if FEWEST <= len(members) <= MOST and are_apart:
            yield owners[id(members[0])], members


def _in_turns(groups: Iterable[tuple[str, list[Change]]]) -> Iterator[tuple[str, list[Change]]]:
    kinds: dict[tuple[str, str], list[tuple[str, list[Change]]]] = {}
    for owner, changes in groups:
        kinds.setdefault((owner, changes[0].kind), []).append((owner, changes))
    for turn in zip_longest(*kinds.values()):
        yield from filter(None, turn)


def _start(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def _skeleton(node: ast.AST) -> str:
    """The tree of a node without names and numbers."""
    bare = copy.deepcopy(node)
    for part in ast.walk(bare):
        if isinstance(part, ast.Name):
            part.id = ""
        elif isinstance(part, ast.Constant):
            part.value = None
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            part.attr = part.attr if part.value.id else ""
    return ast.dump(bare)


def _mutant(source: str, top: ast.stmt, owner: str, change: Change, definition: str) -> Mutant:
    lines = source.splitlines()
    decorators = getattr(top, "decorator_list", [])
    first = min(node.lineno for node in (top, *decorators))
    whole = [*lines[: first - 1], definition, *lines[top.end_lineno or first :]]
    return Mutant(
        kind=change.kind,
        function=owner or "the module",
        line=change.node.lineno,
        before="",
        after="",
        source="\n".join(whole) + "\n",
        definition=definition,
    )
