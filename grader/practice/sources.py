"""The part of a checks file that may be published: some of its checks, and what they stand on.

Runs in the judge, over the course's own code, which is parsed and not imported.
"""

from __future__ import annotations

import ast
from collections.abc import Collection


def published_source(source: str, checks: Collection[str]) -> str:
    """The source of a checks file with these checks only, and with what they use, directly or not.

    Functions keep their text, from which Hypothesis seeds its draws.
    """
    tree = ast.parse(source)
    lines = source.splitlines()
    statements = [node for node in tree.body if not _is_text(node)]
    homes = {name: node for node in statements for name in _defined(node)}
    wanted = [node for node in statements if _is_wanted(node, checks)]
    kept: set[int] = set()
    while wanted:
        node = wanted.pop()
        if id(node) not in kept:
            kept.add(id(node))
            wanted += [homes[name] for name in _used(node) if name in homes]
    parts = [_text(node, lines, checks) for node in statements if id(node) in kept]
    return "\n\n".join(parts) + "\n"


def texts_in(source: str) -> set[str]:
    """Every text that stands in a source as a constant: the names of files that it reads are among them."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_wanted(node: ast.stmt, checks: Collection[str]) -> bool:
    """Whether a statement is one of the checks, or does something by itself."""
    if isinstance(node, ast.FunctionDef):
        return node.name in checks
    return isinstance(node, (ast.Expr, ast.For, ast.If, ast.With)) or (
        isinstance(node, ast.ImportFrom) and node.module == "__future__"
    )


def _defined(node: ast.stmt) -> set[str]:
    """The names that a statement of the top level gives a meaning to."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return {
        name.id
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }


def _used(node: ast.stmt) -> set[str]:
    """The names that a statement reads, and those of fixtures that a function takes."""
    names = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    return names | {argument.arg for argument in ast.walk(node) if isinstance(argument, ast.arg)}


def _text(node: ast.stmt, lines: list[str], checks: Collection[str]) -> str:
    """A statement's own lines; a check requires those checks alone that are published with it."""
    decorators = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    text = lines[first - 1 : node.end_lineno]
    for mark in decorators:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.requires"):
            kept = [name for name in mark.args if ast.literal_eval(name) in checks]
            marker = ast.unparse(ast.Call(mark.func, list(kept), []))
            begin, end = mark.lineno - first, (mark.end_lineno or mark.lineno) - first
            text[begin : end + 1] = [f"@{marker}"] + [""] * (end - begin) if kept else []
            break
    return "\n".join(text)
