"""Notebooks that are handed in: their code, cell by cell, and what a hostile one can do."""

import ast
import json
import os

import pytest

from grader.course.notebooks import python_lines, read_notebook
from grader.course.submissions import read_submission
from grader.errors import UsageError
from grader.judge.grading import Judge
from grader.report.entries import check_entries
from grader.report.json_report import read_report, report_dict, report_json
from grader.report.pages import render_html
from grader.report.terminal import render_terminal
from tests.small_course import small_exercise

REFERENCE = """\
def half(n):
    ### BEGIN SOLUTION
    return n / 2
    ### END SOLUTION


def double(n):
    ### BEGIN SOLUTION
    return 2 * n
    ### END SOLUTION
"""
CHECKS = """\
def test_half(student):
    assert student.half(3) == 1.5


def test_double(student):
    assert student.double(3) == 6
"""
HALF, DOUBLE = "def half(n):\n    return n / 2", "def double(n):\n    return 2 * n"


def notebook(folder, *cells, **rest):
    """A notebook of code cells in a folder; `rest` replaces what stands at its top."""
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    data = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made, **rest}
    file = folder / "small.ipynb"
    file.write_text(json.dumps(data))
    return file


@pytest.fixture(scope="module")
def judge(tmp_path_factory, numpy_launcher):
    exercise = small_exercise(tmp_path_factory.mktemp("course"), CHECKS, reference=REFERENCE)
    with Judge(exercise, launcher=numpy_launcher) as judge:
        yield judge


@pytest.fixture
def grade(judge, tmp_path):
    def grade(*cells):
        file = notebook(tmp_path, *cells)
        return judge.grade(read_submission(judge.exercise, file))

    return grade


def states(report):
    return [check.status for check in report.checks]


# --- what is Python of it ---


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%matplotlib inline\nx = 1", ["pass  # %matplotlib inline", "x = 1"]),
        ("  !ls -l", ["  pass  # !ls -l"]),
        ("!ls \\\n  -l\nx = 1", ["pass  # !ls ", "#   -l", "x = 1"]),
        ("?half", ["pass  # ?half"]),
        ("half??", ["pass  # half??"]),
        ("x = 1  # why?", ["x = 1  # why?"]),
        ("files = !ls", ["pass  # files = !ls"]),
        ("x = (7\n  % 4)", ["x = (7", "  % 4)"]),
        ("x = 7 \\\n  % 4", ["x = 7 \\", "  % 4"]),
        ('s = """\n!no\n"""\n!yes', ['s = """', "!no", '"""', "pass  # !yes"]),
        ("s = 'a\\'('\n!yes", ["s = 'a\\'('", "pass  # !yes"]),
        ("# (\n!yes", ["# (", "pass  # !yes"]),
        ("x = {'a': [1,\n%2\n]}\n%yes", ["x = {'a': [1,", "%2", "]}", "pass  # %yes"]),
        ("%%time\nx = 1", ["# %%time", "x = 1"]),
        ("\n%%capture out\nx = 1", ["", "# %%capture out", "x = 1"]),
        ("%%bash\nls", ["# %%bash", "# ls"]),
        ("%%timeit\nx = 1", ["# %%timeit", "# x = 1"]),
        ("%time x = 1", ["x = 1"]),
        ("%time", ["pass  # %time"]),
        ("x = 5\n%reset", ["x = 5", "pass  # %reset"]),
        ("a != b", ["a != b"]),
        ("x = a % b", ["x = a % b"]),
    ],
)
def test_lines_that_are_no_python(cell, expected):
    assert list(python_lines(cell)) == expected


def test_a_block_of_nothing_else_stays_a_block():
    ast.parse("\n".join(python_lines("if True:\n    !pip install x\nelse:\n    %pwd\n")))


@pytest.mark.parametrize(
    "text", ["'" * 50_000, '"""' + "\\" * 50_000, "([{" * 50_000, "\\\n" * 50_000]
)
def test_text_of_any_kind_is_gone_through(text):
    assert len(list(python_lines(text))) == text.count("\n") + 1


# --- grading ---


def test_a_notebook_is_graded_with_a_note_on_what_was_left_out(grade):
    report = grade("%matplotlib inline\nimport math", f"%%time\n{HALF}", "!ls\n" + DOUBLE)
    assert states(report) == ["passed", "passed"]
    (note,) = report.notes
    assert note.startswith(
        "3 lines that are no Python were left out (cell 1, line 1: %matplotlib inline;"
    )


