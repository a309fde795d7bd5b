"""Grades every wrong file and alternative in two ways and compares the reports.

    python benchmarks/both_ways.py [--only 03,05] [--every 4] [--home] [--json FILE]

Without `--home`: with the record of the exercise and without, which has to be the same, word for word. With it:
by the public record alone (that of `grade record`, where it is there) and with the private half, of which the
practice checks are compared: statuses, names of mistakes, and the examples that are shown.

A change to how gradings are recorded is followed by a run of this over the whole course. `--every 4` takes
every fourth file. Prints a table in Markdown, and below it what differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grader.course import (  # noqa: E402
    Variant,
    exercise_folders,
    load_exercise,
    read_overlay,
    read_variants,
)
from grader.judge import Judge  # noqa: E402
from grader.model import CheckResult, Exercise, Report, Submission  # noqa: E402
from grader.practice import home_judge, make_public_record, record_file, write_public_record  # noqa: E402
from grader.validation.expectations import wrong_trial  # noqa: E402


class Row(msgspec.Struct):
    """What came of one exercise; `differing` are the ids of checks by the name of the file.

    `failing` and `named_first`, by their own title, are of the wrong files; `passing` are alternatives.
    """

    exercise: str
    files: int = 0
    wrong: int = 0
    failing: int = 0
    named_first: int = 0
    passing: int = 0
    checks: int = 0
    same: int = 0
    same_status: int = 0
    named: int = 0
    same_name: int = 0
    shown: int = 0
    same_shown: int = 0
    differing: dict[str, list[str]] = {}
    one_seconds: float = 0.0
    other_seconds: float = 0.0


def submissions(exercise: Exercise, every: int) -> Iterator[tuple[Submission, Variant | None]]:
    """The wrong files of an exercise and its alternatives, which are no variants, laid over its reference."""
    alternatives = ROOT / "tests" / "alternatives" / exercise.id
    variants = {variant.name: variant for variant in read_variants(exercise)}
    files = [*sorted((exercise.private / "wrong").glob("*.py")), *sorted(alternatives.glob("*.py"))]
    for file in files[::every]:
        is_wrong = file.parent.name == "wrong"
        yield read_overlay(exercise, file), variants[file.stem] if is_wrong else None


def what_it_says(check: CheckResult, *, at_home: bool) -> dict[str, Any]:
    """A check's result without what no two runs share; at home, without how many inputs were compared."""
    result = msgspec.to_builtins(check)
    assert isinstance(result, dict)
    del result["duration"]
    if at_home:
        result["explanation"] = re.sub(r"\d+", "#", result["explanation"] or "")
    return result


def compare(row: Row, name: str, one: Report, other: Report, *, at_home: bool) -> None:
    """Count what two reports say of the checks that the first one has."""
    others = {check.id: check for check in other.checks}
    for check in one.checks:
        twin = others[check.id]
        row.checks += 1
        row.same_status += check.status == twin.status
        row.named += bool(twin.misconception)
        row.same_name += bool(twin.misconception) and check.misconception == twin.misconception
        row.shown += twin.counterexample is not None
        row.same_shown += bool(twin.counterexample) and check.counterexample == twin.counterexample
        if what_it_says(check, at_home=at_home) == what_it_says(twin, at_home=at_home):
            row.same += 1
        else:
            row.differing.setdefault(name, []).append(check.id)


def both_ways(exercise: Exercise, every: int, *, at_home: bool) -> Row:
    """Grade in both ways, in turn."""
    row = Row(exercise.id)
    with tempfile.TemporaryDirectory() as folder:
        if at_home:
            home = Path(folder) / exercise.id
            home.mkdir()
            for name in ("exercise.toml", exercise.file):
                (home / name).write_bytes((exercise.folder / name).read_bytes())
            public = load_exercise(home)
            if record_file(exercise).is_file():
                record_file(public).write_bytes(record_file(exercise).read_bytes())
            else:
                write_public_record(make_public_record(exercise), record_file(public))
            first = home_judge(public)
        else:
            first = Judge(exercise, record=True)
        with first, Judge(exercise, launcher=first.launcher) as second:
            for submission, variant in submissions(exercise, every):
                begin = time.perf_counter()
                one = first.grade(submission)
                middle = time.perf_counter()
                other = second.grade(submission)
                row.one_seconds += middle - begin
                row.other_seconds += time.perf_counter() - middle
                row.files += 1
                compare(row, submission.path.stem, one, other, at_home=at_home)
                if variant is None:
                    row.passing += other.status == "passed"
                else:
                    trial = wrong_trial(variant, other)
                    row.wrong += 1
                    row.failing += trial.failed
                    row.named_first += trial.is_named_first
    return row


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", default="", help="beginnings of exercises, with commas")
    parser.add_argument("--every", type=int, default=1, help="take every N-th file")
    parser.add_argument("--home", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    heads = [
        "exercise",
        "wrong files",
        "failing",
        "named first",
        "alternatives",
        "passing",
        "checks",
        "the same in all",
        "the same status",
        "named",
    ]
    heads += ["the same name", "shown", "the same example", "time"]
    print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
    for folder in exercise_folders(ROOT / "exercises"):
        if not folder.name.startswith(tuple(options.only.split(","))):
            continue
        row = both_ways(load_exercise(folder), options.every, at_home=options.home)
        rows.append(row)
        ratio = row.one_seconds / max(row.other_seconds, 1e-9)
        counts = [row.wrong, row.failing, row.named_first, row.files - row.wrong, row.passing]
        counts += [row.checks, row.same, row.same_status, row.named, row.same_name]
        counts += [row.shown, row.same_shown]
        print(f"| {row.exercise} | {' | '.join(map(str, counts))} | {ratio:.2f} |", flush=True)
    for row in rows:
        for name, checks in row.differing.items():
            print(f"{row.exercise}/{name}: {', '.join(checks)}")
    if options.json:
        options.json.write_text(json.dumps(msgspec.to_builtins(rows), indent=1))


if __name__ == "__main__":
    main()
