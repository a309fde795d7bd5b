"""`grade notebook`: an exercise as a notebook, made again without losing a learner's work, and graded."""

import json
import shutil

import nbformat
import pytest

from grader.cli import cli
from grader.course.exercises import load_exercise
from grader.course.stubs import write_stubs
from grader.course.submissions import read_submission
from grader.errors import UsageError
from grader.judge.grading import Judge
from grader.notebooks.cells import code_cells, statement_cells
from grader.notebooks.commands import run_notebook
from grader.notebooks.making import write_notebook
from tests import ROOT


@pytest.fixture
def exercise(tmp_path):
    """The small exercise with its stub in place."""
    for half in ("exercises", "solutions"):
        shutil.copytree(ROOT / "tests" / "golden" / half, tmp_path / half)
    folder = tmp_path / "exercises" / "01_tiny"
    (folder / "tiny.py").unlink(missing_ok=True)
    write_stubs((folder,))
    return load_exercise(folder)


def read(path):
    return nbformat.read(path, as_version=4)


def change(path, **sources):
    """Give cells another source, by the end of their id."""
    notebook = read(path)
    for cell in notebook.cells:
        name = cell.id.partition("-")[2]
        if name in sources:
            cell.source = sources[name]
    nbformat.write(notebook, path)


def sources(path):
    return {cell.id: cell.source for cell in read(path).cells}


def test_statement_and_stub_become_cells(exercise):
    path = write_notebook(exercise)
    notebook = read(path)
    nbformat.validate(notebook)
    assert path == exercise.folder / "tiny.ipynb"
    ids = [cell.id for cell in notebook.cells]
    assert ids[0] == "text-top"
    assert ids[-1] == "text-grade"
    assert {"code-double", "code-steps"} <= set(ids)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    lines = [line for line in exercise.stub.read_text().splitlines() if line.strip()]
    assert [line for line in code.splitlines() if line.strip()] == lines
    assert "grade 01_tiny/tiny.ipynb" in sources(path)["text-grade"]


def test_the_same_exercise_gives_the_same_file(exercise):
    path = write_notebook(exercise)
    before = path.read_bytes()
    assert write_notebook(exercise).read_bytes() == before


def test_made_again_it_keeps_what_was_written_and_follows_the_rest(exercise, capsys):
    path = write_notebook(exercise)
    change(path, double="def double(n):\n    return 2 * n")
    notebook = read(path)
    place = [cell.id for cell in notebook.cells].index("code-double")
    mine = [nbformat.v4.new_code_cell("double(4)"), nbformat.v4.new_markdown_cell("My notes")]
    notebook.cells[place + 1 : place + 1] = mine
    notebook.metadata["mine"] = 1
    nbformat.write(notebook, path)
    (exercise.folder / "README.md").write_text("# Newer\n\n## Added\n\nText\n")
    capsys.readouterr()
    write_notebook(exercise)
    said = capsys.readouterr().out
    after = read(path)
    ids = [cell.id for cell in after.cells]
    place = ids.index("code-double")
    assert ids[place + 1 : place + 3] == [cell.id for cell in mine]
    assert sources(path)["code-double"] == "def double(n):\n    return 2 * n"
    assert sources(path)["text-top"] == "# Newer"
    assert ids.index("text-added") < ids.index("code-double")
    assert after.metadata["mine"] == 1
    assert "kept" in said
    assert "double:" not in said


def test_a_newer_stub_is_told_of_where_the_cell_was_changed(exercise, capsys):
    path = write_notebook(exercise)
    change(path, double="def double(n):\n    return 2 * n")
    exercise.stub.write_text(exercise.stub.read_text().replace("double(", "double(*, "))
    write_notebook(exercise)
    assert "double: your cell was kept, but tiny.py says something else" in capsys.readouterr().out
    assert sources(path)["code-double"] == "def double(n):\n    return 2 * n"


def test_a_cell_that_was_deleted_comes_back_and_one_that_is_gone_goes(exercise):
    path = write_notebook(exercise)
    notebook = read(path)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "code-double"]
    nbformat.write(notebook, path)
    text = exercise.stub.read_text()
    exercise.stub.write_text(text + "\n\ndef more():\n    pass\n")
    write_notebook(exercise)
    assert {"code-double", "code-more"} <= set(sources(path))
    exercise.stub.write_text(text)
    write_notebook(exercise)
    assert "code-more" not in sources(path)


def test_the_notebook_with_the_reference_in_it_earns_full_marks(exercise, numpy_launcher):
    with Judge(exercise, launcher=numpy_launcher) as judge:
        untouched = read_submission(exercise, write_notebook(exercise))
        assert judge.grade(untouched).status == "not_started"
        shutil.copy(exercise.reference, exercise.stub)
        report = judge.grade(read_submission(exercise, write_notebook(exercise)))
    assert report.score == report.max_score
    assert report.notes == []


@pytest.mark.parametrize(
    "text", ["{}", "no json", '{"nbformat": 3}', '{"nbformat": 4, "cells": 1}']
)
def test_what_is_no_notebook_is_not_written_over(exercise, text):
    path = exercise.folder / "tiny.ipynb"
    path.write_text(text)
    with pytest.raises(UsageError, match="not a readable notebook"):
        write_notebook(exercise)
    assert path.read_text() == text


def test_what_cannot_be_made_is_said(exercise, tmp_path):
    with pytest.raises(UsageError, match="ends in"):
        run_notebook(exercise.folder, output=tmp_path / "a.py")
    shutil.copytree(exercise.folder, exercise.folder.parent / "02_again")
    with pytest.raises(UsageError, match="2 exercises"):
        run_notebook(exercise.folder.parent)
    exercise.stub.unlink()
    with pytest.raises(UsageError, match=r"tiny.py is missing"):
        write_notebook(exercise)


def test_the_command_writes_where_it_is_told(exercise, tmp_path):
    target = tmp_path / "out" / "mine.ipynb"
    arguments = ["notebook", str(exercise.folder), "--output", str(target)]
    cli(arguments, standalone_mode=False)
    assert json.loads(target.read_text())["nbformat"] == 4


# --- cells ---


def test_a_heading_in_a_code_block_begins_no_cell():
    cells = statement_cells("# A\n\n```\n## no\n```\n\n## Yes!\nb\n\n## Yes!\nc")
    assert [cell.id for cell in cells] == ["text-top", "text-yes", "text-yes-2"]


def test_what_stands_between_definitions_goes_with_the_next():
    source = "import a\n\nX = 1\n\n\n@a.b\ndef f():\n    pass\n\n\n# about g\nY = 2\n\n\nclass G:\n    pass\n\n\nZ = 3\n"
    cells = code_cells(source)
    assert [cell.id for cell in cells] == ["code-top", "code-f", "code-g", "code-rest"]
    assert cells[1].source.startswith("@a.b")
    assert cells[2].source.startswith("# about g\nY = 2")
    assert cells[3].source == "Z = 3"


def test_a_file_that_python_cannot_parse_is_one_cell():
    (cell,) = code_cells("def f(:\n")
    assert cell.source == "def f(:"