def test_an_error_in_an_unrelated_cell_costs_only_itself(grade):
    report = grade("import nothing_like_it", HALF, "this is no python", "raise SystemExit", DOUBLE)
    assert states(report) == ["passed", "passed"]
    assert [note.partition(":")[0] for note in report.notes] == [
        "Cell 1 of the notebook stopped in its line 1",
        "Cell 3 of the notebook stopped in its line 1",
        "Cell 4 of the notebook stopped in its line 1",
    ]
    assert "SyntaxError" in report.notes[1]


def test_a_definition_that_its_cell_did_not_reach_is_explained(grade):
    report = grade(HALF, f"x = 1\nx.y\n{DOUBLE}")
    assert states(report) == ["passed", "failed"]
    message = report.checks[1].message
    assert "defines no double" in message
    assert "Cell 2 of the notebook stopped in its line 2: AttributeError" in message


def test_a_future_statement_reaches_later_cells(grade):
    report = grade(
        "from __future__ import annotations", "def half(n: Nothing):\n    return n / 2", DOUBLE
    )
    assert states(report) == ["passed", "passed"]


def test_the_failing_line_is_named_by_cell_and_line(grade):
    report = grade("import math\n\nX = 1", HALF, "# mine\ndef double(n):\n    return n.twice")
    check = report.checks[1]
    assert "in line 3 of cell 3" in check.message
    assert "Cell In[3], line 3, in double\n    return n.twice" in check.traceback
    assert "line 3 of cell 3" in render_terminal(report)
    page = render_html(report)
    assert "Your code, line 3 of cell 3" in page
    assert "X = 1" not in page.partition('class="code"')[2].partition("</figure>")[0]
    assert [entry.line for entry in check_entries(report)] == [None, None]
    assert report_dict(report)["cells"] == [1, 4, 6]
    assert read_report(report_json(report)) == report


def test_an_untouched_notebook_is_not_started(grade):
    stub = 'def {}(n):\n    raise NotImplementedError("{} is yours to write")'
    report = grade(stub.format("half", "half"), stub.format("double", "double"))
    assert report.status == "not_started"


def test_a_file_has_no_cells(judge):
    report = judge.grade(read_submission(judge.exercise, judge.exercise.reference))
    assert "cells" not in report_dict(report)


# --- bad input ---


def refused(folder, content, words):
    file = folder / "bad.ipynb"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=words):
        read_notebook(folder, "bad.ipynb")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"def half(n):", "not a readable notebook"),
        (b"\xff\xfe\x00", "not a readable notebook"),
        (b"{}", "not a readable notebook"),
        (b'{"nbformat": 4, "cells": 7}', "not a readable notebook"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [1]}]}', "not a readable"),
        (b"[" * 200_000, "not a readable notebook"),
        (b'{"nbformat": 4, "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "not a readable"),
        (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "version 3.*save it again"),
        (b'{"nbformat": 4, "cells": []}', "no code cell"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": " "}]}', "no code cell"),
    ],
)
def test_what_is_no_notebook_is_said(content, words, tmp_path):
    refused(tmp_path, content, words)


def test_links_are_not_followed(tmp_path):
    (tmp_path / "real.ipynb").write_text("{}")
    os.symlink("real.ipynb", tmp_path / "bad.ipynb")
    with pytest.raises(UsageError, match="link"):
        read_notebook(tmp_path, "bad.ipynb")


def test_more_code_than_anybody_writes_is_refused(tmp_path):
    cell = {"cell_type": "code", "source": "x"}
    refused(
        tmp_path, json.dumps({"nbformat": 4, "cells": [cell] * 20_001}).encode(), "20000 code cells"
    )
    cell = {"cell_type": "code", "source": "x" * (4 * 2**20 + 1)}
    refused(tmp_path, json.dumps({"nbformat": 4, "cells": [cell]}).encode(), "4 MiB of code")


def test_ten_thousand_cells_are_graded(grade):
    report = grade(HALF, *["nothing()"] * 9_998, DOUBLE)
    assert states(report) == ["passed", "passed"]
    assert len(report.notes) == 6
    assert report.notes[-1] == "More cells of the notebook stopped."


def test_outputs_are_not_looked_at(judge, tmp_path):
    output = {"output_type": "stream", "text": "x" * 50_000_000}
    cells = [
        {"cell_type": "code", "source": [HALF.partition("\n")[0] + "\n", "    return n / 2"]},
        {"cell_type": "code", "source": DOUBLE, "outputs": [output, 7, {"text": None}]},
    ]
    file = notebook(tmp_path, cells=cells)
    report = judge.grade(read_submission(judge.exercise, file))
    assert states(report) == ["passed", "passed"]
    assert "xxx" not in report_json(report)
