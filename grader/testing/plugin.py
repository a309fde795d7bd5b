"""The pytest plugin: fixtures `student` and `reference`, and the markers of checks.

Run by hand (`pytest solutions/03_conv`) the student is the reference itself, or
the file named by STUDENT_FILE; run by `grading`, the student is a worker.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.student import LocalModule, Recorder
from grader.testing.context import CheckContext, current, is_active
from grader.testing.failures import demand_arguments_unchanged
from grader.testing.internals import (
    body_of,
    draw_from_strategies_alone,
    is_property,
    replace_body,
)

if TYPE_CHECKING:
    from grader.model import Exercise

MARKERS = (
    "points(n): what the check is worth",
    "requires(*names): skip this check unless the named checks passed",
    "visibility(kind): visible, hidden, after_due_date or after_published",
    "practice: may be published with its examples, for grading at home",
)
PROFILE = "grader"
EXAMPLES = 50
context_key = pytest.StashKey[CheckContext]()
graded_key = pytest.StashKey[tuple[Any, Any]]()


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    if is_active():  # a suite of the judge's is being collected
        context = current()
    else:
        context = CheckContext()
        context.activate()
    config.stash[context_key] = context
    use_profile(context)


def use_profile(context: CheckContext) -> None:
    """The same examples each time, on any machine; no database, no deadline, no explaining."""
    from hypothesis import HealthCheck, Phase, settings

    draw_from_strategies_alone()
    settings.register_profile(
        PROFILE,
        derandomize=not context.fresh_seed,
        database=None,
        deadline=None,
        max_examples=EXAMPLES,
        report_multiple_bugs=False,
        print_blob=False,
        phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if context.shrink else ())),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile(PROFILE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    context = config.stash[context_key]
    for item in items:
        if isinstance(item, pytest.Function) and "student" in item.fixturenames:
            watch(item, context.recorder)
            draw_from(item, context)


def watch(item: pytest.Function, recorder: Recorder) -> None:
    """Have the recorder see where each example of a check begins and ends."""
    body = body_of(item.obj)

    @functools.wraps(body)
    def example(*args: Any, **kwargs: Any) -> None:
        recorder.start_example()
        body(*args, **kwargs)
        demand_arguments_unchanged()

    replace_body(item, example)


def draw_from(item: pytest.Function, context: CheckContext) -> None:
    """Have the examples of a check drawn from the course's secret, where it has one."""
    from hypothesis import seed

    function = item.originalname or item.name
    chosen = context.seed_of(f"{item.path.parent.name}/{function}")
    if chosen is not None and is_property(item.obj):
        seed(chosen)(item.obj)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    context = item.config.stash[context_key]
    context.recorder.start_check()
    context.figures.clear()


def _exercise(request: pytest.FixtureRequest) -> Exercise:
    from grader.course import load_exercise

    private = request.path.parent
    root = Path(os.environ.get("GRADE_EXERCISES", private.parent.parent / "exercises"))
    return load_exercise(root / private.name, private.parent)


@pytest.fixture(scope="module")
def reference(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The exercise's reference solution."""
    from grader.course import load_harness, load_module

    if graded_key in request.config.stash:
        yield request.config.stash[graded_key][1]
        return
    exercise = _exercise(request)
    source = exercise.reference.read_text(encoding="utf-8")
    module = load_module(source, exercise.reference.stem, str(exercise.reference))
    yield LocalModule(module, load_harness(exercise))


@pytest.fixture(scope="module")
def student(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The learner's module; here the reference, or the file named by STUDENT_FILE."""
    from grader.course import load_harness, load_module, overlay

    if graded_key in request.config.stash:
        yield request.config.stash[graded_key][0]
        return
    exercise = _exercise(request)
    source = exercise.reference.read_text(encoding="utf-8")
    filename = str(exercise.reference)
    if given := os.environ.get("STUDENT_FILE"):
        variant, filename = Path(given).read_text(encoding="utf-8"), given
        is_overlay = Path(given).parent.name == "wrong" or "alternatives" in Path(given).parts
        source = overlay(source, variant) if is_overlay else variant
    module = load_module(source, exercise.reference.stem, filename)
    yield LocalModule(module, load_harness(exercise), request.config.stash[context_key].recorder)
