"""Well-known exceptions in plain words: the text of an exception and the learner's source in, a hint out."""

from __future__ import annotations

import ast
import builtins
import difflib
import re

from grader.messages import message

KNOWN = (
    (r"does not require grad and does not have a grad_fn", "no_graph"),
    (r"before Module\.__init__\(\) call|has no attribute '_(parameters|modules)'", "module_init"),
    (r"a leaf Variable that requires grad .*in-place", "leaf"),
    (r"modified by an inplace operation", "in_place"),
    (r"backward through the graph a second time", "second_backward"),
    (r"Can't call numpy\(\) on Tensor that requires grad", "detach"),
    (
        r"(same|different) devices?\b.*(cpu|cuda)|Expected all tensors to be on the same device",
        "device",
    ),
    (
        r"operands could not be broadcast|shapes cannot be multiplied|matmul: Input operand"
        r"|not aligned|The size of tensor a|could not broadcast|size mismatch|must match the size",
        "sizes",
    ),
    (r"cannot reshape array|is invalid for input of size", "reshape"),
    (r"truth value of an array|Boolean value of Tensor", "truth"),
    (r"'NoneType' object|NoneType and|and 'NoneType'", "none"),
    (r"only (integer|length-1|0-dimensional|size-1)|can only convert an array of size 1", "scalar"),
    (r"Cannot cast ufunc|can't be cast to the desired output type", "cast"),
    (r"^IndexError|out of (range|bounds)", "index"),
    (r"^KeyError", "key"),
    (r"^UnboundLocalError", "unbound"),
    (r"^RecursionError", "recursion"),
    (r"^ZeroDivisionError", "zero"),
    (r"^MemoryError|Unable to allocate|not enough memory", "memory"),
    (r"^(SystemExit|KeyboardInterrupt)", "exit"),
    (
        r"expected scalar type|must have the same dtype|expected m1 and m2 to have the same dtype",
        "dtype",
    ),
    (r"not callable", "callable"),
    (r"has no attribute", "attribute"),
)


def advice(error: str, source: str) -> str | None:
    """What an exception such as "NameError: name 'exq' is not defined" usually means."""
    if missing := re.search(r"No module named '([\w.]+)'", error):
        return message("exception.package", name=missing[1].partition(".")[0])
    if unknown := re.search(r"NameError: name '(\w+)' is not defined", error):
        near = difflib.get_close_matches(unknown[1], _names(source), 1)
        key = "exception.name_near" if near else "exception.name"
        return message(key, name=unknown[1], near=near[0] if near else "")
    for pattern, key in KNOWN:
        if re.search(pattern, error):
            return message(f"exception.{key}")
    return None


def _names(source: str) -> set[str]:
    """Every name that a source binds or imports, and Python's own."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    names = {name for name in dir(builtins) if not name.startswith("_")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
    return names
