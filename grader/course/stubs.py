"""The author's tools: the public stub is generated from the reference, never written by hand."""

from __future__ import annotations

import re
from pathlib import Path

from grader.errors import CourseError

SOLUTION_BEGIN = "### BEGIN SOLUTION"
SOLUTION_END = "### END SOLUTION"


def stub_source(reference: str, name: str = "reference") -> str:
    """The stub: each solution block becomes `raise NotImplementedError`, or vanishes at module level.

    Raises `CourseError` for a block that is not closed or not opened.
    """
    lines: list[str] = []
    owner = ""
    inside: int | None = None
    for number, line in enumerate(reference.splitlines(), 1):
        if definition := re.match(r"\s*(?:class|def) (\w+)", line):
            owner = _owner(owner, line, definition[1])
        stripped = line.strip()
        if stripped == SOLUTION_BEGIN:
            if inside is not None:
                raise CourseError(f"{name}:{number}: {SOLUTION_BEGIN} inside a solution block")
            inside = len(line) - len(line.lstrip())
            if inside:
                lines.append(
                    f'{" " * inside}raise NotImplementedError("{owner} is yours to write")'
                )
        elif stripped == SOLUTION_END:
            if inside is None:
                raise CourseError(f"{name}:{number}: {SOLUTION_END} without {SOLUTION_BEGIN}")
            inside = None
        elif inside is None:
            lines.append(line)
    if inside is not None:
        raise CourseError(f"{name}: {SOLUTION_BEGIN} without {SOLUTION_END}")
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).rstrip() + "\n"


def _owner(current: str, line: str, name: str) -> str:
    if not line.startswith(" "):
        return name
    return f"{current.partition('.')[0]}.{name}"


def write_stub(reference: Path, stub: Path) -> bool:
    """Write the stub unless it is up to date; True when it was written."""
    from grader.files import write_atomic

    text = stub_source(reference.read_text(encoding="utf-8"), str(reference))
    if stub.is_file() and stub.read_text(encoding="utf-8") == text:
        return False
    write_atomic(stub, text)
    return True


def main() -> None:
    """`python -m grader.authoring stub NN_name ...`: regenerate stubs of this course."""
    import sys

    from grader.course.exercises import load_exercise

    for name in sys.argv[2:]:
        exercise = load_exercise(Path("exercises") / name)
        state = "written" if write_stub(exercise.reference, exercise.stub) else "up to date"
        print(f"{exercise.stub}: {state}")


if __name__ == "__main__":
    main()
