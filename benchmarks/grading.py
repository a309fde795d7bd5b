"""Rows of `run.py`: how long gradings take, by the record of an exercise, each against a named baseline."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ALTERNATIVE = ROOT / "tests" / "alternatives" / "03_conv" / "im2col.py"
OTHERS = ("01_softmax", "02_backprop", "04_optimizers", "05_pooling", "06_normalization")
SLOW = ("07_residual", "10_architectures")
WRONG_FILES = 12  # of a module, evenly spread
Row = tuple[str, str, str]


def seconds(*command: str) -> float:
    """Wall-clock seconds of one whole process, whose modules are compiled once as they are for a user."""
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=surroundings)
    return time.perf_counter() - start


def median(action: Callable[[], float], runs: int) -> float:
    return statistics.median(action() for _ in range(runs))


class Course:
    """Commands that grade or test one exercise, and files to grade."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def grade(self, name: str, submission: Path) -> tuple[str, ...]:
        page = str(self.folder / "page.html")
        command = (sys.executable, "-m", "grader", f"exercises/{name}", "-q", "--html", page)
        return (*command, "--submission", str(submission))

    def pytest(self, name: str) -> tuple[str, ...]:
        plugins = ("-p", "grader.testing.plugin", "-p", "_hypothesis_pytestplugin")
        command = (sys.executable, "-m", "pytest", "-q", "--disable-plugin-autoload")
        return (*command, *plugins, f"solutions/{name}")

    def laid_over(self, name: str, file: Path) -> Path:
        """A wrong file or an alternative as a learner would hand it in."""
        from grader.course import load_exercise, read_overlay

        exercise = load_exercise(ROOT / "exercises" / name)
        return self.written(name, file.stem, read_overlay(exercise, file).source)

    def written(self, name: str, label: str, source: str) -> Path:
        from grader.course import load_exercise

        folder = self.folder / name / label
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / load_exercise(ROOT / "exercises" / name).file
        path.write_text(source)
        return path


