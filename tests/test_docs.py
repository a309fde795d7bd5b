"""What README and docs show is true: commands exist, and code blocks do what the text says."""

import re
import subprocess

import click
import pytest

from grader.cli import cli
from grader.course.exercises import ExerciseFile, load_exercise
from grader.course.hints import After, HintsFile
from grader.course.sources import load_module
from grader.course.stubs import write_stubs
from grader.course.submissions import read_submission
from grader.course.variants import read_variants
from grader.judge.grading import Judge
from grader.validation.completeness import problems_of, problems_of_quiz
from tests import ROOT
from tests.small_course import handed_in, small_exercise

README = (ROOT / "README.md").read_text()
AUTHORS = (ROOT / "docs" / "authors.md").read_text()


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_readme_has_two_commands_and_ci_runs_the_second():
    first, second = blocks(README, "bash")
    assert first.rstrip().endswith(".venv/bin/grade exercises/03_conv")
    script = (ROOT / ".ci" / "run").read_text()
    (program,) = re.findall(r"\$\(awk '(.*?)' README.md\)", script)
    result = subprocess.run(["awk", program, "README.md"], cwd=ROOT, capture_output=True, text=True)
    assert result.stdout.strip() == second.strip()
    assert all("-c constraints.txt" in command for command in (first, second))


@pytest.mark.parametrize("shown", re.findall(r"^\| `(grade .*?)` \|", README, re.MULTILINE))
def test_commands_of_the_readme_exist(shown):
    _, *words = shown.split()
    name = words[0] if words[0] in cli.commands else "run"
    command = cli.commands[name]
    options = {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    assert {word for word in words if word.startswith("--")} <= options
    for word in words:
        if word.startswith("exercises/"):
            assert (ROOT / word).is_dir()


def test_every_link_leads_somewhere():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("exercises/*/README.md")]
    for page in pages:
        text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page}: {target}"


def test_the_authors_guide_works_as_written(tmp_path):
    """The check and the known mistake of docs/authors.md, put into an exercise of their own."""
    check, wrong = blocks(AUTHORS[: AUTHORS.index("## A whole exercise")], "python")
    public, private = (tmp_path / half / "03_conv" for half in ("exercises", "solutions"))
    (private / "wrong").mkdir(parents=True)
    public.mkdir(parents=True)
    real = load_exercise(ROOT / "exercises" / "03_conv")
    (public / "exercise.toml").write_text((real.folder / "exercise.toml").read_text())
    (private / "conv.py").write_text(real.reference.read_text())
    (private / "test_conv.py").write_text(check)
    (private / "wrong" / "rounds_up.py").write_text(wrong)
    (public / "conv.py").write_text(real.reference.read_text() + "\n\n" + wrong)
    exercise = load_exercise(public)
    with Judge(exercise) as judge:
        (result,) = judge.grade(read_submission(exercise)).checks
        assert result.misconception == "rounds up instead of down"
        assert result.hint == "What happens to the pixels that are left over at the end?"
        (result,) = judge.grade(read_submission(exercise, real.reference)).checks
        assert (result.status, result.score, result.title) == (
            "passed",
            2,
            "The output size rounds down.",
        )


@pytest.fixture
def worked_exercise(tmp_path):
    """The whole exercise of docs/authors.md, each block in the file that is named above it."""
    files = re.findall(r"^`(\S+)`\n\n```\w+\n(.*?)^```", AUTHORS, re.MULTILINE | re.DOTALL)
    assert len(files) == len(dict(files)) == 11
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    folder = tmp_path / "exercises" / "01_center"
    write_stubs((folder,), None)
    return load_exercise(folder)


def test_the_worked_exercise_is_complete(worked_exercise):
    assert [str(problem) for problem in problems_of(worked_exercise)] == []
    assert [str(problem) for problem in problems_of_quiz(worked_exercise)] == []


def test_the_worked_exercise_is_graded(worked_exercise):
    (variant,) = read_variants(worked_exercise)
    alternatives = sorted(worked_exercise.folder.parents[1].glob("tests/alternatives/*/*.py"))
    assert len(alternatives) == 2
    with Judge(worked_exercise) as judge:
        assert judge.grade(read_submission(worked_exercise)).status == "not_started"
        for path in (worked_exercise.reference, *alternatives):
            source = worked_exercise.reference.read_text() + "\n\n" + path.read_text()
            report = judge.grade(handed_in(source))
            assert (report.status, report.score) == ("passed", 3), path.name
        report = judge.grade(handed_in(variant.source))
    assert [check.status for check in report.checks] == ["failed", "skipped"]
    assert report.checks[0].misconception == "takes one mean for the whole table"


def test_the_generated_parts_of_the_authors_guide_are_up_to_date():
    generate = load_module(
        (ROOT / "docs/generate.py").read_text(), "generate", str(ROOT / "docs/generate.py")
    )
    assert generate.authors_page(AUTHORS) == AUTHORS, "run python docs/generate.py"
    rows = re.findall(r"^\| .*? \|$", AUTHORS, re.MULTILINE)
    assert [row for row in rows if row.endswith("|  |")] == [], "each name has a first line"


def test_every_field_of_the_settings_is_described():
    for file, heading in (
        (ExerciseFile, "exercise.toml"),
        (HintsFile, "hints.toml"),
        (After, "hints.toml [after]"),
    ):
        part = AUTHORS.partition(f"<!-- begin: {heading} -->")[2].partition("<!-- end")[0]
        assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == list(file.__struct_fields__)


def test_the_check_of_the_training_guide_draws_its_curves(tmp_path):
    (check,) = blocks((ROOT / "docs" / "training.md").read_text(), "python")
    descend = "def descend(steps):\n    return [{} ** step for step in range(steps)]\n"
    exercise = small_exercise(tmp_path, check, reference=descend.format(0.5))
    with Judge(exercise) as judge:
        for base, status in ((0.6, "passed"), (0.9, "failed")):
            (result,) = judge.grade(handed_in(descend.format(base))).checks
            assert result.status == status
            (figure,) = result.figures
            assert figure.title == "Descent"
        assert "the loss is 0.135" in result.message


def test_limits_in_the_authors_guide_are_the_defaults():
    from grader.model import Limits

    shown = dict(
        re.findall(r"`(\w+) = (\d+)`", AUTHORS[AUTHORS.index("## Limits") :].replace("\n", " "))
    )
    assert {name: float(value) for name, value in shown.items()} == {
        name: float(getattr(Limits(), name)) for name in Limits.__struct_fields__
    }


def test_nothing_is_left_open():
    for path in [
        *ROOT.glob("grader/**/*.py"),
        *ROOT.glob("templates/*"),
        *ROOT.glob("benchmarks/*.py"),
    ]:
        if path.is_file():
            assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", path.read_text()), path
