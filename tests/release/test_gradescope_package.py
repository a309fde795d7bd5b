"""The zip for Gradescope: what is in it, and the same folders, commands and files as in its container."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from grader.course.exercises import load_exercise
from grader.errors import CourseError, UsageError
from grader.release.gradescope_package import write_gradescope_package
from grader.release.gradescope_run import FILES, copy_submission, learner_of
from grader.release.requirements import pinned_requirements
from tests import ROOT, environments
from tests.report import format_rules

GOLDEN = ROOT / "tests" / "golden"
SECOND = "02_tiny_again"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with its exercise twice."""
    folder = tmp_path_factory.mktemp("course")
    for half in ("exercises", "solutions"):
        for name in ("01_tiny", SECOND):
            shutil.copytree(GOLDEN / half / "01_tiny", folder / half / name)
    return folder


@pytest.fixture(scope="module")
def package(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    exercises = [load_exercise(course / "exercises" / name) for name in ("01_tiny", SECOND)]
    return write_gradescope_package(exercises, tmp_path_factory.mktemp("zip") / "autograder.zip")


def test_the_scripts_are_at_the_root_and_can_be_run(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        for script in ("setup.sh", "run_autograder"):
            assert archive.read(script).startswith(b"#!/usr/bin/env bash\n")
            assert archive.getinfo(script).external_attr >> 16 == stat.S_IFREG | 0o755
    for script in ("setup.sh", "run_autograder"):
        text = zipfile.ZipFile(package).read(script)
        subprocess.run(["bash", "-n"], input=text, check=True, timeout=600)


def test_it_holds_both_halves_and_the_grader_and_nothing_else(package: Path) -> None:
    names = zipfile.ZipFile(package).namelist()
    for needed in (
        "course/exercises/01_tiny/exercise.toml",
        "course/solutions/01_tiny/test_tiny.py",
        f"course/solutions/{SECOND}/tiny.py",
        "packages/grader/cli.py",
        "packages/grader/templates/report.html.j2",
        "packages/grader/data/digits.npz",
        "packages/grader/report/schema/report-v1.json",
    ):
        assert needed in names, needed
    assert not [name for name in names if "__pycache__" in name or ".grade/" in name]
    assert zipfile.ZipFile(package).read("exercises.txt").decode().split() == ["01_tiny", SECOND]


def test_the_versions_are_those_that_were_tried(package: Path) -> None:
    lines = zipfile.ZipFile(package).read("requirements.txt").decode().splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*", line) for line in lines)
    names = {line.partition("==")[0] for line in lines}
    assert {"numpy", "hypothesis", "pytest", "msgspec"} <= names
    assert not names & {"torch", "ruff", "grader"}
    assert "torch" in {line.partition("==")[0] for line in pinned_requirements(["numpy", "torch"])}


def test_the_same_course_gives_the_same_zip(course: Path, package: Path, tmp_path: Path) -> None:
    exercises = [load_exercise(course / "exercises" / name) for name in ("01_tiny", SECOND)]
    again = write_gradescope_package(exercises, tmp_path / "a" / "again.zip")
    assert again.read_bytes() == package.read_bytes()


def test_what_cannot_be_packaged_is_said(course: Path, tmp_path: Path) -> None:
    exercise = load_exercise(course / "exercises" / "01_tiny")
    with pytest.raises(UsageError, match="zip"):
        write_gradescope_package([exercise], tmp_path / "autograder.tar")
    with pytest.raises(UsageError, match="exercises"):
        write_gradescope_package([], tmp_path / "autograder.zip")
    public = load_exercise(course / "exercises" / "01_tiny", tmp_path / "nowhere")
    with pytest.raises(CourseError, match="private half"):
        write_gradescope_package([public], tmp_path / "autograder.zip")


def test_links_in_a_submission_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "tiny.py").write_text("secret")
    source = tmp_path / "submission"
    source.mkdir()
    (source / "tiny.py").symlink_to(secret / "tiny.py")
    (source / "folder").symlink_to(secret)
    (source / "own").mkdir()
    (source / "own" / "tiny.py").write_text("own")
    os.mkfifo(source / "pipe.py")
    copy_submission(source, tmp_path / "copy")
    copied = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    assert copied == [tmp_path / "copy" / "own" / "tiny.py"]
    for number in range(FILES):
        (source / f"{number}.txt").write_text("")
    with pytest.raises(UsageError, match="files"):
        copy_submission(source, tmp_path / "second")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"users": [{"id": 1}]}', '{"users": 3}', "\xff"])
def test_metadata_that_names_nobody(text: str, tmp_path: Path) -> None:
    file = tmp_path / "submission_metadata.json"
    file.write_text(text)
    assert learner_of(file) is None
    assert learner_of(tmp_path / "nowhere") is None


