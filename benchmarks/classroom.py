"""How fast a class is graded, beside plain pytest, and whether a run that is killed ends as a whole one does.

    python benchmarks/classroom.py speed [--learners 60] [--jobs 1,2,4] [--exercise 03_conv]
    python benchmarks/classroom.py kill [--learners 300] [--times 5]
    python benchmarks/classroom.py whole [--learners 2000] [--jobs 2]

Prints tables in Markdown. Times are wall clock; CPU is that of all processes together.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from synthetic_class import MIX, ROOT, make_class

from grader.classroom.policy import ClassPolicy
from grader.classroom.standing import standings
from grader.classroom.store import Gradebook
from grader.course import load_exercise
from grader.model import Exercise

KINDS = ("right", "alternative", "wrong", "half", "broken", "endless", "hostile")
PLAIN = 5  # submissions that plain pytest grades, for a mean


def command(place: Path, out: Path, jobs: int, exercise: Exercise) -> list[str]:
    return [
        *(sys.executable, "-m", "grader", "class", str(place / "submissions"), "--quiet"),
        *("--roster", str(place / "roster.csv"), "--out", str(out), "--jobs", str(jobs)),
        *("--exercise", exercise.id),
    ]


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(place: Path, out: Path, jobs: int, exercise: Exercise) -> tuple[float, float]:
    """Grade a class; seconds of wall clock and of CPU, the start of the program included."""
    clock, cpu = time.perf_counter(), children_cpu()
    subprocess.run(
        command(place, out, jobs, exercise), check=True, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - clock, children_cpu() - cpu


def plain_pytest(place: Path, exercise: Exercise) -> float:
    """Mean seconds of plain pytest, one process a submission, unconfined."""
    files = sorted((place / "submissions").glob("*.py"))[:PLAIN]
    clock = time.perf_counter()
    for file in files:
        environment = {**os.environ, "STUDENT_FILE": str(file)}
        arguments = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            str(exercise.private),
        ]
        subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, timeout=600)
    return (time.perf_counter() - clock) / len(files)


def speed(exercise: Exercise, learners: int, jobs: list[int], scratch: Path) -> None:
    heads = [f"{count} jobs" for count in jobs]
    print(
        f"\n| {exercise.id}, submissions a second | learners | "
        + " | ".join(heads)
        + " | CPU s each | plain pytest |"
    )
    print("| --- |" + " --- |" * (len(jobs) + 3))
    for kind in ("right", ""):
        place = scratch / (kind or "mix")
        make_class(exercise, place, learners, kinds=kind)
        count = len(list((place / "submissions").iterdir()))
        rates, cpu = [], 0.0
        for number in jobs:
            wall, cpu = run(place, scratch / f"out-{kind}-{number}", number, exercise)
            rates.append(f"{count / wall:.2f}")
        plain = f"{1 / plain_pytest(place, exercise):.2f}"
        print(
            f"| {kind or 'realistic mix'} | {count} | "
            + " | ".join(rates)
            + f" | {cpu / count:.2f} | {plain} |",
            flush=True,
        )
    for kind in KINDS:
        place = scratch / f"one-{kind}"
        make_class(exercise, place, 8, kinds=kind)
        few, many = scratch / f"few-{kind}", scratch / f"many-{kind}"
        shutil.copytree(place, few)
        for file in sorted((few / "submissions").iterdir())[2:]:
            file.unlink()
        two = run(few, scratch / f"out-few-{kind}", 1, exercise)
        eight = run(place, many, 1, exercise)
        wall, cpu = (eight[0] - two[0]) / 6, (eight[1] - two[1]) / 6
        print(f"| one more {kind} | | {wall:.2f} s | | | {cpu:.2f} | |", flush=True)


def content(folder: Path) -> list[object]:
    """All that a gradebook says, but for times."""
    rows: list[object] = []
    with Gradebook(folder) as book:
        for row in standings(book, ClassPolicy()):
            for standing in row.standings:
                checks = []
                if standing.result:
                    report = book.report(standing.result.id)
                    checks = [
                        msgspec.structs.replace(check, duration=0.0) for check in report.checks
                    ]
                rows.append(
                    (
                        row.member.learner,
                        standing.score,
                        standing.status,
                        standing.attempts,
                        standing.problem,
                        checks,
                    )
                )
    return rows


def kill(exercise: Exercise, learners: int, times: int, scratch: Path) -> None:
    place, out, whole = scratch / "class", scratch / "killed", scratch / "whole"
    made = make_class(exercise, place, learners)
    wall, _ = run(place, whole, 2, exercise)
    dice = random.Random(1)
    for _ in range(times):
        process = subprocess.Popen(
            command(place, out, 2, exercise), cwd=ROOT, stdout=subprocess.DEVNULL
        )
        time.sleep(dice.uniform(1, wall / (times + 1)))
        process.send_signal(signal.SIGKILL)
        process.wait()
    run(place, out, 2, exercise)
    first, second = content(whole), content(out)
    differing = sum(a != b for a, b in zip(first, second, strict=True))
    kinds = {kind: made.count(kind) for kind in sorted(set(made))}
    print(
        f"\n{learners} learners ({kinds}), killed {times} times: {differing} of {len(first)} rows differ"
    )


def whole(exercise: Exercise, learners: int, jobs: int, scratch: Path) -> None:
    place, out = scratch / "class", scratch / "out"
    make_class(exercise, place, learners)
    clock, cpu = time.perf_counter(), children_cpu()
    process = subprocess.Popen(
        command(place, out, jobs, exercise), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    memory: list[tuple[int, int]] = []
    while process.poll() is None:
        memory.append(resident(process.pid))
        time.sleep(5)
    wall = time.perf_counter() - clock
    middle, last = memory[len(memory) // 2], memory[-2]
    print(f"\n| {exercise.id} | {learners} learners, {jobs} jobs |\n| --- | --- |")
    print(
        f"| time, rate | {wall:.0f} s, {learners / wall:.2f} a second, {(children_cpu() - cpu) / learners:.2f} s of CPU each |"
    )
    print(f"| command's memory, halfway and at the end | {middle[0]}, {last[0]} MB |")
    print(f"| largest judge's memory, halfway and at the end | {middle[1]}, {last[1]} MB |")
    print(f"| gradebook | {(out / 'gradebook.sqlite').stat().st_size / 2**20:.1f} MB |")
    clock = time.perf_counter()
    report = [sys.executable, "-m", "grader", "report", "--class", str(out)]
    subprocess.run(report, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    size = (out / "pages" / "index.html").stat().st_size / 2**20
    print(f"| pages, overview | {time.perf_counter() - clock:.0f} s, {size:.2f} MB |")


def resident(pid: int) -> tuple[int, int]:
    """The memory of a process, and of the largest process that it started, in MB."""
    children = (
        Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if Path(f"/proc/{pid}").exists()
        else []
    )
    return _resident(str(pid)), max([0, *map(_resident, children)])


def _resident(pid: str) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 // 2**20
    except (OSError, IndexError):
        return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["speed", "kill", "whole"])
    parser.add_argument("--exercise", default="03_conv")
    parser.add_argument("--learners", type=int)
    parser.add_argument("--jobs", default="")
    parser.add_argument("--times", type=int, default=5)
    chosen = parser.parse_args()
    exercise = load_exercise(ROOT / "exercises" / chosen.exercise)
    print(f"weights of the mix: {dict(MIX)}")
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        scratch = Path(folder)
        if chosen.what == "speed":
            jobs = [int(text) for text in (chosen.jobs or "1,2,4").split(",")]
            speed(exercise, chosen.learners or 60, jobs, scratch)
        elif chosen.what == "kill":
            kill(exercise, chosen.learners or 300, chosen.times, scratch)
        else:
            whole(exercise, chosen.learners or 2000, int(chosen.jobs or "2"), scratch)


if __name__ == "__main__":
    main()
