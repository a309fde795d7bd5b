"""`grade validate` on a small course: what it accepts, everything it must notice, and what it writes."""

import json
import shutil
from html.parser import HTMLParser

import msgspec
import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.course.exercises import load_exercise
from grader.course.stubs import stub_source
from grader.errors import CourseError
from grader.validation import wording as validation_text
from grader.validation.command import (
    ValidateOptions as Options,
    exit_code,
    run_validation as main,
    validate,
)
from grader.validation.completeness import problems_of
from grader.validation.page import render_validations
from grader.validation.results import (
    AlternativeTrial,
    MutantTrial,
    Problem,
    Validation,
    WrongTrial,
    measure,
    redundant_checks,
    to_data,
)
from grader.validation.trials import Trial, run
from tests import ROOT

GOLDEN = ROOT / "tests" / "golden"
NONE = Options(mutants=0, jobs=1)


@pytest.fixture
def course(tmp_path):
    """A copy of the small course with everything that a complete one has."""
    for part in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / part, tmp_path / part)
    private, public = tmp_path / "solutions/01_tiny", tmp_path / "exercises/01_tiny"
    (public / "tiny.py").write_text(stub_source((private / "tiny.py").read_text()))
    (private / "quiz.toml").write_text('[[question]]\nid = "one"\n')
    (private / "hints.toml").write_text(
        '[hints]\ndouble = ["Two."]\nsteps = ["Round down."]\nTally = ["Add."]\n[after]\nwhy = "So."\n'
    )
    alternatives = tmp_path / "tests/alternatives/01_tiny"
    alternatives.mkdir(parents=True)
    (alternatives / "adds.py").write_text("def double(x):\n    return x + x\n")
    return tmp_path


def exercise_of(course):
    return load_exercise(course / "exercises/01_tiny")


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def texts(found):
    return "\n".join(problem.text for problem in found)


# What an exercise must have


def test_a_complete_exercise_has_no_problem(course):
    assert list(problems_of(exercise_of(course))) == []


@pytest.mark.parametrize(
    ("spoil", "aspect", "said"),
    [
        (lambda pub, _: (pub / "README.md").unlink(), "statement", "README.md is missing"),
        (lambda pub, _: (pub / "README.md").write_text(" "), "statement", "README.md is missing"),
        (lambda _, priv: (priv / "hints.toml").unlink(), "hints", "hints.toml is missing"),
        (lambda _, priv: (priv / "quiz.toml").unlink(), "quiz", "quiz.toml is missing"),
        (lambda _, priv: (priv / "quiz.toml").write_text(""), "quiz", "no questions"),
        (lambda _, priv: (priv / "quiz.toml").write_text("= 3"), "quiz", "cannot be read"),
        (lambda pub, _: (pub / "tiny.py").unlink(), "stub", "tiny.py is missing"),
    ],
)
def test_what_is_missing_is_named(course, spoil, aspect, said):
    spoil(course / "exercises/01_tiny", course / "solutions/01_tiny")
    (problem,) = problems_of(exercise_of(course))
    assert problem.aspect == aspect
    assert said in problem.text


def test_a_stale_stub_is_named_with_the_command_that_writes_it(course):
    edit(course / "exercises/01_tiny/tiny.py", "Adds numbers up", "Adds up")
    assert "python -m grader.authoring stub 01_tiny" in texts(problems_of(exercise_of(course)))


def test_an_empty_summary_is_a_problem(course):
    edit(
        course / "exercises/01_tiny/exercise.toml",
        "A small exercise for the grader's own tests.",
        "",
    )
    assert "no summary" in texts(problems_of(exercise_of(course)))


def test_hints_belong_to_what_the_reference_defines(course):
    (course / "solutions/01_tiny/hints.toml").write_text(
        '[hints]\ndouble = ["x"]\ntriple = ["x"]\n'
    )
    said = texts(problems_of(exercise_of(course)))
    assert "no hints for steps, Tally" in said
    assert "hints for triple" in said
    assert "[after]" in said


def test_examples_of_docstrings_run(course):
    edit(course / "solutions/01_tiny/tiny.py", ">>> steps(5)\n    2", ">>> steps(5)\n    3")
    edit(course / "exercises/01_tiny/tiny.py", ">>> steps(5)\n    2", ">>> steps(5)\n    3")
    (problem,) = problems_of(exercise_of(course))
    assert problem.aspect == "examples"
    assert "tiny.steps" in problem.text
    assert "Got:\n    2" in problem.text


def test_a_fence_ends_an_expected_answer(course):
    statement = course / "exercises/01_tiny/README.md"
    statement.write_text("```python\n>>> 1 + 1\n2\n```\n\nThat was all.\n")
    assert list(problems_of(exercise_of(course))) == []


