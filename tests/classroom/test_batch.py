"""A batch of grading: every learner is graded, whatever a neighbour did; stopped and gone on with; regraded."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.classroom import batch
from grader.classroom.changes import accept_changes, changes_of
from grader.classroom.judges import Task
from grader.classroom.policy import ClassPolicy
from grader.classroom.standing import standings
from grader.classroom.store import Gradebook
from tests import ROOT
from tests.classroom import exports
from tests.processes import INTERRUPTED, PATIENCE, alive, descendants, wait_until

GOLDEN = ROOT / "tests" / "golden"
WORKS = ("right", "rounds_up", "syntax_error", "exits", "half_done")


def source_of(work):
    return (GOLDEN / "submissions" / work / "tiny.py").read_text()


@pytest.fixture
def course(tmp_path):
    for half in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / half, tmp_path / half)
    return tmp_path


def hand_in(course, works):
    return exports.write(course / "in", {f"{name}/tiny.py": text for name, text in works.items()})


def command(course, *more):
    return [sys.executable, "-m", "grader", "class", "in", "--out", "out", "--jobs", "2", *more]


def surroundings():
    own = {key: value for key, value in os.environ.items() if not key.startswith("GRADE_")}
    return {**own, "PYTHONPATH": str(ROOT)}


def grade(course, *more):
    return subprocess.run(
        command(course, *more),
        cwd=course,
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def content(book):
    """Everything that a gradebook says of its learners, but for times."""
    rows = []
    for row in standings(book, ClassPolicy()):
        (standing,) = row.standings
        report = book.report(standing.result.id)
        timeless = [msgspec.structs.replace(check, duration=0.0) for check in report.checks]
        rows.append(
            (
                row.member.learner.key,
                standing.score,
                standing.status,
                standing.result.items,
                timeless,
            )
        )
    return rows


def test_a_class_is_graded_once_and_again_only_where_something_changed(course):
    hand_in(course, {work: source_of(work) for work in WORKS})
    (course / "in" / "nothing").mkdir()
    (course / "in" / "latin").mkdir()
    (course / "in" / "latin" / "tiny.py").write_bytes(b"name = 'Jos\xe9'\n")
    (course / "roster.csv").write_text(
        "id,name\n" + "".join(f"{work},Learner {work}\n" for work in WORKS) + "absent,Nobody\n"
    )
    run = grade(course, "--roster", "roster.csv")
    assert run.returncode == 0, run.stderr
    assert f"{len(WORKS) + 1} graded, 0 unchanged" in run.stdout
    with Gradebook(course / "out") as book:
        by_key = {
            row.member.learner.key: row.standings[0] for row in standings(book, ClassPolicy())
        }
        reports = {
            key: book.report(standing.result.id)
            for key, standing in by_key.items()
            if standing.result
        }
    assert by_key.keys() >= {*WORKS, "absent"}
    assert by_key["absent"].problem == "no tiny.py was handed in"
    assert by_key["right"].score == by_key["right"].max_score > by_key["rounds_up"].score > 0
    assert reports["rounds_up"].learner == "rounds_up"
    assert (by_key["latin"].status, by_key["latin"].score) == ("failed", 0)
    assert "UTF-8" in reports["latin"].checks[0].message
    assert str(course) not in reports["latin"].checks[0].message
    assert any(check.misconception for check in reports["rounds_up"].checks)

    hand_in(course, {"half_done": source_of("right")})
    run = grade(course, "--roster", "roster.csv", "--quiet")
    assert f"1 graded, {len(WORKS) + 1} unchanged" in run.stdout
    with Gradebook(course / "out") as book:
        (row,) = [
            row for row in standings(book, ClassPolicy()) if row.member.learner.key == "half_done"
        ]
    assert (row.standings[0].status, row.standings[0].attempts) == ("passed", 2)

    check = next((course / "solutions" / "01_tiny").glob("test_*.py"))
    check.write_text(check.read_text().replace("points(2)", "points(3)"))
    run = grade(course, "--quiet")
    assert "Nothing of it counts yet" in run.stdout
    assert (course / "out" / "regrade.html").read_text().startswith("<!doctype html>")
    with Gradebook(course / "out", write=True) as book:
        before = [row.score for row in standings(book, ClassPolicy())]
        changes = changes_of(book)
        assert {change.difference > 0 for change in changes} == {True, False}
        assert accept_changes(book, "more points") == len(changes) == len(WORKS) + 2
        assert sum(row.score for row in standings(book, ClassPolicy())) > sum(before)


def test_killed_at_any_point_it_goes_on_and_ends_the_same(course):
    works = {
        f"{work}{copy}": source_of(work) + f"# {copy}\n"
        for work in ("right", "syntax_error", "half_done")
        for copy in range(4)
    }
    hand_in(course, works)
    for wanted in (2, 5):
        kill_after(course, wanted)
        assert results(course) >= wanted
    process = started(course)
    wait_until(lambda: results(course) > 6, "results")
    for judge in judges_of(process.pid):  # what the system does where memory is short
        with contextlib.suppress(ProcessLookupError):  # it may have ended with the last submission
            os.kill(judge, signal.SIGKILL)
    assert process.wait(timeout=PATIENCE) == 0
    shutil.move(course / "out", course / "killed")
    assert grade(course, "--quiet").returncode == 0
    with Gradebook(course / "killed") as killed, Gradebook(course / "out") as whole:
        assert content(killed) == content(whole)
        assert len(content(whole)) == len(works)


def started(course):
    """The command under way."""
    return subprocess.Popen(
        command(course, "--quiet"), cwd=course, env=surroundings(), stdout=subprocess.DEVNULL
    )


def judges_of(pid):
    """The judge processes that a command started; a worker may end while we look at it."""
    judges = []
    for child in descendants(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if b"classroom.judges" in Path(f"/proc/{child}/cmdline").read_bytes():
                judges.append(child)
    return judges


def kill_after(course, wanted):
    """Run the command and kill it, as no program can refuse, once there are so many results."""
    process = started(course)
    wait_until(lambda: results(course) >= wanted or process.poll() is not None, "results")
    family = descendants(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until(lambda: not alive(family), "no judge outlives its command")


def results(course):
    """How many results the gradebook holds now; none while there is no gradebook."""
    import sqlite3

    try:
        base = sqlite3.connect(f"file:{course}/out/gradebook.sqlite?mode=ro", uri=True)
        return base.execute("SELECT count(*) FROM results").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_an_interrupt_ends_everything_and_keeps_what_is_done(course):
    hand_in(course, {f"a{number}": source_of("right") + f"# {number}\n" for number in range(16)})
    process = subprocess.Popen(
        command(course),
        cwd=course,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: results(course) > 0, "a result")
    family = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode in INTERRUPTED
    assert "What was graded is kept" in errors
    wait_until(lambda: not alive(family), "no judge outlives its command")
    kept = results(course)
    run = grade(course, "--quiet")
    assert f"{16 - kept} graded, {kept} unchanged" in run.stdout


def test_a_course_that_is_broken_stops_before_it_gives_a_zero(course):
    hand_in(course, {"jane": source_of("right")})
    (course / "solutions" / "01_tiny" / "tiny.py").write_text("1 / 0\n")
    run = grade(course)
    assert run.returncode == 3
    assert "does not import" in run.stderr
    assert results(course) == 0


def test_an_idle_judge_that_was_killed_is_replaced(monkeypatch):
    class Judge:
        def __init__(self, course, ended=False):
            self.ended, self.tasks = ended, []

        def give(self, task):
            if self.ended:
                raise BrokenPipeError
            self.tasks.append(task)

        def close(self):
            self.ended = True

    monkeypatch.setattr(batch, "JudgeProcess", Judge)
    crew = batch.LocalCrew(None, jobs=1)
    killed = Judge(None, ended=True)
    crew.idle = [killed]
    task = Task(id=1, exercise="01_tiny", learner="ada", label="")
    judge = crew._give(task)
    assert judge is not killed
    assert judge.tasks == [task]
    assert crew.idle == []
