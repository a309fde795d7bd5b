"""The bank of known wrong answers: `solutions/NN_name/wrong/*.py`, each an overlay of the reference."""

from __future__ import annotations

import ast
import difflib
import re
from pathlib import Path

import msgspec

from grader.course.sources import overlay
from grader.course.toml_files import read_toml
from grader.errors import CourseError, UsageError
from grader.messages import message
from grader.model import Exercise, Submission


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """One misconception: what it is called, what the learner is told, and its code."""

    name: str
    title: str
    explanation: str
    hint: str | None
    overrides: frozenset[str]
    source: str


class VariantTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong file's docstring in another language."""

    title: str | None = None
    explanation: str | None = None
    hint: str | None = None


def read_variants(exercise: Exercise) -> list[Variant]:
    """Every wrong file of an exercise, by name, its texts in the language in use where they are.

    `wrong/zh.toml` holds the texts in the language zh, by the names of the wrong files. Raises
    `CourseError` for a wrong file without a docstring.
    """
    reference = exercise.reference.read_text(encoding="utf-8")
    folder = exercise.private / "wrong"
    translated = folder / f"{message('language')}.toml"
    texts = read_toml(translated, dict[str, VariantTexts]) if translated.is_file() else {}
    return [
        _read(path, reference, texts.get(path.stem, VariantTexts()))
        for path in sorted(folder.glob("*.py"))
    ]


def alternative_files(exercise: Exercise) -> list[Path]:
    """The correct solutions in other styles, to be laid over the reference."""
    folder = exercise.folder.parent.parent / "tests" / "alternatives" / exercise.id
    return sorted(folder.glob("*.py"))


def read_overlay(exercise: Exercise, path: Path) -> Submission:
    """A wrong file or an alternative as if a learner had handed it in, laid over the reference.

    `path` is a file, or its name within the exercise's private half or its folder wrong/, with or
    without .py. Raises `UsageError` with the nearest name for anything else.
    """
    wrong = exercise.private / "wrong"
    places = (path, exercise.private / path, wrong / path, wrong / f"{path}.py")
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        names = sorted(known.stem for known in wrong.glob("*.py"))
        near = difflib.get_close_matches(path.stem, names, 1, cutoff=0.4)
        values = {"exercise": exercise.id, "path": path, "names": ", ".join(names)}
        key = "near" if near else "known" if names else "none"
        raise UsageError(message(f"wrong.missing.{key}", **values, near="".join(near)))
    try:
        source = overlay(exercise.reference.read_text("utf-8"), file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(message("file.unreadable", path=file, error=error)) from None
    return Submission(source=source, path=file, label=f"{file.parent.name}/{file.name}")


def _read(path: Path, reference: str, texts: VariantTexts) -> Variant:
    source = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"{path}:{error.lineno}: {error.msg}") from None
    text = ast.get_docstring(tree)
    if not text:
        raise CourseError(
            f"{path}: expected a docstring: the misconception's name, then what the learner is told"
        )
    title, *paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    hints = [part.removeprefix("Hint:").strip() for part in paragraphs if part.startswith("Hint:")]
    return Variant(
        name=path.stem,
        title=texts.title or title.rstrip("."),
        explanation=texts.explanation
        or " ".join(part for part in paragraphs if not part.startswith("Hint:")),
        hint=texts.hint or (hints[0] if hints else None),
        overrides=frozenset(_defined(tree)),
        source=overlay(reference, source),
    )


def _defined(tree: ast.Module) -> set[str]:
    """The names that a module's top level defines: functions, classes, and what is assigned."""
    names = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            names |= {
                part.id
                for part in ast.walk(node)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
    return names


def harness_uses(source: str) -> dict[str, set[str]]:
    """For each function of a harness, the names of the learner's module that it uses, directly or not."""
    tree = ast.parse(source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    among = references_among(source)
    direct = {
        name: {
            part.attr
            for part in ast.walk(node)
            if isinstance(part, ast.Attribute)
            and isinstance(part.value, ast.Name)
            and node.args.args
            and part.value.id == node.args.args[0].arg
        }
        for name, node in functions.items()
    }
    return {
        name: direct[name].union(*(direct.get(other, set()) for other in among[name]))
        for name in functions
    }


def references_among(source: str) -> dict[str, set[str]]:
    """For each top-level function or class of a module, what else of it it uses, directly or not."""
    tree = ast.parse(source)
    names = _defined(tree)
    direct = {
        node.name: {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        & names - {node.name}
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    closed: dict[str, set[str]] = {}
    for name in direct:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            for other in direct.get(waiting.pop(), set()) - seen:
                seen.add(other)
                waiting.append(other)
        closed[name] = seen - {name}
    return closed
