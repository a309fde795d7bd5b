"""Speed as ratios and small counts, each against a named baseline in the same run.

    python benchmarks/run.py [--submissions 200] [--runs 7] [--records 03_conv,...]

Prints the load of the machine and a table in Markdown. Whole processes are timed in pairs, one after the
other, and the median of the ratios is shown, so that a machine whose speed
drifts does not spoil the comparison.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from grading import (
    Row,
    calls_in_frames,
    cold_runs,
    confinement,
    further_submissions,
    public_records,
    ratio,
    seconds,
)

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
EXERCISE = "exercises/03_conv"
REFERENCE = "solutions/03_conv"


def median_time(action: Callable[[], Any], runs: int) -> float:
    """Median seconds of one call."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def help_text(runs: int) -> Iterator[Row]:
    helping = ratio(
        (PYTHON, "-m", "grader", "--help"), (PYTHON, "-c", "import click"), 2 * runs + 1
    )
    yield "`grade --help` / `python -c 'import click'`", helping, "1.5"


SOURCE = "def same(x):\n    return x\n"


def workers() -> list[Row]:
    from grader.model import Limits
    from grader.sandbox.launcher_client import Launcher

    rows: list[Row] = []
    for libraries in (("numpy",), ("numpy", "torch")):
        with Launcher(libraries) as launcher:
            launcher.spawn(Limits()).kill()
            starts = []
            for _ in range(30):
                begin = time.perf_counter()
                worker = launcher.spawn(Limits())
                starts.append(time.perf_counter() - begin)
                worker.kill()
            name = f"worker start from a warm launcher ({libraries[-1]})"
            rows.append((name, f"{statistics.median(starts) * 1e3:.1f} ms", "10 ms"))
            if libraries == ("numpy",):
                rows += calls(launcher.spawn(Limits()))
    return rows


def calls(worker: Any) -> list[Row]:
    request: dict[str, Any] = {
        "source": SOURCE,
        "filename": "task.py",
        "module": "task",
        "classes": [],
    }
    request |= {"harness": "", "helpers": {}, "siblings": {}, "device": "cpu"}
    worker.request("load", request, seconds=10)

    def call(value: Any) -> Callable[[], Any]:
        return lambda: worker.request("call", "same", (value,), {}, seconds=60)

    small, large = np.ones((3, 4)), np.ones(8 * 2**20)
    median_time(call(small), 500)
    per_call = median_time(call(small), 5000)
    call(large)()
    both_ways = median_time(call(large), 9)
    worker.kill()
    return [
        ("one call with a 3×4 array, above a direct call", f"{per_call * 1e6:.0f} µs", "60 µs"),
        (
            "64 MB array there and back, per direction",
            f"{large.nbytes * 2 / both_ways / 1e9:.2f} GB/s",
            "1 GB/s",
        ),
    ]


def memory() -> list[Row]:
    """Peak resident memory of `grade` and of its children, and whether torch was loaded."""
    code = (
        "import resource, sys\nfrom grader.cli import main\n"
        f"sys.argv = ['grade', '{EXERCISE}', '--submission', '{REFERENCE}', '-q', '--html', '/dev/stdout']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "peak = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "print(peak[0] / 1024, peak[1] / 1024, 'torch' in sys.modules, file=sys.stderr)\n"
    )
    result = subprocess.run(
        [PYTHON, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    judge, child, torch = result.stderr.split()[-3:]
    total = float(judge) + float(child)
    return [
        (
            "peak memory of the judge and its largest child, NumPy module",
            f"{total:.0f} MB",
            "200 MB",
        ),
        ("torch loaded in the judge", torch, "False"),
    ]


def many(count: int) -> list[Row]:
    """One warm judge, `count` submissions, against a cold run of one."""
    from grader.course.exercises import load_exercise
    from grader.course.submissions import read_submission
    from grader.judge.grading import Judge

    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "page.html")
        command = (
            PYTHON,
            "-m",
            "grader",
            EXERCISE,
            "--submission",
            REFERENCE,
            "--html",
            page,
            "-q",
        )
        cold = statistics.median(seconds(*command) for _ in range(5))
    exercise = load_exercise(ROOT / EXERCISE)
    submission = read_submission(exercise, ROOT / REFERENCE)
    with Judge(exercise, record=True) as judge:
        judge.grade(submission)
        warm = median_time(lambda: judge.grade(submission), 5)
        for _ in range(20):
            judge.grade(submission)
        before = _resident()
        for _ in range(count):
            judge.grade(submission)
        grown = _resident() - before
    return [
        ("a further submission / a cold run", f"{warm / cold:.2f}", "0.5"),
        (f"memory grown over {count} submissions", f"{grown:.1f} MB", "flat"),
    ]


def diagnosis() -> list[Row]:
    """What explaining a failure adds, for quick functions and where networks are trained."""
    return [
        (f"a failing run of {name} with diagnosis / without", f"{explaining(name):.2f}", "1.3")
        for name in ("03_conv", "08_lenet")
    ]


def explaining(name: str) -> float:
    """Median over a sample of the known wrong answers of one exercise."""
    import msgspec

    from grader.course.exercises import load_exercise
    from grader.course.submissions import read_submission
    from grader.course.variants import read_variants
    from grader.judge.grading import Judge

    exercise = load_exercise(ROOT / "exercises" / name)
    base = read_submission(exercise, ROOT / "solutions" / name)
    ratios = []
    with Judge(exercise) as judge:
        for variant in read_variants(exercise)[::4]:
            wrong = msgspec.structs.replace(base, source=variant.source)
            judge.grade(wrong)
            start = time.perf_counter()
            judge.grade(wrong, diagnose=False)
            middle = time.perf_counter()
            judge.grade(wrong)
            ratios.append((time.perf_counter() - middle) / (middle - start))
    return statistics.median(ratios)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7, help="pairs of processes for each ratio")
    parser.add_argument("--records", default="03_conv", help="whose public records are built")
    options = parser.parse_args()
    count, runs, records = options.submissions, options.runs, tuple(options.records.split(","))
    os.chdir(ROOT)
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"load {load} on {os.cpu_count()} processors\n")
    print("| measured | here | aim |\n| --- | --- | --- |")
    # Memory first: a child's peak begins with what its parent held when it was started.
    measures: list[Callable[[], Iterable[Row]]] = [
        memory,
        lambda: help_text(runs),
        lambda: cold_runs(runs),
        workers,
        lambda: confinement(runs),
        calls_in_frames,
        lambda: further_submissions(3 * runs),
        lambda: many(count),
        diagnosis,
        lambda: public_records(records),
    ]
    for measure in measures:
        for row in measure():
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