# --- as in its container ---


@pytest.fixture(scope="module")
def container(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """/autograder as the harness lays it out, set up by setup.sh; the packages are there already."""
    root = tmp_path_factory.mktemp("autograder")
    source = root / "source"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(source)
        for info in archive.infolist():
            (source / info.filename).chmod(info.external_attr >> 16 & 0o777)
    shutil.copy(source / "run_autograder", root)
    venv = source / "venv"
    command = (sys.executable, "-m", "venv", "--without-pip", venv)  # setup.sh brings pip
    subprocess.run(command, check=True, timeout=600)
    libraries = Path(sysconfig.get_path("purelib"))
    target = venv / libraries.relative_to(sys.prefix)
    ignored = shutil.ignore_patterns(
        *("grader", "grader-*", "__editable__*", "pip", "pip-*"),
        *("torch*", "onnx*", "mypy*", "playwright*", "scipy*", "sklearn*"),
    )
    shutil.copytree(
        libraries,
        target,
        ignore=ignored,
        copy_function=environments.link,
        symlinks=True,
        dirs_exist_ok=True,
    )
    tools = root / "tools"
    tools.mkdir()
    (tools / "apt-get").write_text("#!/bin/sh\n")
    (tools / "apt-get").chmod(0o755)
    (tools / "python3").symlink_to(sys.executable)
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "PIP_NO_INDEX": "1"}
    _run([source / "setup.sh"], root, **environment)
    return root


def _run(command: list[Path], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        command,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=600,
        env={**os.environ, "AUTOGRADER_ROOT": str(root), **environment},
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result


def _graded(root: Path, files: dict[str, Path]) -> tuple[dict[str, object], str]:
    submission = root / "submission"
    shutil.rmtree(submission, ignore_errors=True)
    for name, file in files.items():
        place = submission / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    submission.mkdir(exist_ok=True)
    shutil.rmtree(root / "results", ignore_errors=True)
    result = _run([root / "run_autograder"], root)
    data = json.loads((root / "results" / "results.json").read_text())
    jsonschema.validate(data, format_rules.GRADESCOPE)
    return data, result.stdout


def test_several_exercises_in_one_submission(container: Path) -> None:
    right = GOLDEN / "submissions" / "right" / "tiny.py"
    wrong = GOLDEN / "submissions" / "rounds_up" / "tiny.py"
    data, said = _graded(container, {"01_tiny/tiny.py": right, f"{SECOND}/tiny.py": wrong})
    assert data["score"] == 9 + 6
    tests = {test["number"]: test for test in data["tests"] if "number" in test}
    assert [test["status"] for n, test in tests.items() if n.startswith("1.")] == ["passed"] * 6
    hidden = [test["name"] for test in tests.values() if test["visibility"] == "hidden"]
    assert len(hidden) == 2
    assert "rounds up instead of down" in json.dumps(data)
    assert "01_tiny" in said


def test_confinement_is_told_to_instructors_only(container: Path) -> None:
    right = GOLDEN / "submissions" / "right" / "tiny.py"
    data, said = _graded(container, {"01_tiny/tiny.py": right, f"{SECOND}/tiny.py": right})
    confinement = data["tests"][-1]
    assert confinement["name"] == "Confinement"
    assert confinement["visibility"] == "hidden"
    assert confinement["max_score"] == 0
    assert confinement["output"].splitlines()[0] in said


def test_what_was_not_handed_in_earns_nothing_and_is_named(container: Path) -> None:
    right = GOLDEN / "submissions" / "right" / "tiny.py"
    data, _ = _graded(container, {"01_tiny/tiny.py": right})
    assert data["score"] == 9
    (missing,) = [test for test in data["tests"] if test["name"].startswith(f"{SECOND}, ")]
    assert missing["max_score"] == 9
    assert "tiny.py" in missing["output"]
    assert str(container) not in json.dumps(data)


def test_a_broken_course_gives_no_score(container: Path) -> None:
    checks = container / "source" / "course" / "solutions" / "01_tiny" / "test_tiny.py"
    text = checks.read_text()
    checks.write_text("import does_not_exist\n")
    try:
        shutil.rmtree(container / "results", ignore_errors=True)
        result = subprocess.run(
            [container / "run_autograder"],
            env={**os.environ, "AUTOGRADER_ROOT": str(container)},
            capture_output=True,
            text=True,
            timeout=600,
        )
    finally:
        checks.write_text(text)
    assert result.returncode == 3
    data = json.loads((container / "results" / "results.json").read_text())
    assert "score" not in data
    assert "does_not_exist" not in json.dumps(data)
    assert "does_not_exist" in result.stdout
