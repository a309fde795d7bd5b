"""A wheel built from the repository grades from any folder: templates, schema and digits travel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import ROOT, environments


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built from a copy so that no build folder is left in the repository."""
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    source.mkdir()
    for name in ("grader", "templates", "exercises"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source / name)
    command = ("-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index")
    subprocess.run([sys.executable, *command, "-w", folder, source], check=True, timeout=600)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environments.with_wheel(wheel, tmp_path_factory.mktemp("environment"))


def test_wheel_grades_from_any_folder(environment: Path, tmp_path: Path) -> None:
    golden = ROOT / "tests" / "golden"
    for half in ("exercises", "solutions"):
        shutil.copytree(golden / half, tmp_path / half)
    shutil.copy(golden / "submissions/right/tiny.py", tmp_path / "exercises/01_tiny")
    command = [
        environment / "bin" / "grade",
        "exercises/01_tiny",
        "--json",
        "r.json",
        "--html",
        "r.html",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "passed" in (tmp_path / "r.json").read_text(encoding="utf-8")
    assert "<h1" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_what_ships_beside_the_code_is_found(environment: Path, tmp_path: Path) -> None:
    program = (
        "import numpy as np\n"
        "from grader.course.data import DIGITS\n"  # as tensors they need torch, which is an extra
        "from grader.report.json_report import SCHEMA_FILE\n"
        "import grader, sys\n"
        "assert np.load(DIGITS)['labels'].shape == (1797,)\n"
        "assert DIGITS.is_relative_to(sys.prefix)\n"
        "assert SCHEMA_FILE.is_file()\n"
        "print(grader.__file__)\n"
    )
    command = [environment / "bin" / "python", "-I", "-c", program]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(str(environment))


def test_the_list_of_packages_is_complete() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent for path in (ROOT / "grader").rglob("__init__.py")}
    rooms = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    listed = set(settings["tool"]["setuptools"]["packages"])
    assert listed == rooms | {"grader.data", "grader.templates"}