def test_examples_of_the_statement_are_one_session_and_may_import_the_reference(course):
    statement = course / "exercises/01_tiny/README.md"
    text = "```python\n>>> from tiny import steps\n\n```\n\nand then\n\n```python\n>>> steps(9)\n4\n\n```\n"
    statement.write_text(text)
    assert list(problems_of(exercise_of(course))) == []
    statement.write_text(text.replace("4", "5"))
    assert "README.md: 1 examples" in texts(problems_of(exercise_of(course)))


# Grading in processes


def test_trials_come_back_in_order_and_stop_at_the_first_failure(course):
    exercise = exercise_of(course)
    source = exercise.reference.read_text()
    wrong = source.replace("n // height", "n")
    trials = [
        Trial(name="right", source=source),
        Trial(name="wrong", source=wrong),
        Trial(name="near checks first", source=wrong, functions=("steps",)),
        Trial(name="all", source=wrong, mode="all"),
        Trial(name="right again", source=source, functions=("Tally",)),
    ]
    done = []
    reports = run(exercise, trials, jobs=1, shrink=False, progress=done.append)
    assert [one.submission for one in reports] == [one.name for one in trials]
    assert [one.status for one in reports] == ["passed", "failed", "failed", "failed", "passed"]
    assert [len(one.checks) for one in reports] == [6, 3, 1, 6, 6]
    assert done == [1, 2, 3, 4, 5]


def test_a_broken_check_is_the_courses_fault_in_the_parent_too(course):
    exercise = exercise_of(course)
    (exercise.private / "test_tiny.py").write_text("import no_such_module\n")
    with pytest.raises(CourseError, match="cannot be collected"):
        run(exercise, [Trial(name="x", source="")], jobs=1)


# A whole exercise


def test_a_good_exercise_and_its_mutants(course, capsys):
    tests = course / "solutions/01_tiny/test_tiny.py"
    tests.write_text(
        tests.read_text()
        + "\n\ndef test_tally_starts_at_zero(student):\n"
        + '    """A tally starts at zero."""\n'
        + "    assert student.Tally().add(1) == 1\n"
    )
    page, data = course / "out/page.html", course / "out/data.json"
    code = main(course / "exercises", Options(jobs=2, mutants=None, html_file=page, json_file=data))
    shown = capsys.readouterr().out
    assert code == 0, shown
    assert "1/1" in shown
    found = json.loads(data.read_text())
    (exercise,) = found["exercises"]
    assert found["schema"] == "grade/validation/v1"
    assert exercise["good"]
    assert exercise["problems"] == []
    assert exercise["killed"] == exercise["counted"] == exercise["mutants_made"] == 19
    assert [one["failed"] for one in exercise["wrong"]] == [True]
    assert exercise["wrong"][0]["named"] == [exercise["wrong"][0]["title"]]
    assert [one["passed"] for one in exercise["alternatives"]] == [True]
    assert "test_double" not in exercise["redundant"]
    assert "01_tiny" in page.read_text()


def test_survivors_are_shown_unless_listed_and_lists_are_checked(course, capsys):
    private = course / "solutions/01_tiny"
    (private / "mutants.toml").write_text(
        "[[equivalent]]\n"
        'line = "def __init__(self, start: int = 0) -> None:"\n'
        'mutant = "def __init__(self, start: int = 1) -> None:"\n'
        'reason = "for the test"\n'
        "[[equivalent]]\n"
        'line = "self.total = start"\nmutant = "pass"\nreason = "not true"\n'
        "[[equivalent]]\n"
        'line = "return 1"\nmutant = "return 2"\nreason = "not there"\n'
    )
    options = Options(jobs=2, mutants=None, only=("Tally",))
    found = validate(exercise_of(course), options)
    assert {one.function for one in found.mutants} == {"Tally.__init__", "Tally.add"}
    assert [one.after for one in found.survivors] == [
        "def __init__(self, start: int = -1) -> None:"
    ]
    assert len(found.equivalent) == 2
    said = texts(found.problems)
    assert "lists 'pass' as equivalent, but test_tally notices it" in said
    assert "no mutant turns 'return 1' into 'return 2'" in said
    assert not found.is_good
    validation_text.show([found])
    shown = capsys.readouterr().out
    assert "+    def __init__(self, start: int = -1) -> None:" in shown
    assert "Tally.__init__, line 36" in shown


