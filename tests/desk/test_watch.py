"""`grade watch`: however a file is saved and whatever becomes of it, the verdict is that of the file as it is."""

from __future__ import annotations

import itertools
import os
import pty
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.course.exercises import load_exercise
from grader.course.progress import read_progress
from grader.course.stubs import stub_source
from grader.desk.watch import Screen, Watch
from grader.model import CheckResult, Exercise, Report
from tests import ROOT
from tests.processes import INTERRUPTED, PATIENCE, alive, descendants, wait_until

GOLDEN = ROOT / "tests" / "golden"


def submission(name: str) -> str:
    return (GOLDEN / "submissions" / name / "tiny.py").read_text(encoding="utf-8")


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    for half in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / half, tmp_path / half)
    stub = tmp_path / "exercises" / "01_tiny" / "tiny.py"
    stub.write_text(submission("right"), encoding="utf-8")
    return load_exercise(stub.parent)


class Script(Screen):
    """Keeps what is shown, and does the next step of a test when a report, or a sentence, stands there."""

    def __init__(self, *steps: Callable[[Watch], None]) -> None:
        super().__init__(self._keep)
        self.text: list[str] = []
        self.reports: list[Report] = []
        self.order: list[list[str]] = []
        self.on_result: Callable[[], None] = lambda: None
        self.steps, self.watch = iter(steps), None

    def _keep(self, text: str) -> None:
        self.text.append(text)

    def begin(self, exercise: Exercise) -> None:
        self.order.append([])
        super().begin(exercise)

    def result(self, done: int, total: int, result: CheckResult) -> None:
        self.order[-1].append(result.id)
        super().result(done, total, result)
        self.on_result()

    def report(self, report: Report, *, results: bool) -> None:
        self.reports.append(report)
        super().report(report, results=results)

    def keys(self) -> None:
        step = next(self.steps, None)
        assert self.watch is not None
        if step is None:
            self.watch.press("q")
        else:
            step(self.watch)


def played(exercise: Exercise, *steps: Callable[[Watch], None]) -> Script:
    """Watch an exercise, one step after each report, to the end of them."""
    screen = Script(*steps)
    play(exercise, screen)
    return screen


def play(exercise: Exercise, screen: Script) -> None:
    with Watch(exercise, screen) as watch:
        screen.watch = watch
        alarm = threading.Timer(PATIENCE, watch.press, ("q",))
        alarm.start()
        watch.run()
        alarm.cancel()


def saves(text: str) -> Callable[[Watch], None]:
    return lambda watch: watch.bench.exercise.stub.write_text(text, encoding="utf-8") and None


def by_renaming(watch: Watch) -> None:
    """As vim and many others save: another file takes the place."""
    stub = watch.bench.exercise.stub
    draft = stub.with_name(".tiny.py.swp")
    draft.write_text(submission("rounds_up"), encoding="utf-8")
    os.replace(draft, stub)


def by_parts(watch: Watch) -> None:
    """Emptied first, then written bit by bit."""
    text = submission("right")
    with open(watch.bench.exercise.stub, "w", encoding="utf-8") as file:
        for start in range(0, len(text), 100):
            file.write(text[start : start + 100])
            file.flush()


def states(screen: Script) -> list[str]:
    return [report.status for report in screen.reports]


def test_each_way_of_saving_is_seen_and_what_failed_comes_first(exercise: Exercise) -> None:
    screen = played(exercise, by_renaming, by_parts, lambda watch: os.utime(exercise.stub))
    assert states(screen)[:2] == ["passed", "failed"]
    assert set(states(screen)[2:]) == {"passed"}
    failed = [check.id for check in screen.reports[1].checks if check.status == "failed"]
    after = screen.order[states(screen).index("failed") + 1 :]
    assert any(order[: len(failed)] == failed for order in after)
    assert [check.id for check in screen.reports[-1].checks] == screen.order[0]
    assert read_progress(exercise).status == "passed"
    assert "Adding zero changes nothing." not in "\n".join(screen.text)  # a hidden check
    assert not list(exercise.folder.glob("reports"))


def test_a_file_saved_every_50_ms_is_graded_as_it_is_in_the_end(exercise: Exercise) -> None:
    texts = [f"{submission('right')}\n# {number}\n" for number in range(100)]
    texts.append(submission("rounds_up"))

    def save() -> None:
        draft = exercise.stub.with_name(".tiny.py.swp")
        for text in texts:
            draft.write_text(text, encoding="utf-8")
            os.replace(draft, exercise.stub)
            time.sleep(0.05)

    saver = threading.Thread(target=save)

    def step(watch: Watch) -> None:
        if saver.ident is None:
            saver.start()
        elif screen.reports[-1].status == "failed":  # the last text alone fails
            watch.press("q")

    screen = Script(*itertools.repeat(step, 2 * len(texts)))
    play(exercise, screen)
    saver.join()
    assert states(screen)[-1] == "failed"
    assert states(screen) == sorted(states(screen), reverse=True)  # never back to an older text
    assert len(screen.reports) <= len(texts) + 1


