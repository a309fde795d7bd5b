"""The command line as a user meets it: exit codes, messages, files, interruptions."""

import json
import os
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET

import jsonschema
import pytest

from grader.cli import main
from grader.course.stubs import stub_source
from grader.report.json_report import SCHEMA_FILE
from tests import ROOT
from tests.processes import INTERRUPTED, PATIENCE, alive, descendants, wait_until

GOLDEN = ROOT / "tests" / "golden"


def grade_as_a_user(*arguments, cwd):
    """Run `grade` as a user would, outside a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "COLUMNS": "80", "LINES": "24"},
    )


@pytest.fixture
def grade(monkeypatch, capsys):
    """The same in this process, which is quicker to start."""

    def grade(*arguments, cwd, **environment):
        monkeypatch.chdir(cwd)
        for name in ("GRADE_SOLUTIONS", "GRADE_LANGUAGE", "GRADE_LEARNER", "GRADE_DATA"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"COLUMNS": "80", "LINES": "24", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["grade", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return grade


@pytest.fixture
def course(tmp_path):
    """A fresh copy of the small course, with the stub in place."""
    for half in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / half, tmp_path / half)
    reference = tmp_path / "solutions" / "01_tiny" / "tiny.py"
    (tmp_path / "exercises" / "01_tiny" / "tiny.py").write_text(stub_source(reference.read_text()))
    return tmp_path


def submit(course, name):
    source = GOLDEN / "submissions" / name / "tiny.py"
    shutil.copy(source, course / "exercises" / "01_tiny" / "tiny.py")


def test_untouched_stub(course):
    result = grade_as_a_user("exercises/01_tiny", cwd=course)
    assert result.returncode == 1, result.stderr
    assert "Ready when you are" in result.stdout
    assert "Start with double" in result.stdout
    assert (course / "reports" / "01_tiny.html").read_text().startswith("<!doctype html>")


def test_everything_passed(course):
    submit(course, "right")
    result = grade_as_a_user("exercises/01_tiny/tiny.py", cwd=course)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "9 of 9 points" in result.stdout


def test_output_fits_a_screen_and_has_no_colour_outside_a_terminal(course, grade):
    submit(course, "syntax_error")
    text = grade("exercises/01_tiny", cwd=course).stdout
    assert len(text.splitlines()) < 24
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_every_format(course, grade):
    submit(course, "rounds_up")
    result = grade(
        *("exercises/01_tiny", "--json", "out/r.json", "--junit", "r.xml"),
        *("--gradescope", "results.json", "--html", "page.html"),
        cwd=course,
    )
    assert result.returncode == 1
    report = json.loads((course / "out" / "r.json").read_text())
    jsonschema.validate(report, json.loads(SCHEMA_FILE.read_text()))
    assert report["score"] == 6
    steps = next(check for check in report["checks"] if check["id"] == "test_steps")
    assert steps["misconception"] == "rounds up instead of down"
    assert steps["counterexample"]["expected"] == "0"
    assert ET.parse(course / "r.xml").getroot().get("failures") == "2"
    assert json.loads((course / "results.json").read_text())["tests"]
    assert "<script" not in (course / "page.html").read_text()
    assert not (course / "reports").exists()


def test_several_submissions_and_their_index(course, grade):
    result = grade(
        "exercises/01_tiny",
        *("--submission", GOLDEN / "submissions" / "right"),
        *("--submission", GOLDEN / "submissions" / "crash"),
        *("--submission", GOLDEN / "submissions" / "right" / "tiny.py"),
        cwd=course,
    )
    assert result.returncode == 1
    assert "3 reports" in result.stdout
    index = (course / "reports" / "index.html").read_text()
    pages = sorted(path.name for path in (course / "reports").glob("01_tiny-*.html"))
    assert len(pages) == 3
    assert all(page in index for page in pages)


def test_quiet_prints_one_line(course, grade):
    result = grade("-q", "exercises/01_tiny", cwd=course)
    assert len(result.stdout.splitlines()) == 1


def test_only_some_checks(course, grade):
    submit(course, "half_done")
    result = grade("exercises/01_tiny", "--only", "double", "--json", "r.json", cwd=course)
    assert result.returncode == 0
    checks = json.loads((course / "r.json").read_text())["checks"]
    assert [check["id"] for check in checks] == ["test_double", "test_double_float32"]
    assert "2 of 6 checks ran (double)" in " ".join(result.stdout.split())
    grade("1", "--only", "test_double", "--json", "r.json", cwd=course)
    checks = json.loads((course / "r.json").read_text())["checks"]
    assert [check["id"] for check in checks] == ["test_double"]
    result = grade("exercises/01_tiny", "--only", "zebra", cwd=course)
    assert result.returncode == 2
    assert "test_double" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exercises/01_tiyn"], "did you mean exercises/01_tiny?"),
        (["tiyn"], "did you mean exercises/01_tiny?"),
        (["exercises/empty"], "is an empty folder"),
        (["solutions/01_tiny/wrong"], "holds no exercise.toml"),
        (["exercises/01_tiny", "--submission", "nowhere"], "nowhere does not exist"),
        (["exercises/01_tiny", "--submission", "exercises/empty"], "holds no tiny.py"),
        (["exercises/01_tiny", "--submission", "exercises/01_tiny/README.md"], "notebook"),
        (["exercises/01_tiny", "--submission", "latin.py"], "not UTF-8"),
        (["exercises/01_tiny", "--json", "exercises"], "is a folder"),
        (["exercises/01_tiny", "--html", "latin.py/page.html"], "cannot be written"),
        (["exercises/01_tiny", "--device", "tpu"], "tpu"),
        (["--no-such-option", "exercises/01_tiny"], "no-such-option"),
    ],
)
def test_usage_errors(course, grade, arguments, said):
    (course / "exercises" / "empty").mkdir()
    (course / "latin.py").write_bytes(b"# caf\xe9\n")
    result = grade(*arguments, cwd=course)
    assert result.returncode == 2, result.stdout + result.stderr
    assert said in result.stderr
    assert "Traceback (most recent" not in result.stderr


def test_the_course_map(course, grade):
    result = grade(cwd=course)
    assert result.returncode == 0
    assert "01_tiny  Tiny" in result.stdout
    assert "01_tiny  Tiny" in grade(cwd=course / "exercises" / "01_tiny").stdout
    assert grade(cwd=course / "solutions" / "01_tiny").returncode == 0
    submit(course, "rounds_up")
    grade("tiny", "-q", cwd=course)
    assert "◐ 01_tiny  Tiny  Code 6/9" in grade(cwd=course).stdout
    submit(course, "right")
    grade("1", "-q", "--only", "double", cwd=course)  # a part is not remembered
    (course / ".grade" / "progress" / "01_tiny.json").read_bytes()
    assert "◐" in grade(cwd=course).stdout
    (course / ".grade" / "progress" / "01_tiny.json").write_text("[broken")
    assert "○ 01_tiny" in grade(cwd=course).stdout


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (".", "01_tiny"),
        (".", "tiny"),
        (".", "ti"),
        (".", "1"),
        (".", "exercises/01"),
        ("exercises/01_tiny", "."),
        ("exercises", "1"),
        ("exercises/01_tiny/deep", "."),
        (".", "exercises/01_tiny/deep"),
    ],
)
def test_an_exercise_has_many_names_and_its_report_one_place(course, grade, folder, name):
    deep = course / "exercises" / "01_tiny" / "deep"
    deep.mkdir()
    before = {path for path in (course / "exercises").rglob("*") if "__pycache__" not in path.parts}
    result = grade(name, "--hint", cwd=course / folder)
    assert result.returncode == 1, result.stdout + result.stderr
    assert (course / "reports" / "01_tiny.html").is_file()
    assert set((course / "exercises").rglob("*")) == before


def test_a_name_that_may_be_several_is_asked_about(course, grade):
    shutil.copytree(course / "exercises" / "01_tiny", course / "exercises" / "02_tidal")
    result = grade("ti", cwd=course)
    assert result.returncode == 2
    assert "01_tiny, 02_tidal" in result.stderr


COURSE_FAULTS = {
    "a wrong key": (
        "exercises/01_tiny/exercise.toml",
        'title = "T"\nfiel = "tiny.py"\norder = 1\n',
        "exercise.toml:2: unknown key 'fiel'; did you mean 'file'?",
    ),
    "a wrong limit": (
        "exercises/01_tiny/exercise.toml",
        'title = "T"\nfile = "tiny.py"\norder = 1\n[limits]\ncall_second = 1\n',
        "exercise.toml:5: unknown key 'call_second'",
    ),
    "a wrong type": (
        "exercises/01_tiny/exercise.toml",
        'title = "T"\nfile = "tiny.py"\norder = "x"\n',
        "exercise.toml:3: Expected `int`",
    ),
    "broken TOML": ("exercises/01_tiny/exercise.toml", "title = \n", "is not valid TOML"),
    "checks that do not import": (
        "solutions/01_tiny/test_tiny.py",
        "import nothing_like_this\n",
        "cannot be collected",
    ),
    "no checks": ("solutions/01_tiny/test_tiny.py", "", "holds no checks"),
    "a broken reference": ("solutions/01_tiny/tiny.py", "1 / 0\n", "does not import"),
    "a bad requirement": (
        "solutions/01_tiny/test_tiny.py",
        "import pytest\n@pytest.mark.requires('test_z')\ndef test_a(student): student.double(1)\n",
        "requires test_z",
    ),
    "a check that raises": (
        "solutions/01_tiny/test_tiny.py",
        "def test_a(student): raise KeyError('oops')\n",
        "",
    ),
    "a fixture that raises": (
        "solutions/01_tiny/test_tiny.py",
        "import pytest\n@pytest.fixture\ndef bad(): assert False\ndef test_a(student, bad): pass\n",
        "",
    ),
}


@pytest.mark.parametrize("fault", COURSE_FAULTS)
def test_faults_of_the_course_are_not_the_learners(course, grade, fault):
    """Exit code 3, and no zero scored in silence."""
    file, text, said = COURSE_FAULTS[fault]
    (course / file).write_text(text)
    result = grade("exercises/01_tiny", cwd=course)
    assert result.returncode == 3, result.stdout + result.stderr
    assert said in result.stderr
    assert "Traceback (most recent" not in result.stderr


def test_no_private_half(course, grade):
    shutil.rmtree(course / "solutions")
    result = grade("exercises/01_tiny", cwd=course)
    assert result.returncode == 1  # by what the stub says of itself, as at a learner's home
    assert "examples" in result.stdout
    elsewhere = GOLDEN / "solutions"
    assert grade("exercises/01_tiny", "--solutions", elsewhere, cwd=course).returncode == 1
    assert grade("exercises/01_tiny", cwd=course, GRADE_SOLUTIONS=str(elsewhere)).returncode == 1


def test_a_learners_file_is_never_changed(course, grade):
    submit(course, "rounds_up")
    file = course / "exercises" / "01_tiny" / "tiny.py"
    before = file.read_bytes()
    grade("exercises/01_tiny", cwd=course)
    assert file.read_bytes() == before
    assert not list((course / "exercises" / "01_tiny").glob("__pycache__"))


def test_a_notebook(course, grade):
    import nbformat

    source = (GOLDEN / "submissions" / "right" / "tiny.py").read_text()
    cells = [nbformat.v4.new_code_cell(part) for part in ("%matplotlib inline\n" + source, "!ls")]
    notebook = course / "tiny.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), notebook)
    assert grade("exercises/01_tiny", "--submission", notebook, cwd=course).returncode == 0
    notebook.write_text("{}")
    result = grade("exercises/01_tiny", "--submission", notebook, cwd=course)
    assert result.returncode == 2
    assert "not a readable notebook" in result.stderr


def test_ctrl_c_leaves_nothing_behind(course):
    (course / "exercises" / "01_tiny" / "tiny.py").write_text("while True:\n    pass\n")
    settings = course / "exercises" / "01_tiny" / "exercise.toml"
    settings.write_text(settings.read_text().replace("load_seconds = 2", "load_seconds = 600"))
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "exercises/01_tiny", "--json", "r.json"],
        cwd=course,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: len(descendants(process.pid)) >= 2, "a launcher and its worker")
        children = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode in INTERRUPTED
        assert "Traceback" not in said
        wait_until(lambda: not alive(children), "the end of the launcher and its worker")
    finally:
        process.kill()  # its launcher and worker die with it
    assert not (course / "r.json").exists()
    assert not list(course.glob("reports/*"))


def test_ctrl_c_that_falls_into_a_callback_is_not_lost():
    """Python drops what is raised there; imports have such callbacks."""
    code = (
        "import signal, time, weakref\nfrom grader import cli\n"
        "class Thing: pass\n"
        "def lose(**_):\n"
        "    thing = Thing()\n"
        "    ref = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))\n"
        "    del thing\n"
        f"    time.sleep({PATIENCE})\n"
        "cli.cli = lose\ncli.main()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 130, result.stderr
    assert "Traceback" not in result.stderr


def test_doctor():
    result = grade_as_a_user("doctor", cwd=ROOT)
    assert result.returncode in (0, 1), result.stderr
    assert "namespaces" in result.stdout


def test_help_is_light():
    """`grade --help` loads nothing heavy."""
    code = (
        "import sys\nfrom grader.cli import main\nsys.argv = ['grade', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([n for n in ('numpy', 'torch', 'pytest', 'hypothesis', 'jinja2', 'msgspec', 'rich')"
        " if n in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.splitlines()[-1] == "[]", result.stdout


def test_a_result_that_breaks_the_check_is_the_learners_fault(course, grade):
    """The check trips over a string where a number was promised; with the reference it does not."""
    (course / "solutions" / "01_tiny" / "test_tiny.py").write_text(
        "def test_a(student):\n    assert student.steps(7) + 1 == 4\n"
    )
    submit(course, "returns_a_string")
    result = grade("exercises/01_tiny", "--json", "r.json", cwd=course)
    assert result.returncode == 1, result.stderr
    (check,) = json.loads((course / "r.json").read_text())["checks"]
    assert check["status"] == "failed"
    assert "TypeError" in check["message"]
    assert check["counterexample"]["call"] == "steps(n=7)"
