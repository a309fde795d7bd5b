"""Runs in a learner's process, as a harness does: the examples of a docstring, asked of their functions."""

from __future__ import annotations

import doctest
from types import ModuleType
from typing import Any


class _Runner(doctest.DocTestRunner):
    """Keeps the examples that fail, and prints nothing."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.failed: list[dict[str, Any]] = []

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        self._keep(example, got, unwritten=False)

    def report_unexpected_exception(
        self, out: Any, test: Any, example: doctest.Example, exc_info: Any
    ) -> None:
        kind, error, _ = exc_info
        text = f"{kind.__name__}: {error}"
        self._keep(example, text, unwritten=issubclass(kind, NotImplementedError))

    def _keep(self, example: doctest.Example, actual: str, *, unwritten: bool) -> None:
        texts = {"call": example.source, "expected": example.want, "actual": actual}
        self.failed.append({**texts, "unwritten": unwritten})


def run_examples(module: ModuleType, name: str, docstring: str) -> list[dict[str, Any]]:
    """What does not come out as a docstring says: the call, what was expected and what came, as texts."""
    test = doctest.DocTestParser().get_doctest(docstring, dict(vars(module)), name, None, 0)
    runner = _Runner()
    runner.run(test, out=lambda text: None)
    return runner.failed
