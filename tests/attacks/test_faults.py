"""Faults of our own side: processes that are killed, disks that are full, files that are damaged.

Whatever happens, no process is left, no report is half-written, and a message says what it was.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import ROOT
from tests.attacks.arena import Arena, orphans
from tests.attacks.corpus import FOLDER, attacks_of
from tests.attacks.worlds import why_not
from tests.processes import INTERRUPTED, PATIENCE

SLOW = """
import ctypes
import time

libc = ctypes.CDLL(None)


def double(x):
    libc.prctl(1, 0, 0, 0, 0)  # no signal at a parent's death
    libc.prctl(15, b"running", 0, 0, 0)  # a name, which tells the test that we are here
    time.sleep(60)
"""
OUT_OF_ROOM = 4096  # bytes that a file may have; a report has more


@pytest.fixture
def arena(tmp_path):
    with Arena(tmp_path) as place:
        place.slow = place.root / "handed_in" / "slow.py"
        place.slow.write_text(SLOW)
        yield place


def start(arena, *arguments, **options):
    """Begin to grade without waiting for the end."""
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        cwd=arena.root / "work",
        env={**os.environ, "TMPDIR": str(arena.root / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def children(pid):
    paths = Path(f"/proc/{pid}/task").glob("*/children")
    with contextlib.suppress(OSError):
        return [int(child) for path in paths for child in path.read_text().split()]
    return []


def wait_for(what):
    """The first true answer of `what`, asked again until there is one."""
    for _ in range(60_000):  # minutes: a busy machine is no failure
        if answer := what():
            return answer
        time.sleep(0.005)
    raise AssertionError("it did not happen")


def launcher_of(judge):
    return wait_for(lambda: children(judge.pid))[0]


def worker_of(judge):
    return wait_for(lambda: children(launcher_of(judge)))[0]


def running_worker_of(judge):
    """The worker, once the learner's code runs in it."""
    launcher = launcher_of(judge)
    return wait_for(lambda: [pid for pid in children(launcher) if name_of(pid) == "running"])[0]


