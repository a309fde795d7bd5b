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

from grader import numerics, report_data
from grader.recording import Recorder
from grader.student import LocalModule

if TYPE_CHECKING:
    from grader.model import Exercise

MARKERS = (
    "points(n): what the check is worth",
    "requires(*names): skip this check unless the named checks passed",
    "visibility(kind): visible, hidden, after_due_date or after_published",
)
PROFILE = "grader"
EXAMPLES = 50
recorder_key = pytest.StashKey[Recorder]()
graded_key = pytest.StashKey[tuple[Any, Any]]()
fresh_seed = False  # set by `grading` before pytest is configured
shrink = True  # set by `trials`, which asks only whether a check fails, before that too


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.stash[recorder_key] = recorder = Recorder()
    activate(recorder)
    use_profile()


def activate(recorder: Recorder) -> None:
    """Have comparisons ask this recorder whether a call changed its arguments."""
    numerics.on_mutation_rung = recorder.mutation_rung


def use_profile() -> None:
    """The same examples each time, on any machine; no database, no deadline, no explaining."""
    from hypothesis import HealthCheck, Phase, settings

    draw_from_strategies_alone()
    settings.register_profile(
        PROFILE,
        derandomize=not fresh_seed,
        database=None,
        deadline=None,
        max_examples=EXAMPLES,
        report_multiple_bugs=False,
        print_blob=False,
        phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if shrink else ())),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile(PROFILE)


def draw_from_strategies_alone() -> None:
    """Have Hypothesis neither take constants from local modules nor keep files in the current folder.

    Which modules are local depends on where the grader is installed, and what lies in a learner's
    folder is theirs. Neither has a setting.
    """
    from hypothesis.configuration import set_hypothesis_home_dir
    from hypothesis.internal.conjecture import providers
    from hypothesis.internal.constants_ast import Constants

    set_hypothesis_home_dir(Path(os.devnull) / "hypothesis")  # nothing is found or written there
    vars(providers)["_get_local_constants"] = Constants


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    recorder = config.stash[recorder_key]
    for item in items:
        if isinstance(item, pytest.Function) and "student" in item.fixturenames:
            watch(item, recorder)


def watch(item: pytest.Function, recorder: Recorder) -> None:
    """Have the recorder see where each example of a check begins and ends."""
    function: Any = item.obj
    handle = getattr(function, "hypothesis", None)
    body = handle.inner_test if handle is not None else function

    @functools.wraps(body)
    def example(*args: Any, **kwargs: Any) -> None:
        recorder.start_example()
        body(*args, **kwargs)
        recorder.end_example()

    if handle is not None:
        handle.inner_test = example
    else:
        item.obj = example


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.config.stash[recorder_key].start_check()
    report_data.start()


def _exercise(request: pytest.FixtureRequest) -> Exercise:
    from grader.course import load_exercise

    private = request.path.parent
    root = Path(os.environ.get("GRADE_EXERCISES", private.parent.parent / "exercises"))
    return load_exercise(root / private.name, private.parent)


@pytest.fixture(scope="module")
def reference(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The exercise's reference solution."""
    from grader.course import load_module

    if graded_key in request.config.stash:
        yield request.config.stash[graded_key][1]
        return
    exercise = _exercise(request)
    source = exercise.reference.read_text(encoding="utf-8")
    module = load_module(source, exercise.reference.stem, str(exercise.reference))
    yield LocalModule(module, _harness(exercise))


@pytest.fixture(scope="module")
def student(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The learner's module; here the reference, or the file named by STUDENT_FILE."""
    from grader.course import load_module, overlay

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
    yield LocalModule(module, _harness(exercise), request.config.stash[recorder_key])


def _harness(exercise: Exercise) -> Any:
    from grader.course import load_module

    if not exercise.harness.is_file():
        return None
    source = exercise.harness.read_text(encoding="utf-8")
    return load_module(source, "harness", str(exercise.harness))
