"""From saving a file to its verdict: `grade watch` on a course of its own, a file touched again and again.

    python benchmarks/desk.py [--exercises 00_foundations,03_conv] [--saves 9]

Prints a table in Markdown, medians in seconds: until the first verdict about a check, and until the report. Each
exercise is measured with the reference as the learner's file, and with its first known mistake in it.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from grader.course.exercises import load_exercise
from grader.course.variants import read_overlay
from grader.messages import message
from grader.model import Exercise

ROOT = Path(__file__).resolve().parent.parent
OVER = message("watch.keys")
MARKS = ("  \u2713 ", "  \u2717 ", "  \u25cb ", "  \u2212 ", "  + ", "  x ", "  o ", "  - ")


def times(exercise: Exercise, saves: int) -> tuple[float, float]:
    """Median seconds from touching the file to the first line about a check, and to the report's end."""
    command = [sys.executable, "-u", "-m", "grader", "watch", exercise.id]
    firsts, wholes = [], []
    with subprocess.Popen(
        command, cwd=exercise.course, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        _until_report(lines)
        time.sleep(1)  # what is loaded behind the first report is there
        for _ in range(saves):
            begin = time.perf_counter()
            exercise.stub.touch()
            first, whole = _until_report(lines)
            firsts.append(first - begin)
            wholes.append(whole - begin)
        process.stdin.write("q")
        process.stdin.flush()
    return statistics.median(firsts), statistics.median(wholes)


def _until_report(lines: Iterator[str]) -> tuple[float, float]:
    """When the first line about a check came, and when the report was over."""
    first = 0.0
    for line in lines:
        if not first and line.startswith(MARKS):
            first = time.perf_counter()
        if line.startswith(OVER):
            return first, time.perf_counter()
    raise RuntimeError("grade watch ended early")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--exercises", default="00_foundations,03_conv")
    parser.add_argument("--saves", type=int, default=9)
    options = parser.parse_args()
    print("| exercise | file | first verdict, s | whole verdict, s |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        for half in ("exercises", "solutions"):
            shutil.copytree(ROOT / half, course / half, ignore=shutil.ignore_patterns(".grade"))
        for name in options.exercises.split(","):
            exercise = load_exercise(course / "exercises" / name)
            mistake = min((exercise.private / "wrong").glob("*.py"))
            sources = {
                "right": exercise.reference.read_text(encoding="utf-8"),
                mistake.stem: read_overlay(exercise, mistake).source,
            }
            for label, source in sources.items():
                exercise.stub.write_text(source, encoding="utf-8")
                first, whole = times(exercise, options.saves)
                print(f"| {name} | {label} | {first:.2f} | {whole:.2f} |", flush=True)


if __name__ == "__main__":
    main()
