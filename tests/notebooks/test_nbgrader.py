"""nbgrader's notebooks: an assignment exported to them runs, one of its own becomes an exercise that grades."""

import contextlib
import copy
import io
import shutil

import jsonschema
import nbformat
import pytest

from grader.course.exercises import load_exercise
from grader.course.stubs import SOLUTION_BEGIN, SOLUTION_END, stub_source
from grader.course.submissions import read_submission
from grader.errors import CourseError, UsageError
from grader.judge.grading import Judge
from grader.notebooks.nbgrader_export import export_assignment
from grader.notebooks.nbgrader_import import import_assignment
from tests import ROOT
from tests.small_course import handed_in

# The rules of https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html, version 3.
METADATA = {
    "type": "object",
    "required": ["schema_version", "grade", "locked", "solution"],
    "additionalProperties": False,
    "properties": {
        "schema_version": {"const": 3},
        **{name: {"type": "boolean"} for name in ("grade", "locked", "solution", "task")},
        "grade_id": {"type": "string", "pattern": "^[a-zA-Z0-9_-]+$"},
        "points": {"type": "number", "minimum": 0},
    },
}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    target = tmp_path_factory.mktemp("nbgrader") / "foundations.ipynb"
    export_assignment(load_exercise(ROOT / "exercises" / "00_foundations"), target)
    return nbformat.read(target, as_version=4)


def run(cells):
    """Run code cells as a kernel does; the test cells that failed, by grade_id."""
    names, failed = {"__name__": "__main__"}, []
    for cell in cells:
        if cell.cell_type == "code":
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(cell.source, cell.id, "exec"), names)
            except (AssertionError, NotImplementedError):
                failed.append(cell.metadata.nbgrader.grade_id)
    return failed


def test_the_metadata_is_as_nbgrader_wants_it(assignment):
    ids = []
    for cell in assignment.cells:
        role = cell.metadata.nbgrader
        jsonschema.validate(role, METADATA)
        ids.append(role.grade_id)
        assert role.grade == ("points" in role)
        assert not (role.solution and role.locked)
        if cell.cell_type == "markdown":
            assert not role.grade
            assert not role.solution
        assert role.solution == (SOLUTION_BEGIN in cell.source)
        assert cell.source.count(SOLUTION_BEGIN) == cell.source.count(SOLUTION_END)
    assert len(set(ids)) == len(ids)


def test_the_source_passes_its_tests_and_the_released_version_fails_each(assignment):
    tests = [cell.id for cell in assignment.cells if cell.metadata.nbgrader.grade]
    assert len(tests) > 5
    assert run(assignment.cells) == []
    released = copy.deepcopy(assignment.cells)
    for cell in released:
        if cell.metadata.nbgrader.solution:
            cell.source = stub_source(cell.source)
    assert run(released) == tests


def test_markers_that_span_definitions_stay_in_one_cell(tmp_path):
    exercise = load_exercise(ROOT / "exercises" / "03_conv")
    export_assignment(exercise, tmp_path / "conv.ipynb")
    for cell in nbformat.read(tmp_path / "conv.ipynb", as_version=4).cells:
        assert cell.source.count(SOLUTION_BEGIN) == cell.source.count(SOLUTION_END)


# --- import ---

MARKDOWN, CODE = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
SQUARES = f"""\
import math

def squares(n):
    '''The squares of 1 to n.'''
    {SOLUTION_BEGIN}
    if n < 1:
        raise ValueError("n must be 1 or more")
    return [i**2 for i in range(1, n + 1)]
    {SOLUTION_END}"""
INVALID = """\
'''Below 1 there are none.'''
try:
    squares(0)
except ValueError:
    pass
else:
    raise AssertionError("did not raise")"""
USES = """\
kept = squares
del squares
try:
    total(1)
except NameError:
    pass
else:
    raise AssertionError("total does not use squares")
finally:
    squares = kept"""
TOTAL = f"def total(n):\n    {SOLUTION_BEGIN}\n    return sum(squares(n))\n    {SOLUTION_END}"
VALUES = """\
assert squares(2) == [1, 4]
### BEGIN HIDDEN TESTS
assert squares(3) == [1, 4, 9], math.pi
### END HIDDEN TESTS"""


def role(name, **values):
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False}
    return {"nbgrader": {**plain, "grade_id": name, **values}}


