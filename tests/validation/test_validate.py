"""`grade validate` on a small course: a whole exercise, what it finds, and the command."""

import json

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.errors import UsageError
from grader.validation import examination, wording
from grader.validation.command import exit_code, run_validation
from grader.validation.examination import ValidateOptions as Options, validate
from grader.validation.results import Run
from tests.validation.courses import edit, exercise_of, texts

NONE = Options(mutants=0, jobs=1)


def test_a_good_exercise_and_its_mutants(course, capsys):
    tests = course / "solutions/01_tiny/test_tiny.py"
    tests.write_text(
        tests.read_text()
        + "\n\ndef test_tally_starts_at_zero(student):\n"
        + '    """A tally starts at zero."""\n'
        + "    assert student.Tally().add(1) == 1\n"
    )
    page, data = course / "out/page.html", course / "out/data.json"
    code = run_validation(
        course / "exercises", Options(jobs=2, mutants="all", html_file=page, json_file=data)
    )
    shown = capsys.readouterr().out
    assert code == 0, shown
    assert "1/1" in shown
    written = json.loads(data.read_text())
    (exercise,) = written["exercises"]
    assert written["schema"] == "grade/validation/v1"
    assert exercise["good"]
    assert exercise["problems"] == []
    assert exercise["killed"] == exercise["counted"] == exercise["mutants_made"] == 19
    assert [trial["failed"] for trial in exercise["wrong"]] == [True]
    assert exercise["wrong"][0]["named"] == [exercise["wrong"][0]["title"]]
    assert [trial["passed"] for trial in exercise["alternatives"]] == [True, True]
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
    options = Options(jobs=2, mutants="all", only=("Tally",))
    validation = validate(exercise_of(course), options)
    assert {mutant.function for mutant in validation.mutants} == {"Tally.__init__", "Tally.add"}
    assert [mutant.after for mutant in validation.survivors] == [
        "def __init__(self, start: int = -1) -> None:"
    ]
    assert len(validation.equivalent) == 2
    said = texts(validation.problems)
    assert "lists 'pass' as equivalent, but test_tally notices it" in said
    assert "no mutant turns 'return 1' into 'return 2'" in said
    assert not validation.is_good
    wording.show(Run(validations=[validation]))
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
    validation = validate(exercise_of(course), NONE)
    said = texts(validation.problems)
    assert "wrong/harmless.py passes every check" in said
    assert "alternative worse fails test_steps" in said
    assert exit_code(Run(validations=[validation])) == 1


def test_a_stub_that_is_started_is_a_problem(course):
    reference = course / "solutions/01_tiny/tiny.py"
    text = reference.read_text()
    open_line = "    ### BEGIN SOLUTION\n    return n // height\n    ### END SOLUTION"
    reference.write_text(text.replace(open_line, "    return n // height"))
    validation = validate(exercise_of(course), NONE)
    assert not validation.stub_untouched
    assert "every check should be not_started. Not so: test_steps" in texts(validation.problems)


def test_a_reference_that_fails_is_said_and_no_mutants_are_made(course):
    reference = course / "solutions/01_tiny/tiny.py"
    edit(reference, "height: int = 2", "height: int = 3")
    validation = validate(exercise_of(course), Options(jobs=1, mutants="all"))
    assert "the reference earns 8 of 9 points; test_steps_default" in texts(validation.problems)
    assert validation.mutants == []


def test_a_check_that_trips_over_a_wrong_answer_fails_it(course):
    tests = course / "solutions/01_tiny/test_tiny.py"
    edit(tests, "assert student.steps(7) == 3", "assert [0, 1, 2, 3].index(student.steps(7)) == 3")
    validation = validate(exercise_of(course), NONE)
    assert "break down" not in texts(validation.problems)
    assert all(trial.failed for trial in validation.wrong)


def test_a_course_error_is_told_and_the_exit_code_is_3(course, capsys):
    (course / "solutions/01_tiny/test_tiny.py").write_text("import no_such_module\n")
    assert run_validation(course / "exercises/01_tiny", NONE) == 3
    assert "no_such_module" in capsys.readouterr().out


# The command, the page and the numbers


