"""The evidence of a failure: the call that shows it, as text that can be pasted into Python."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader import values
from grader.messages import message
from grader.model import Counterexample
from grader.student import Call, RemoteObject

PASTE_LIMIT = 400
STEPS_SHOWN = 24

Signatures = Mapping[str, inspect.Signature]


def counterexample(
    calls: list[Call], signatures: Signatures, expected: str, actual: str
) -> Counterexample | None:
    """The last call of a failing example with what it should and did give.

    Its text is empty where nobody could paste it: a harness was asked, or its arrays are long.
    """
    if not calls:
        return None
    text = "" if calls[-1].name.startswith("harness.") else call_text(calls, signatures)
    return Counterexample(call=text, expected=expected, actual=actual)


def call_text(calls: list[Call], signatures: Signatures) -> str:
    """The last call as Python text, after the calls that built and changed the objects it uses."""
    names: dict[int, str] = {}
    needed = _needed(calls)
    lines = []
    for call in needed:
        text = _one_call(call, signatures, names)
        if isinstance(call.result, RemoteObject) and call is not needed[-1]:
            key = id(call.result)
            if key not in names:
                names[key] = _variable(call.result, names)
            text = f"{names[key]} = {text}"
        lines.append(text)
    if len(lines) > STEPS_SHOWN:
        lines = [
            *lines[:2],
            message("evidence.more_calls", count=len(lines) - STEPS_SHOWN),
            *lines[-(STEPS_SHOWN - 2) :],
        ]
    return "\n".join(lines)


def _needed(calls: list[Call]) -> list[Call]:
    """The last call and, before it, every call that made or used the objects it involves.

    What was made of an object counts too: `backward` of a result changes what it was made of. So does what
    was done to another object of the last one's class: they may share what each should have for itself.
    """
    touched = [
        _objects(call) | ({id(call.result)} if isinstance(call.result, RemoteObject) else set())
        for call in calls
    ]
    objects: set[int] = set()
    wider = touched[-1] | _changed_kin(calls)
    while wider != objects:
        objects = wider
        wider = objects.union(*(some for some in touched if some & objects))
    used = [call for call, some in zip(calls[:-1], touched, strict=False) if some & objects]
    return [*used, calls[-1]]


def _changed_kin(calls: list[Call]) -> set[int]:
    """The objects of the last call's class whose methods were called after its own object was made."""
    own = calls[-1].target
    if not isinstance(own, RemoteObject):
        return set()
    made = next((place for place, call in enumerate(calls) if call.result is own), len(calls))
    return {
        id(call.target)
        for call in calls[made:]
        if call.op == "method"
        and isinstance(call.target, RemoteObject)
        and call.target._handle.class_name == own._handle.class_name
    }


def _objects(call: Call) -> set[int]:
    objects = {
        id(value)
        for value in (*call.args, *call.kwargs.values())
        if isinstance(value, RemoteObject)
    }
    if isinstance(call.target, RemoteObject):
        objects.add(id(call.target))
    for value in call.args:
        if isinstance(value, (tuple, list)):
            objects |= {id(item) for item in value if isinstance(item, RemoteObject)}
    return objects


def _variable(value: RemoteObject, names: dict[int, str]) -> str:
    base = value._handle.class_name.lower()
    taken = sum(1 for name in names.values() if name.rstrip("0123456789") == base)
    return base if not taken else f"{base}{taken + 1}"


SYMBOLS = {
    "add": "{} + {}",
    "sub": "{} - {}",
    "mul": "{} * {}",
    "truediv": "{} / {}",
    "pow": "({}) ** {}",
    "matmul": "{} @ {}",
    "lt": "{} < {}",
    "le": "{} <= {}",
    "gt": "{} > {}",
    "ge": "{} >= {}",
    "eq": "{} == {}",
    "ne": "{} != {}",
    "getitem": "{}[{}]",
    "neg": "-{}",
    "pos": "+{}",
    "abs": "abs({})",
}


def _one_call(call: Call, signatures: Signatures, names: dict[int, str]) -> str:
    if call.op == "op":
        parts = [paste(value, names) for value in call.args]
        symbol = SYMBOLS.get(call.name)
        if symbol is None:
            return f"{call.name}({', '.join(parts)})"
        if call.name == "pow" and parts[0].isidentifier():
            symbol = "{} ** {}"
        return symbol.format(*parts)
    owner = ""
    key = call.name
    if isinstance(call.target, RemoteObject):
        owner = names.get(id(call.target), call.target._handle.class_name.lower())
        key = f"{call.target._handle.class_name}.{call.name}"
    if call.op == "get":
        return f"{owner}.{call.name}"
    if call.op == "set":
        return f"{owner}.{call.name} = {paste(call.args[0], names)}"
    # An object is made as it was, by position: the order of a constructor's parameters may be the mistake.
    named = None if isinstance(call.result, RemoteObject) and not owner else signatures.get(key)
    arguments = ", ".join(_arguments(call, named, names))
    if call.name == "__call__":
        return f"{owner}({arguments})"
    return f"{owner}.{call.name}({arguments})" if owner else f"{call.name}({arguments})"


def _arguments(call: Call, signature: inspect.Signature | None, names: dict[int, str]) -> list[str]:
    positional = list(signature.parameters.values()) if signature else []
    if positional and positional[0].name == "self":
        positional = positional[1:]
    texts = []
    for index, value in enumerate(call.args):
        text = paste(value, names)
        named = (
            index < len(positional)
            and positional[index].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        )
        texts.append(f"{positional[index].name}={text}" if named else text)
    return texts + [f"{name}={paste(value, names)}" for name, value in call.kwargs.items()]


def paste(value: Any, names: Mapping[int, str] | None = None) -> str:
    """A value as Python source, with `np` and `torch` imported; long arrays as their shape."""
    if isinstance(value, RemoteObject):
        return (names or {}).get(id(value), value._handle.class_name.lower())
    if isinstance(value, np.ndarray):
        return _paste_array(value, "np.array", "np")
    if type(value).__module__ == "torch" and hasattr(value, "detach"):
        return _paste_array(values.to_numpy(value), "torch.tensor", "torch")
    if isinstance(value, np.generic):
        return f"np.{value.dtype.name}({value.item()!r})"
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        inside = ", ".join(paste(item, names) for item in value)
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{paste(k, names)}: {paste(v, names)}" for k, v in value.items()) + "}"
        )
    if isinstance(value, float) and not np.isfinite(value):
        return f"float('{value}')"
    return repr(value)[:PASTE_LIMIT]


def _paste_array(array: Any, maker: str, module: str) -> str:
    plain = array.dtype.name in (
        ("float64", "int64", "bool") if module == "np" else ("float32", "int64", "bool")
    )
    dtype = "" if plain and array.size else f", dtype={module}.{array.dtype.name}"
    if array.size > PASTE_LIMIT:
        sizes = ", ".join(map(str, array.shape))
        note = message("evidence.not_shown", count=array.size)
        return f"{module}.zeros(({sizes},){dtype})  {note}"
    with np.printoptions(threshold=PASTE_LIMIT + 1, linewidth=10**6):
        values = (
            repr(array.tolist()).replace("nan", f"{module}.nan").replace("inf", f"{module}.inf")
        )
    text = f"{maker}({values}{dtype})"
    if 0 in array.shape and array.ndim > 1:
        text = f"{module}.zeros(({', '.join(map(str, array.shape))},){dtype})"
    return text
