"""Writes the parts of the docs that follow from the code; a test holds them against it.

    python docs/generate.py

docs/authors.md gets the tables of `grader.testing` and `grader.watching` (every name, its signature, the
first paragraph of its docstring) and the fields of the TOML files that authors write.
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import msgspec

from grader import testing, watching
from grader.course.exercises import ExerciseFile
from grader.course.hints import After, HintsFile

DOCS = Path(__file__).resolve().parent
MACHINERY = ("context", "internals", "plugin")
BEGIN, END = "<!-- begin: {} -->", "<!-- end: {} -->"


def face_table(module: object, names: list[str]) -> str:
    """Rows `name(signature)`, what it does, for the public names of a module."""
    rows = ["| name | what it does |", "| --- | --- |"]
    for name in sorted(names, key=str.casefold):
        value = getattr(module, name)
        summary = " ".join((inspect.getdoc(value) or "").partition("\n\n")[0].split())
        if callable(value):
            rows.append(f"| `{name}{_signature(value)}` | {summary} |")
        else:
            rows.append(f"| `{name}` | `{value!r}` |")
    return "\n".join(rows)


def _signature(value: object) -> str:
    """The parameters with their defaults; types are left to the docstring."""
    parameters = inspect.signature(value).parameters.values()  # type: ignore[arg-type]  # callable, as the caller saw
    plain = []
    for parameter in parameters:
        default = parameter.default
        if isinstance(default, type) and default is not inspect.Parameter.empty:
            parameter = parameter.replace(default=_Named(default.__name__))
        plain.append(parameter.replace(annotation=inspect.Parameter.empty))
    return str(inspect.Signature(plain))


class _Named(str):
    """A name that shows itself without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


def authors_names() -> list[str]:
    """What of `grader.testing` is for authors; what stands in `MACHINERY` is for the rooms above it."""
    face = Path(testing.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    machinery = {
        alias.name
        for node in ast.parse(face).body
        if isinstance(node, ast.ImportFrom) and node.module in MACHINERY
        for alias in node.names
    }
    return [name for name in testing.__all__ if name not in machinery]


def fields_table(file: type[msgspec.Struct]) -> str:
    """Rows name, type, default, meaning for the fields of a TOML file; the meanings are their comments."""
    source = inspect.getsource(file)
    rows = ["| field | type | default | meaning |", "| --- | --- | --- | --- |"]
    for field in msgspec.structs.fields(file):
        line = next(
            line for line in source.splitlines() if line.strip().startswith(f"{field.name}:")
        )
        code, _, meaning = line.partition("  # ")
        kind = code.partition(":")[2].partition("=")[0].strip().replace("|", "or")
        default = code.partition("=")[2].strip() or "required"
        if default != "required":
            default = f"`{default}`"
        rows.append(f"| `{field.name}` | `{kind}` | {default} | {meaning} |")
    return "\n".join(rows)


def with_part(page: str, part: str, text: str) -> str:
    """The page with what stands between the marks of `part` replaced."""
    begin, end = BEGIN.format(part), END.format(part)
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    if not after and end not in page:
        raise ValueError(f"the page has no {begin} and {end}")
    return f"{before}{begin}\n{text}\n{end}{after}"


def authors_page(page: str) -> str:
    """docs/authors.md with its tables as the code has them now."""
    names = [name for name in watching.__all__ if name != "Facts"]
    parts = {
        "grader.testing": face_table(testing, authors_names()),
        "grader.watching": face_table(watching, names),
        "exercise.toml": fields_table(ExerciseFile),
        "hints.toml": fields_table(HintsFile),
        "hints.toml [after]": fields_table(After),
    }
    for part, text in parts.items():
        page = with_part(page, part, text)
    return page


if __name__ == "__main__":
    path = DOCS / "authors.md"
    path.write_text(authors_page(path.read_text(encoding="utf-8")), encoding="utf-8")