def cold_runs(runs: int) -> Iterator[Row]:
    """Whole processes of `grade`, the record being there, against plain pytest and against one another."""
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder))
        reference = ROOT / "solutions" / "03_conv"
        right = course.grade("03_conv", reference)
        plain = course.pytest("03_conv")
        other = course.grade("03_conv", course.laid_over("03_conv", ALTERNATIVE))
        name = "cold `grade exercises/03_conv` / plain pytest in process"
        yield f"{name}, on the reference", ratio(right, plain, runs), "0.6"
        yield f"{name}, on an im2col solution", ratio(other, plain, runs), "0.7"
        largest = max(
            ratio(
                course.grade(module, ROOT / "solutions" / module),
                course.pytest(module),
                max(3, runs // 2),
            )
            for module in OTHERS
        )
        yield "the same on the references of 01, 02, 04, 05 and 06, the largest", largest, "0.8"
        files = sorted((reference / "wrong").glob("*.py"))
        sample = files[:: max(1, len(files) // WRONG_FILES)]
        wrong = statistics.median(
            float(ratio(course.grade("03_conv", course.laid_over("03_conv", file)), right, 3))
            for file in sample
        )
        title = f"one wrong submission / one right, median over {len(sample)} wrong files of 03"
        yield title, f"{wrong:.2f}", "1.5"
        broken = course.grade("03_conv", course.written("03_conv", "broken", "def conv2d(:\n"))
        yield "a syntax error / one right", ratio(broken, right, runs), "0.6"
        for module in SLOW:
            command = course.grade(module, ROOT / "solutions" / module)
            seconds(*command)
            spent = median(lambda command=command: seconds(*command), 3)  # type: ignore[misc]
            yield f"`grade exercises/{module}` on the reference", f"{spent:.1f} s", "4 s"


def ratio(one: tuple[str, ...], other: tuple[str, ...], runs: int) -> str:
    """Median of `one` over `other`, pair by pair, after a warm-up of both."""
    seconds(*one), seconds(*other)
    return f"{median(lambda: seconds(*one) / seconds(*other), runs):.2f}"


def further_submissions(runs: int) -> Iterator[Row]:
    """What the judge itself spends on a further submission; the learner's computing is the worker's."""
    from grader.course import load_exercise, read_overlay, read_submission
    from grader.judge import Judge

    exercise = load_exercise(ROOT / "exercises" / "03_conv")
    same = read_submission(exercise, exercise.reference)
    submissions = {
        "answers identical": (same, "40 ms"),
        "another right solution": (read_overlay(exercise, ALTERNATIVE), "75 ms"),
    }
    with Judge(exercise, record=True) as judge:
        for title, (submission, aim) in submissions.items():
            judge.grade(submission)

            def spent(submission: Any = submission) -> float:
                begin = time.process_time()
                judge.grade(submission)
                return time.process_time() - begin

            milliseconds = f"{median(spent, runs) * 1e3:.0f} ms"
            yield f"a further submission, CPU of the judge, {title}", milliseconds, aim


def confinement(runs: int) -> Iterator[Row]:
    """What the layers of the confinement cost: the start of a worker, and a warm grading, in pairs."""
    from grader.course import load_exercise, read_submission
    from grader.judge import Judge
    from grader.model import Limits
    from grader.sandbox import SANDBOX_PARTS, Launcher

    def elapsed(action: Callable[[], Any], left_out: tuple[str, ...]) -> float:
        launcher.left_out = left_out
        begin = time.perf_counter()
        action()
        return time.perf_counter() - begin

    def pairs(action: Callable[[], Any], count: int) -> float:
        action()
        return median(lambda: elapsed(action, ()) / elapsed(action, SANDBOX_PARTS), count)

    exercise = load_exercise(ROOT / "exercises" / "03_conv")
    submission = read_submission(exercise, exercise.reference)
    with Launcher(exercise.libraries) as launcher:
        start = pairs(lambda: launcher.spawn(Limits()).kill(), 5 * runs)
        yield "start and end of a worker, confined / unconfined", f"{start:.2f}", ""
        with Judge(exercise, launcher=launcher, record=True) as judge:
            warm = pairs(lambda: judge.grade(submission), 3 * runs)
    yield "a warm grading of 03_conv, confined / unconfined", f"{warm:.3f}", "1.03"


def calls_in_frames() -> Iterator[Row]:
    """A call of a learner's function, one of many in a frame, above a direct call."""
    import numpy as np

    from grader.model import Limits
    from grader.sandbox import Launcher, wire

    value, count = np.ones((3, 4)), 1000
    request = {"source": "def same(x):\n    return x\n", "filename": "task.py", "module": "task"}
    request |= {"classes": [], "harness": "", "helpers": {}, "siblings": {}, "device": "cpu"}  # type: ignore[dict-item]
    with Launcher(("numpy",)) as launcher:
        worker = launcher.spawn(Limits())
        worker.request("load", request, seconds=10)
        question = wire.pack(wire.encode((1, False, "call", "same", (value,), {})))

        def frame() -> float:
            begin = time.perf_counter()
            answers = worker.batch([question] * count, first=True, seconds=60)
            assert len(answers) == count
            return (time.perf_counter() - begin) / count

        spent = median(frame, 20)
        worker.kill()
    yield "one call with a 3×4 array in a frame of 1,000", f"{spent * 1e6:.0f} µs", "20 µs"


def public_records(names: tuple[str, ...]) -> Iterator[Row]:
    """The sizes of public records."""
    from grader.course import load_exercise
    from grader.practice import make_public_record, write_public_record

    with tempfile.TemporaryDirectory() as folder:
        sizes = {}
        for name in names:
            record = make_public_record(load_exercise(ROOT / "exercises" / name))
            sizes[name] = write_public_record(record, Path(folder) / name)
    largest = max(sizes, key=lambda name: sizes[name])
    title = f"the largest public record of {', '.join(name[:2] for name in names)} ({largest})"
    yield title, f"{sizes[largest] / 1e6:.2f} MB", "0.5 MB"
