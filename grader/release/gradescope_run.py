"""What `run_autograder` starts in Gradescope's container: /autograder/submission -> results.json.

AUTOGRADER_ROOT names another folder than /autograder, and AUTOGRADER_REQUIRE_SANDBOX=1 refuses to grade
code that is not fully confined. What is printed is shown to instructors. Runs in the judge.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import msgspec

from grader.course import load_exercise, read_submission
from grader.errors import GradeError, UsageError
from grader.files import write_atomic
from grader.judge import Judge
from grader.messages import message
from grader.model import CheckResult, Exercise, Report
from grader.quiz import add_quiz
from grader.report import gradescope_results
from grader.sandbox import SANDBOX_PARTS, Launchers
from grader.text import clean, clean_line, number

FILES, FILE_BYTES = 2_000, 16 * 2**20  # of a submission; what is beyond is not looked at


def main() -> int:
    """Grade the submission and write its results. Exit codes as the command line's: 0, or 3 for a fault of ours."""
    root = Path(os.environ.get("AUTOGRADER_ROOT") or "/autograder")
    results = root / "results" / "results.json"
    try:
        with tempfile.TemporaryDirectory() as scratch:
            submission = Path(scratch) / "submission"
            copy_submission(root / "submission", submission)
            data = grade_all(root, submission)
    except Exception as error:  # noqa: BLE001 - without results.json nobody would learn what happened
        print(error) if isinstance(error, GradeError) else traceback.print_exc(file=sys.stdout)
        _write(results, {"output": message("export.error", reason="").strip(), "tests": []})
        return 3
    _write(results, data)
    return 0 if "score" in data else 3


def grade_all(root: Path, submission: Path) -> dict[str, Any]:
    """Return results.json of a submission, all exercises that the package grades together."""
    course = root / "source" / "course"
    names = (root / "source" / "exercises.txt").read_text(encoding="utf-8").split()
    learner = learner_of(root / "submission_metadata.json")
    strict = os.environ.get("AUTOGRADER_REQUIRE_SANDBOX") == "1"
    reports: list[Report] = []
    refused: dict[str, str] = {}
    with Launchers() as launchers:
        for name in names:
            exercise = load_exercise(course / "exercises" / name, course / "solutions")
            launcher = launchers.of(exercise)
            with Judge(exercise, launcher=launcher, require_sandbox=strict) as judge:
                report = _grade(judge, exercise, submission, learner)
                refused |= judge.session.refused
            label = clean_line(report.exercise)
            points = {"score": number(report.score), "max_score": number(report.max_score)}
            print(message("output.line", name=label, status=report.status, **points))
            for check in report.checks:
                if check.status == "error":
                    print(f"  {check.id}: {clean(check.message)}")
            reports.append(report)
    data = gradescope_results(reports)
    confinement = _confinement(reports, refused)
    if "score" in data:  # where there is none, any test would make it a zero
        data["tests"].append(confinement)
    return data


def _grade(judge: Judge, exercise: Exercise, folder: Path, learner: str | None) -> Report:
    try:
        submission = read_submission(exercise, folder, learner)
    except UsageError as problem:
        reason = str(problem).replace(f"{folder}", ".")
        report = _not_handed_in(judge, exercise, learner, reason)
        own = folder / exercise.id
        place = (own if own.is_dir() else folder) / exercise.file
        return add_quiz(report, exercise, place, learner)
    return add_quiz(judge.grade(submission), exercise, submission.path, learner)


def _not_handed_in(judge: Judge, exercise: Exercise, learner: str | None, problem: str) -> Report:
    """No file of this exercise, or none that can be read: no points, and the reason."""
    most = sum(check.points for check in judge.checks)
    title = message("release.gradescope.file", file=exercise.file)
    missing = CheckResult(
        id=exercise.id,
        title=title,
        status="not_started",
        score=0.0,
        max_score=most,
        message=problem,
    )
    return Report(
        exercise=exercise.id,
        title=exercise.title,
        status="not_started",
        score=0.0,
        max_score=most,
        device="cpu",
        sandbox=[],
        started="",
        duration=0.0,
        checks=[missing],
        learner=learner,
    )


def _confinement(reports: list[Report], refused: dict[str, str]) -> dict[str, Any]:
    """A test that only instructors see: what held the learner's code."""
    graded = [report for report in reports if report.sandbox or report.started]
    missing = [
        part for part in SANDBOX_PARTS if any(part not in report.sandbox for report in graded)
    ]
    lines = [f"{part}: {refused.get(part, '?')}" for part in missing]
    text = message("release.gradescope.confined")
    if missing:
        text = "\n".join([message("release.gradescope.refused"), *lines])
    print(text)
    return {
        "name": message("run.sandbox"),
        "visibility": "hidden",
        "output": text,
        "score": 0.0,
        "max_score": 0.0,
        "status": "failed" if missing else "passed",
    }


def copy_submission(source: Path, target: Path) -> None:
    """Copy what a learner handed in without its links, which could name files of the container."""
    count = 0
    for folder, folders, files in os.walk(source):
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
        for name in files:
            path = Path(folder) / name
            count += 1
            if count > FILES:
                raise UsageError(message("release.gradescope.files", count=FILES))
            if path.is_symlink() or not path.is_file() or path.stat().st_size > FILE_BYTES:
                continue
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    target.mkdir(parents=True, exist_ok=True)


def learner_of(metadata: Path) -> str | None:
    """Return the e-mail address of who handed in, whose quiz it is; of a group the first by name."""
    try:
        users = json.loads(metadata.read_text(encoding="utf-8"))["users"]
        addresses = sorted(str(user["email"]) for user in users)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return addresses[0] if addresses else None


def _write(path: Path, data: dict[str, Any]) -> None:
    encoded = msgspec.json.format(msgspec.json.encode(data), indent=2)
    write_atomic(path, encoded.decode() + "\n")


if __name__ == "__main__":
    sys.exit(main())
