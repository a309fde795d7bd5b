"""Two versions of a learner's source -> which of its functions are others now, and what to check first.

The source is text: it is parsed, never run, and one that cannot be parsed counts as changed throughout.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

import msgspec

from grader.model import FAILING, Report


class Definition(msgspec.Struct, frozen=True):
    """A function or class at the top of a file: its code without comments, and the names in it."""

    code: str
    names: frozenset[str]


def changed_functions(before: str, after: str) -> set[str] | None:
    """The functions and classes that changed, with those that use them; None where it may be all of them."""
    old, new = _definitions(before), _definitions(after)
    if old is None or new is None or old[""].code != new[""].code:
        return None
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    growing = True
    while growing:
        users = {
            name for name, definition in new.items() if definition.names & changed and name
        } - changed
        changed |= users
        growing = bool(users)
    return changed


def first_checks(
    last: Report | None, functions: Mapping[str, Sequence[str]], changed: set[str] | None
) -> list[str]:
    """The ids of the checks to run before the others: what failed last, then what is about a changed function.

    `functions` are the learner's functions that each check is about, by id.
    """
    if last is None:
        return []
    failed = [check.id for check in last.checks if check.status in (*FAILING, "error")]
    about = {check.id: functions.get(check.id) or check.functions for check in last.checks}
    touched = [name for name, uses in about.items() if changed is None or changed & {*uses}]
    return list(dict.fromkeys([*failed, *touched]))


def _definitions(source: str) -> dict[str, Definition] | None:
    """What a file defines by name; what stands outside of all definitions under ""."""
    try:
        tree = ast.parse(source)
        own = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        definitions = {node.name: _definition(node) for node in tree.body if isinstance(node, own)}
        tree.body = [node for node in tree.body if not isinstance(node, own)]
        return {**definitions, "": _definition(tree)}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _definition(tree: ast.AST) -> Definition:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return Definition(ast.dump(tree), frozenset(names))
