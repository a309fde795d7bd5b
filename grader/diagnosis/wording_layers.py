"""Names for changed layers: the words of `wording` for networks."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Set
from itertools import zip_longest

from grader.diagnosis.phrases import Worded, parsed, said
from grader.mutation import Change, name_of_callee


def _layers(change: Change, known: Set[str]) -> str | None:
    """Which layer of a sequence is missing, or which two stand in the wrong order."""
    old, new = _entries(change.node), _entries(parsed(change))
    place = next(
        (n for n, (a, b) in enumerate(zip_longest(old, new)) if _dumped(a) != _dumped(b)), None
    )
    if place is None or place >= len(old):
        return None
    one = _layer(old[place])
    if len(new) < len(old):
        return said("layer_missing", layer=one) if one else None
    two = _layer(old[place + 1])
    return said("layers_exchanged", one=one, two=two) if one and two else None


def _entries(node: ast.AST | None) -> list[ast.expr]:
    return list(getattr(node, "args", None) or getattr(node, "elts", []))


def _dumped(node: ast.AST | None) -> str:
    return ast.dump(node) if node is not None else ""


def _layer(node: ast.AST | None) -> str:
    """What makes a layer, by PyTorch's name; empty for a class of the reference's own."""
    name = name_of_callee(node) if isinstance(node, ast.Call) else ""
    return "" if name.startswith("_") else name


def _other_layer(change: Change, known: Set[str]) -> str | None:
    given, wanted = _layer(parsed(change)), _layer(change.node)
    return said("function", given=given, wanted=wanted) if given and wanted else None


def _not_applied(change: Change, known: Set[str]) -> str | None:
    layer = change.node.func.attr if isinstance(change.node, ast.Call) else ""  # type: ignore[attr-defined]  # a call of an attribute of self: the rule makes no other
    return said("not_applied", layer=layer) if layer in known else said("not_applied_some")


def setting(change: Change, known: Set[str]) -> str | None:
    """A named setting of a layer that has another value."""
    new, name = parsed(change), change.kind.removeprefix("setting ")
    if not isinstance(new, ast.Call):
        return None
    value = next((keyword.value for keyword in new.keywords if keyword.arg == name), None)
    layer = _layer(new)
    if value is None or not layer:
        return None
    return said("setting", name=name, given=ast.unparse(value), layer=layer)


def shared(names: list[str], known: Set[str]) -> str | None:
    if all(name in known for name in names) and len(names) > 1:
        return said("shared", one=names[1], two=names[0])
    return said("shared_some")


WORDS: Mapping[str, Worded] = {
    "layer": _other_layer,
    "layer left out": _layers,
    "layer not applied": _not_applied,
    "layers exchanged": _layers,
    "plain list": lambda change, known: said("plain_list"),
}