def name_of(pid):
    """What a process calls itself; empty when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


MOMENTS = {
    "at once": lambda judge: None,
    "while the launcher warms up": launcher_of,
    "while a worker starts": worker_of,
    "while a worker runs": running_worker_of,
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda number: number.name)
def test_a_killed_judge_leaves_no_process_and_no_half_report(arena, moment, number):
    judge = start(arena, arena.exercise, "--submission", arena.slow, "--json", "out.json")
    MOMENTS[moment](judge)
    judge.send_signal(number)
    judge.communicate()
    assert judge.returncode == -number
    assert not list(orphans())
    for path in (arena.root / "work").rglob("*.json"):
        json.loads(path.read_text())
    assert not list((arena.root / "work").rglob("*.tmp"))


def test_an_interrupted_judge_says_so(arena):
    judge = start(arena, arena.exercise, "--submission", arena.slow)
    running_worker_of(judge)
    judge.send_signal(signal.SIGINT)
    printed, _ = judge.communicate()
    assert judge.returncode in INTERRUPTED, printed
    assert "Interrupted" in printed
    assert not list(orphans())
    assert not list((arena.root / "tmp").iterdir())


def test_a_killed_launcher_is_our_fault_and_not_a_zero(arena):
    judge = start(arena, arena.exercise, "--submission", arena.slow, "--json", "out.json")
    worker_of(judge)
    os.kill(launcher_of(judge), signal.SIGKILL)
    printed, _ = judge.communicate()
    assert judge.returncode == 3, printed
    assert "the launcher stopped answering" in printed
    assert "Traceback" not in printed
    assert not list(orphans())
    assert not (arena.root / "work" / "out.json").exists()


def test_a_killed_worker_costs_one_check(arena):
    judge = start(arena, arena.exercise, "--submission", arena.slow, "--json", "out.json")
    os.kill(running_worker_of(judge), signal.SIGKILL)
    judge.communicate()
    report = json.loads((arena.root / "work" / "out.json").read_text())
    assert judge.returncode == 1
    assert len(report["checks"]) == 6
    assert {check["status"] for check in report["checks"]} <= {"failed", "timeout", "skipped"}


def test_a_full_disk_keeps_the_earlier_report(arena):
    arguments = (arena.exercise, "--submission", arena.honest)
    first = arena.grade(*arguments, timeout=PATIENCE)
    page = arena.root / "course" / "reports" / "01_target.html"
    before = page.read_bytes()
    limits = (OUT_OF_ROOM, OUT_OF_ROOM)
    judge = start(
        arena, *arguments, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    )
    printed, _ = judge.communicate()
    assert first.code == 0
    assert judge.returncode == 2, printed
    assert "01_target.html cannot be written" in printed
    assert page.read_bytes() == before
    assert [path.name for path in page.parent.iterdir()] == [page.name]


def test_a_read_only_folder_is_found_before_the_work():
    if problem := why_not("ordinary user"):
        pytest.skip(f"root may write everywhere, and nobody cannot be had: {problem}")
    exercise = FOLDER / "course" / "exercises" / "01_target"
    command = [sys.executable, "-m", "grader", str(exercise), "--html", "/usr/page.html"]
    world = [sys.executable, "-m", "tests.attacks.worlds", "ordinary user"]
    done = subprocess.run(
        [*(world if os.getuid() == 0 else []), *command],
        cwd="/usr",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "cannot be written to" in done.stderr


def test_a_damaged_memory_is_set_aside(arena):
    """What `.grade` remembers may be damaged, by a learner or a disk; grading goes on."""
    folder = arena.answers(attacks_of("quiz")[0])
    (arena.quiz / "answers.toml").write_bytes((folder / "answers.toml").read_bytes())
    (arena.quiz / "quizzed.py").write_bytes((folder / "quizzed.py").read_bytes())
    first = arena.grade(arena.quiz, timeout=PATIENCE)
    assert first.code == 0, first.printed  # the code passes
    (record,) = (arena.root / "course" / ".grade" / "quiz").glob("*.json")
    for content in (b"", b"{", b"\xff\xfe", b'{"learner": 7}', b"[" * 100_000):
        record.write_bytes(content)
        again = arena.grade(arena.quiz, "--hint", timeout=PATIENCE)
        assert again.code == 0, again.printed
        assert "Traceback" not in again.printed
        json.loads(record.read_bytes())


def test_a_judge_without_memory_says_whose_fault_it_is(arena):
    """Replies that do not fit into the judge's memory are no value; the judge itself goes on."""
    attack = next(known for known in attacks_of("denial") if known.name == "largest_reply")
    path = arena.hand_in(attack)
    limits = (900 * 2**20, 900 * 2**20)
    judge = start(
        arena,
        *(arena.exercise, "--submission", path, "--json", "out.json"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limits),
    )
    printed, _ = judge.communicate()
    assert judge.returncode in (1, 3), printed
    if judge.returncode == 3:
        assert "fault of the grader" in printed or "grade: " in printed
    assert not list(orphans())


CLOCK = """
import itertools, sys, time

days = itertools.count()
time.time = lambda: 1e9 - 86_400.0 * next(days) * (-1) ** next(days)  # back and forth, further each time
time.time_ns = lambda: int(1e9 * time.time())

from grader.cli import main

sys.argv = ["grade", *sys.argv[1:]]
main()
"""


def test_a_clock_that_jumps_changes_no_verdict(arena):
    """Deadlines and durations hang on a clock that only goes on; the time of day is a stamp."""
    reference = ROOT / "tests/attacks/course/solutions/01_target/target.py"
    done = subprocess.run(
        [sys.executable, "-c", CLOCK, arena.exercise, "--submission", reference, "--json", "out.json"],
        cwd=arena.root / "work",
        env={**os.environ, "TMPDIR": str(arena.root / "tmp"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((arena.root / "work" / "out.json").read_text())
    assert 0 <= report["duration"] < 600
    assert all(0 <= check["duration"] < 600 for check in report["checks"])
