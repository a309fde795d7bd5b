"""Grading many sources in several processes."""

from multiprocessing import active_children
from operator import itemgetter

import pytest

from grader.errors import CourseError
from grader.validation.trials import Trial, run
from tests.validation.courses import exercise_of


def test_trials_come_back_with_their_place_and_stop_at_the_first_failure(course):
    exercise = exercise_of(course)
    source = exercise.reference.read_text()
    wrong = source.replace("n // height", "n")
    trials = [
        Trial(name="right", source=source),
        Trial(name="wrong", source=wrong),
        Trial(name="near checks first", source=wrong, functions=("steps",)),
        Trial(name="all", source=wrong, mode="all"),
        Trial(name="right again", source=source, functions=("Tally",)),
    ]
    done = list(run(exercise, trials, jobs=1, shrink=False))
    reports = [report for _, report in sorted(done, key=itemgetter(0))]
    assert [report.submission for report in reports] == [trial.name for trial in trials]
    assert [report.status for report in reports] == [
        "passed",
        "failed",
        "failed",
        "failed",
        "passed",
    ]
    assert [len(report.checks) for report in reports] == [6, 3, 1, 6, 6]


def test_a_broken_check_is_the_courses_fault_in_the_parent_too(course):
    exercise = exercise_of(course)
    (exercise.private / "test_tiny.py").write_text("import no_such_module\n")
    with pytest.raises(CourseError, match="cannot be collected"):
        list(run(exercise, [Trial(name="x", source="")], jobs=1))


def test_what_is_not_done_in_time_is_left_out_and_no_process_stays(course):
    exercise = exercise_of(course)
    endless = "def double(x):\n    while True:\n        pass\n"
    trials = [Trial(name="endless", source=endless, mode="all")] * 3
    assert list(run(exercise, trials, jobs=2, seconds=0.0)) == []
    assert active_children() == []