def test_a_file_that_goes_and_comes_back(exercise: Exercise, tmp_path: Path) -> None:
    text = submission("right")

    def becomes_a_folder(watch: Watch) -> None:
        exercise.stub.mkdir()
        (exercise.stub / "x.py").write_text("x = 1\n")

    def becomes_a_link(watch: Watch) -> None:
        shutil.rmtree(exercise.stub)
        (tmp_path / "elsewhere.py").write_text(text)
        exercise.stub.symlink_to(tmp_path / "elsewhere.py")

    def comes_back(watch: Watch) -> None:
        exercise.stub.unlink()
        exercise.stub.write_text(text)

    steps = [lambda watch: exercise.stub.unlink(), becomes_a_folder, becomes_a_link, comes_back]
    screen = played(exercise, *steps)
    said = [line for line in screen.text if line.startswith("grade: ")]
    assert "holds no tiny.py" in said[0]
    assert "a folder" in said[1]
    assert "a link to another place" in said[2]
    assert states(screen) == ["passed", "passed"]
    assert not exercise.stub.is_symlink()


def test_a_course_that_moves_and_comes_back(exercise: Exercise, tmp_path: Path) -> None:
    course, away = tmp_path / "exercises", tmp_path / "away"
    screen = played(
        exercise,
        lambda watch: course.rename(away) and None,
        lambda watch: away.rename(course) and None,
    )
    assert any("is no exercise" in line for line in screen.text)
    assert states(screen)[-1] == "passed"


def test_a_changed_course_is_graded_with_its_new_checks(exercise: Exercise) -> None:
    checks = exercise.private / "test_tiny.py"
    more = '\n\ndef test_more(student):\n    """More is asked for."""\n    assert student.steps(7) == 0\n'

    def asks_for_more(watch: Watch) -> None:
        checks.write_text(checks.read_text() + more)

    def breaks(watch: Watch) -> None:
        checks.write_text("import nothing_of_the_kind\n")

    screen = played(exercise, asks_for_more, breaks)
    assert states(screen) == ["passed", "failed"]
    assert "More is asked for." in "\n".join(screen.text)
    assert any("cannot be collected" in line for line in screen.text)


def test_a_launcher_that_is_killed_is_replaced(exercise: Exercise) -> None:
    def kills(watch: Watch) -> None:
        assert watch.bench._launcher is not None
        watch.bench._launcher.process.kill()
        watch.bench._launcher.process.wait()
        by_renaming(watch)

    assert states(played(exercise, kills)) == ["passed", "failed"]


def test_a_verdict_about_an_older_text_is_never_shown(exercise: Exercise) -> None:
    """Saved while it is graded, once between two checks and once within an endless one."""

    def saves_while_graded(watch: Watch) -> None:
        screen = watch.screen
        assert isinstance(screen, Script)

        def once() -> None:
            screen.on_result = lambda: None
            exercise.stub.write_text(submission("rounds_up"))

        screen.on_result = once
        os.utime(exercise.stub)

    def hangs_then_saves(watch: Watch) -> None:
        endless = "while True:\n    pass\n"
        exercise.stub.write_text(endless)

        def save() -> None:
            wait_until(lambda: watch.bench.grading == endless, "the endless file being graded")
            exercise.stub.write_text(submission("right"))

        threading.Thread(target=save).start()

    screen = played(exercise, saves_while_graded, hangs_then_saves)
    assert states(screen) == ["passed", "failed", "passed"]


def test_the_keys_give_a_hint_go_on_and_check_everything(
    exercise: Exercise, tmp_path: Path
) -> None:
    folder = tmp_path / "exercises" / "02_more"
    shutil.copytree(exercise.folder, folder)
    shutil.copytree(exercise.private, tmp_path / "solutions" / "02_more")
    settings = (folder / "exercise.toml").read_text().replace("order = 1", "order = 2")
    (folder / "exercise.toml").write_text(settings)
    (folder / "tiny.py").write_text(stub_source(exercise.reference.read_text()))
    presses = [lambda watch, key=key: watch.press(key) for key in "haxn"]
    del presses[2]
    screen = played(exercise, *presses)
    assert [report.exercise for report in screen.reports] == ["01_tiny", "01_tiny", "02_more"]
    assert states(screen)[-1] == "not_started"
    assert any("hint" in line.lower() for line in screen.text)
    assert len(screen.order[1]) == len(screen.reports[0].checks)


@pytest.fixture
def terminal(exercise: Exercise) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`grade watch` as a user has it, at a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "grader", "watch", "tiny"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "30"}
    process = subprocess.Popen(
        command, cwd=exercise.course, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    yield process, ours
    process.kill()
    process.wait()
    os.close(ours)


def read_until(descriptor: int, words: str) -> str:
    text = ""
    while words not in text:
        text += os.read(descriptor, 4096).decode("utf-8", "replace")
    return text


def test_a_terminal_takes_keys_at_once_and_is_left_as_it_was(
    terminal: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, descriptor = terminal
    assert "9 of 9 points" in read_until(descriptor, "q quit")
    os.write(descriptor, b"q")
    assert process.wait(PATIENCE) == 0


def test_ctrl_c_ends_everything(terminal: tuple[subprocess.Popen[bytes], int]) -> None:
    process, descriptor = terminal
    read_until(descriptor, "q quit")
    children = descendants(process.pid)
    assert children
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in read_until(descriptor, "nothing half-written is left")
    assert process.wait(PATIENCE) in INTERRUPTED
    wait_until(lambda: not alive(children), "the end of the launcher")
