"""The names that an author's expressions know: the reference, own helpers, NumPy, and snippets run.

Everything here is the course's own code, run in the judge; it is loaded when a key first asks.
"""

from __future__ import annotations

import contextlib
import io
import sys
import threading
import types
from collections.abc import Iterator, Mapping
from typing import Any

from grader.course import load_module
from grader.errors import CourseError
from grader.model import Exercise
from grader.quiz.expressions import ExpressionError

_printing = threading.Lock()


class Trusted:
    """Loads `ref` and `own` of one exercise, each once."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._loaded: dict[str, types.ModuleType] = {}

    def __contains__(self, name: object) -> bool:
        return name in ("ref", "own", "np")

    def __getitem__(self, name: str) -> types.ModuleType:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> types.ModuleType:
        if name == "np":
            import numpy

            return numpy
        path = self.exercise.reference if name == "ref" else self.exercise.private / "quiz.py"
        if not path.is_file():
            raise ExpressionError(f"{name} is {path}, which does not exist")
        stem = path.stem if name == "ref" else "quiz_helpers"
        return load_module(path.read_text(encoding="utf-8"), stem, str(path))

    def printed(self, code: str) -> str:
        """What a snippet prints, everything of the reference being at hand."""
        reference = self["ref"]
        scope = {**vars(reference), "__name__": "snippet"}
        stream = io.StringIO()
        with _printing, _importable(reference), contextlib.redirect_stdout(stream):
            try:
                exec(compile(code, "<snippet>", "exec"), scope)  # noqa: S102 - the instructor's own code
            except Exception as error:
                raise ExpressionError(f"the code raises {type(error).__name__}: {error}") from error
        return stream.getvalue().rstrip()


class Names(Mapping[str, Any]):
    """Drawn names over the trusted ones."""

    def __init__(self, drawn: dict[str, Any], trusted: Trusted) -> None:
        self.drawn, self.trusted = drawn, trusted

    def __getitem__(self, name: str) -> Any:
        if name in self.drawn:
            return self.drawn[name]
        if name in self.trusted:
            try:
                return self.trusted[name]
            except CourseError as error:
                raise ExpressionError(str(error)) from error
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in self.drawn or name in self.trusted

    def __iter__(self) -> Iterator[str]:
        return iter([*self.drawn, "ref", "own", "np"])

    def __len__(self) -> int:
        return len(self.drawn) + 3


@contextlib.contextmanager
def _importable(module: types.ModuleType) -> Iterator[None]:
    """`from conv import conv2d` works inside, and leaves no trace."""
    before = sys.modules.get(module.__name__)
    sys.modules[module.__name__] = module
    try:
        yield
    finally:
        if before is None:
            del sys.modules[module.__name__]
        else:
            sys.modules[module.__name__] = before
