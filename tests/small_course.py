"""A course of one exercise, written by a test, with the checks and the harness that it needs."""

from __future__ import annotations

import itertools
from pathlib import Path

from grader.course.exercises import load_exercise
from grader.model import Exercise, Submission

_numbers = itertools.count()
REFERENCE = "def work(device='cpu'):\n    return 1\n"


def small_exercise(
    root: Path, checks: str, *, harness: str = "", reference: str = REFERENCE, libraries: str = ""
) -> Exercise:
    """Write `exercises/01_small` and its private half below `root`, and load it."""
    folder, private = root / "exercises" / "01_small", root / "solutions" / "01_small"
    folder.mkdir(parents=True)
    private.mkdir(parents=True)
    settings = f'title = "Small"\nfile = "small.py"\norder = 1\n{libraries}'
    (folder / "exercise.toml").write_text(settings)
    (folder / "small.py").write_text(reference)
    (private / "small.py").write_text(reference)
    # pytest keeps modules by name, so each course of a session needs a name of its own.
    (private / f"test_small_{next(_numbers)}.py").write_text(checks)
    if harness:
        (private / "harness.py").write_text(harness)
    return load_exercise(folder)


def handed_in(source: str) -> Submission:
    return Submission(source=source, path=Path("small.py"), label="small.py")
