"""Shared by all tests: one warm launcher, one browser, and the surroundings of a comparison."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from grader.sandbox.launcher_client import Launcher, Launchers
from grader.testing.context import CheckContext
from tests import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.attacks.corpus import Attack


# A shell that starts the tests in the background has Ctrl-C ignored by all that they start, and some
# tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The tests share the cores already; threads of a small product wait for one another, and spin.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

# What the tests start compiles our modules once, as it does for a user, wherever the tests run.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session")
def numpy_launcher() -> Iterator[Launcher]:
    with Launcher(("numpy",)) as launcher:
        yield launcher


@pytest.fixture(scope="session")
def launchers() -> Iterator[Launchers]:
    """One warm launcher for each set of libraries, as `grade` has them."""
    with Launchers() as launchers:
        yield launchers


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    yield from chromium.started()


@pytest.fixture(autouse=True)
def check_context() -> Iterator[CheckContext]:
    """What comparisons and figures of a test's own find as their surroundings."""
    context = CheckContext()
    with context.active():
        yield context


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: a zip made on import holds the time and has no name twice."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def one_in(request: pytest.FixtureRequest) -> Callable[..., Sequence[Attack]]:
    """`one_in(3, attacks, start=1)`: every third from the second on; all of them with --whole."""
    whole = request.config.getoption("--whole")
    return lambda step, attacks, start=0: attacks if whole else attacks[start::step]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden reports anew")
    parser.addoption(
        "--whole",
        action="store_true",
        help="every attack, where the tests take a sample of a family",
    )