def test_the_command_line():
    runner = CliRunner()
    assert "--mutants" in runner.invoke(cli, ["validate", "--help"]).output
    answer = runner.invoke(cli, ["validate", "--mutants", "some"])
    assert answer.exit_code == 2
    assert "neither a number nor 'all'" in answer.output


def test_a_wrong_key_is_found(course, capsys):
    edit(course / "solutions/01_tiny/quiz.toml", 'key = "2 * n"', 'key = "3 * n"')
    assert run_validation(course / "exercises/01_tiny", NONE) == 1
    assert "question 'double': check disagrees with the key" in " ".join(
        capsys.readouterr().out.split()
    )


def test_progress_is_a_line_for_each_step_where_there_is_no_terminal(course, capsys):
    run_validation(course / "exercises/01_tiny", Options(mutants=20, jobs=1))
    lines = capsys.readouterr().err.splitlines()
    assert "\r" not in "".join(lines)
    assert [line for line in lines if "solutions" in line] == [
        f"01_tiny: solutions {done}/5" for done in range(1, 6)
    ]
    mutants = [line for line in lines if "mutants" in line]
    assert mutants[-1] == "01_tiny: mutants 19/19"
    assert len(mutants) == 10


def test_mutants_are_as_many_as_the_time_allows_and_the_report_says_why(course, monkeypatch):
    exercise = exercise_of(course)
    plenty = validate(exercise, Options(jobs=1, minutes=10, only=("Tally",)))
    assert len(plenty.mutants) == plenty.mutants_made == 6
    assert plenty.mutants_tried == ""
    monkeypatch.setattr(examination, "CLOSING", 60.0)
    none = validate(exercise, Options(jobs=1, minutes=1, only=("Tally",)))
    assert none.mutants == []
    assert "0 of 6 mutants were tried, evenly spread" in none.mutants_tried
    assert "--mutants all tries every one" in none.mutants_tried
    some = validate(exercise, Options(jobs=1, mutants=5, only=("Tally",)))
    assert len(some.mutants) == 5
    assert "5 of 6 mutants were tried, as --mutants asked" in some.mutants_tried


def test_wrong_files_are_as_many_as_the_time_allows_and_the_report_says_how_many(
    course, monkeypatch
):
    monkeypatch.setattr(examination, "CLOSING", 60.0)
    none = validate(exercise_of(course), Options(jobs=1, minutes=1))
    assert none.reference_passed
    assert none.stub_untouched
    assert len(none.alternatives) == 2
    assert none.wrong == []
    assert "0 of 1 wrong files were tried" in none.wrong_tried
    assert none.matrix_size == 0


def test_a_name_that_chooses_nothing_is_refused(course):
    """Two names in one option are one name that nothing has; nothing tried would be nothing wrong."""
    with pytest.raises(UsageError, match="has adds,Tally in its name"):
        run_validation(course / "exercises/01_tiny", Options(only=("adds,Tally",), mutants=0))


@pytest.mark.parametrize(
    "option", ["--mutants=5", "--mutants=0", "--minutes=1", "--only=x", "--jobs=1"]
)
def test_try_takes_no_option_that_it_would_not_heed(course, option):
    answer = CliRunner().invoke(cli, ["validate", str(course), "--try", "rounds_up", option])
    assert answer.exit_code == 2
    assert f"leave {option.partition('=')[0]} out" in answer.output


def test_mutants_and_minutes_exclude_each_other(course):
    answer = CliRunner().invoke(cli, ["validate", str(course), "--mutants", "5", "--minutes", "1"])
    assert answer.exit_code == 2
    assert "give one of them" in answer.output


@pytest.mark.parametrize("name", ["rounds_up", "rounds_up.py", "wrong/rounds_up.py"])
def test_try_shows_a_wrong_file_as_a_learner_sees_it(course, monkeypatch, name):
    monkeypatch.chdir(course)
    answer = CliRunner().invoke(cli, ["validate", "exercises/01_tiny", "--try", name])
    assert answer.exit_code == 1, answer.output
    assert "rounds up" in answer.output
    assert "rounds up" in (course / "reports/01_tiny-rounds_up.html").read_text()


def test_try_names_the_nearest_wrong_file(course):
    answer = CliRunner().invoke(
        cli, ["validate", str(course / "exercises/01_tiny"), "--try", "round_up"]
    )
    assert "did you mean rounds_up?" in str(answer.exception)
