"""`grade record` for instructors, and `grade` where a learner has the public half alone."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli import main
from tests.practice.conftest import REFERENCE, WRONG, Course, at_home

Grade = Callable[..., tuple[int, str, str]]


@pytest.fixture
def grade(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Grade:
    """`grade` in this process, from some folder: exit code, standard output and error."""

    def grade(folder: Path, *arguments: object) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        for name in ("GRADE_SOLUTIONS", "GRADE_LANGUAGE", "GRADE_LEARNER", "GRADE_DATA"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(sys, "argv", ["grade", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capsys.readouterr()

    return grade


def test_a_record_is_written_and_grades_elsewhere(
    course: Course, tmp_path: Path, grade: Grade
) -> None:
    file = tmp_path / "small.record"
    root = course.whole.folder.parent.parent
    code, said, _ = grade(root, "record", course.whole.folder, "--out", file)
    assert code == 0
    assert said.startswith(f"{file}: 4 checks for 5 points")
    assert "not in it: 1 checks for 3 points" in said
    home = at_home(course.whole, tmp_path)
    shutil.copy(file, home.folder / "practice.record")
    (home.folder / home.file).write_text(REFERENCE + "\n\n" + WRONG["off_late"])
    code, said, said_of_faults = grade(tmp_path, "exercises/01_small", "--json", "report.json")
    assert (code, said_of_faults) == (1, "")
    assert "forgets large numbers" in said
    assert "Graded by 4 of 5 checks" in " ".join(said.replace("!", "").split())
    report = json.loads((tmp_path / "report.json").read_text())
    assert {check["id"] for check in report["checks"]} >= {"test_double", "test_scale"}
    (home.folder / home.file).write_text(REFERENCE)
    assert grade(tmp_path, "exercises/01_small")[0] == 0


@pytest.mark.parametrize("spoil", [None, b"words"])
def test_nobody_at_home_gets_exit_code_3(
    course: Course, tmp_path: Path, grade: Grade, spoil: bytes | None
) -> None:
    home = at_home(course.whole, tmp_path)
    if spoil is not None:
        (home.folder / "practice.record").write_bytes(spoil)
    for source, code in ((REFERENCE, 0), (REFERENCE + WRONG["squares"], 1), ("def double(:", 1)):
        (home.folder / home.file).write_text(source)
        assert grade(tmp_path, "exercises/01_small")[0] == code
    assert grade(tmp_path, "exercises/01_small", "--hint")[0] == 1
    assert grade(tmp_path)[0] == 0  # the map of the course


def test_a_private_half_that_is_named_must_be_there(
    course: Course, tmp_path: Path, grade: Grade
) -> None:
    at_home(course.whole, tmp_path, course.record)
    code, _, said = grade(tmp_path, "exercises/01_small", "--solutions", tmp_path / "nowhere")
    assert code == 3
    assert "the private half of the course is not here" in said


def test_one_file_for_several_records_is_refused(
    course: Course, tmp_path: Path, grade: Grade
) -> None:
    folder = course.whole.folder
    code, _, said = grade(tmp_path, "record", folder, folder, "--out", tmp_path / "x")
    assert code == 2
    assert "--out names one file, but 2 exercises" in said


def test_a_place_that_cannot_be_written_is_named(
    course: Course, tmp_path: Path, grade: Grade
) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "x.record"
    code, _, said = grade(tmp_path, "record", course.whole.folder, "--out", out)
    assert code == 2
    assert f"{out} cannot be written" in said