def test_wrong_files_and_alternatives_that_surprise_are_problems(course):
    private = course / "solutions/01_tiny"
    (private / "wrong/harmless.py").write_text(
        '"""says nothing wrong"""\n\n\ndef triple(x):\n    return x\n'
    )
    (course / "tests/alternatives/01_tiny/worse.py").write_text(
        "def steps(n, height=2):\n    return n\n"
    )
    found = validate(exercise_of(course), NONE)
    said = texts(found.problems)
    assert "wrong/harmless.py passes every check" in said
    assert "alternative worse fails test_steps" in said
    assert exit_code([found]) == 1


def test_a_stub_that_is_started_is_a_problem(course):
    reference = course / "solutions/01_tiny/tiny.py"
    text = reference.read_text()
    open_line = "    ### BEGIN SOLUTION\n    return n // height\n    ### END SOLUTION"
    reference.write_text(text.replace(open_line, "    return n // height"))
    found = validate(exercise_of(course), NONE)
    assert not found.stub_untouched
    assert "every check should be not_started. Not so: test_steps" in texts(found.problems)


def test_a_reference_that_fails_is_said_and_no_mutants_are_made(course):
    reference = course / "solutions/01_tiny/tiny.py"
    edit(reference, "height: int = 2", "height: int = 3")
    found = validate(exercise_of(course), Options(jobs=1, mutants=None))
    assert "the reference earns 8 of 9 points; test_steps_default" in texts(found.problems)
    assert found.mutants == []


def test_a_check_that_trips_over_a_wrong_answer_fails_it(course):
    tests = course / "solutions/01_tiny/test_tiny.py"
    edit(tests, "assert student.steps(7) == 3", "assert [0, 1, 2, 3].index(student.steps(7)) == 3")
    found = validate(exercise_of(course), NONE)
    assert "break down" not in texts(found.problems)
    assert all(trial.failed for trial in found.wrong)


def test_a_course_error_is_told_and_the_exit_code_is_3(course, capsys):
    (course / "solutions/01_tiny/test_tiny.py").write_text("import no_such_module\n")
    assert main(course / "exercises/01_tiny", NONE) == 3
    assert "no_such_module" in capsys.readouterr().out


# The command, the page and the numbers


def test_the_command_line():
    runner = CliRunner()
    assert "--mutants" in runner.invoke(cli, ["validate", "--help"]).output
    answer = runner.invoke(cli, ["validate", "--mutants", "some"])
    assert answer.exit_code == 2
    assert "neither a number nor 'all'" in answer.output


def example(**changes):
    wrong = WrongTrial(
        name="up", title="rounds up", failed=True, failing=["a"], named=["x", "rounds up"],
        points=1, duration=0.1,
    )  # fmt: skip
    mutant = MutantTrial(
        kind="arithmetic", function="f", line=3, before="a", after="b", fate="survived",
        diff="--- f.py\n-a\n+<b>",
    )  # fmt: skip
    found = Validation(
        exercise="01_x",
        title="<X>",
        torch=False,
        checks=["a", "b"],
        reference_passed=True,
        stub_untouched=True,
        wrong=[wrong, msgspec.structs.replace(wrong, named=["rounds up"])],
        alternatives=[AlternativeTrial(name="y", passed=True, failing=[], message="", duration=0)],
        mutants=[mutant, msgspec.structs.replace(mutant, fate="equivalent", reason="same")]
        + [msgspec.structs.replace(mutant, fate="killed", check="a", diff="")] * 40,
        mutants_made=42,
        redundant=["b"],
        matrix_size=4,
    )
    return msgspec.structs.replace(found, **changes)


def test_the_numbers_are_derived():
    found = example()
    assert (found.killed, found.counted) == (40, 41)
    assert found.is_strong
    assert found.is_good
    total = measure([found, found])
    assert (total.wrong, total.named, total.named_first, total.mutants) == (4, 4, 2, 82)
    assert not total.names_enough
    assert exit_code([found]) == 1
    weak = msgspec.structs.replace(found, mutants=found.mutants[:12])
    assert not weak.is_strong
    assert msgspec.structs.replace(weak, torch=True).is_strong
    assert to_data([found])["exercises"][0]["killed_share"] == 0.9756


def test_a_check_is_redundant_when_it_never_fails_alone():
    assert redundant_checks(["a", "b", "c"], [["a"], ["a", "b"], ["b", "c"]]) == ["b", "c"]


def test_the_page_is_escaped_holds_no_script_and_shows_everything():
    page = render_validations(
        [example(), example(problems=[Problem(aspect="quiz", text="<script>")], exercise="02_y")]
    )
    tags = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)

    Tags().feed(page)
    assert "script" not in tags
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "+&lt;b&gt;" in page
    assert "rounds up" in page
    assert 'id="02_y"' in page
    assert "40/41" in page