def source_notebook(path, *more):
    cells = [
        MARKDOWN("# Squares\n\nOf the numbers from 1 to $n$.", metadata=role("text", locked=True)),
        CODE(f"%matplotlib inline\n{SQUARES}", metadata=role("squares", solution=True)),
        CODE("squares(10)"),
        CODE("def cubes(n):\n    return n**3", metadata=role("cubes", solution=True)),
        CODE(VALUES, metadata=role("values-of-squares", grade=True, points=2)),
        CODE(INVALID, metadata=role("invalid", grade=True, points=0.5)),
        CODE(TOTAL, metadata=role("total", solution=True)),
        CODE(USES, metadata=role("uses", grade=True, points=1)),
        MARKDOWN("$x^2$", metadata=role("equation", grade=True, solution=True, points=1)),
        *more,
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@pytest.fixture
def imported(tmp_path, capsys):
    folder = tmp_path / "exercises" / "04_squares"
    import_assignment(source_notebook(tmp_path / "source.ipynb"), folder)
    return load_exercise(folder), capsys.readouterr().out


def test_an_assignment_of_nbgrader_becomes_an_exercise(imported, numpy_launcher):
    exercise, said = imported
    assert "equation was left out" in said
    assert (exercise.folder / "README.md").read_text().startswith("# Squares")
    stub = exercise.stub.read_text()
    assert "n must be" not in stub
    assert "cubes" not in stub
    assert "squares(10)" not in exercise.reference.read_text()
    wrong = "import math\n\ndef squares(n):\n    return [1, 4]\n\ndef total(n):\n    return 1\n"
    with Judge(exercise, launcher=numpy_launcher) as judge:
        report = judge.grade(read_submission(exercise, exercise.reference))
        assert (report.status, report.score) == ("passed", 3.5)
        assert [check.title for check in report.checks] == [
            "Values of squares.",
            "Below 1 there are none.",
            "Uses.",
        ]
        assert judge.grade(read_submission(exercise)).status == "not_started"
        assert [check.status for check in judge.grade(handed_in(wrong)).checks] == ["failed"] * 3


def test_an_exported_assignment_can_be_imported(assignment, tmp_path, numpy_launcher):
    path = tmp_path / "source.ipynb"
    nbformat.write(assignment, path)
    folder = tmp_path / "exercises" / "05_again"
    import_assignment(path, folder)
    exercise = load_exercise(folder)
    with Judge(exercise, launcher=numpy_launcher) as judge:
        report = judge.grade(read_submission(exercise, exercise.reference))
    assert report.status == "passed"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (SOLUTION_BEGIN, "cell 8:1: .*BEGIN SOLUTION without"),
        (f"x = 1\n{SOLUTION_END}", "cell 8:2: .*END SOLUTION without"),
        (f"{SOLUTION_BEGIN}\n{SOLUTION_BEGIN}\n{SOLUTION_END}", "cell 8:2: .*inside the solution"),
        ("def f(:", "cell 8:1"),
    ],
)
def test_markers_that_are_not_balanced_name_their_cell_and_line(source, words, tmp_path):
    cell = CODE(source, metadata=role("bad", solution=True))
    path = source_notebook(tmp_path / "source.ipynb", cell)
    with pytest.raises(CourseError, match=words):
        import_assignment(path, tmp_path / "exercises" / "04_squares")
    assert not (tmp_path / "exercises").exists()
    assert not (tmp_path / "solutions").exists()


def test_what_cannot_be_imported_is_said(imported, tmp_path):
    path = source_notebook(tmp_path / "again.ipynb")
    with pytest.raises(UsageError, match="there already"):
        import_assignment(path, imported[0].folder)
    shutil.rmtree(imported[0].folder)
    with pytest.raises(UsageError, match=r"solutions.*there already"):
        import_assignment(path, imported[0].folder)
    with pytest.raises(UsageError, match="04_squares"):
        import_assignment(path, tmp_path / "exercises" / "Squares!")
    nbformat.write(nbformat.v4.new_notebook(cells=[CODE("x = 1")]), path)
    with pytest.raises(UsageError, match="no cell that nbgrader would test"):
        import_assignment(path, tmp_path / "exercises" / "06_more")
    cell = CODE("pass", metadata=role("bad", grade=True, points="ten"))
    with pytest.raises(CourseError, match="points is 'ten'"):
        import_assignment(source_notebook(path, cell), tmp_path / "exercises" / "06_more")
