"""Shared by all tests: one warm launcher, and a small exercise to grade."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox.launcher_client import Launcher
from grader.testing.context import CheckContext


@pytest.fixture(scope="session")
def numpy_launcher() -> Iterator[Launcher]:
    with Launcher(("numpy",)) as launcher:
        yield launcher


@pytest.fixture(autouse=True)
def check_context() -> Iterator[CheckContext]:
    """What comparisons and figures of a test's own find as their surroundings."""
    context = CheckContext()
    with context.active():
        yield context


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden reports anew")
