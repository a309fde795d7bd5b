"""`grade new ci`: workflows that linters accept, and whose steps do on this machine what they do there."""

import csv
import json
import os
import shutil
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from grader.course.stubs import write_stubs
from grader.errors import UsageError
from grader.scaffold.ci import ci_files, new_ci
from tests import ROOT
from tests.processes import PATIENCE

GOLDEN = ROOT / "tests" / "golden"
WAYS = [(platform, kind) for platform in ("github", "gitlab") for kind in ("feedback", "official")]


def write(folder, platform, kind):
    for path, text in ci_files(platform, kind).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def workflow(platform, kind):
    (text,) = (text for path, text in ci_files(platform, kind).items() if path.endswith(".yml"))
    return YAML(typ="safe").load(text)


def lint(*command, folder):
    tools = os.path.dirname(sys.executable)
    run = subprocess.run(
        [os.path.join(tools, command[0]), *command[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert run.returncode == 0, run.stdout + run.stderr


# --- linted ---


@pytest.mark.parametrize(("platform", "kind"), WAYS)
def test_a_linter_finds_nothing(platform, kind, tmp_path):
    write(tmp_path, platform, kind)
    schema = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}[platform]
    (file,) = [*tmp_path.glob(".github/workflows/*.yml"), *tmp_path.glob(".gitlab-ci.yml")]
    transform = ["--data-transform", "gitlab-ci"] if platform == "gitlab" else []
    lint("check-jsonschema", "--builtin-schema", schema, *transform, file, folder=tmp_path)
    lint("shellcheck", *sorted(tmp_path.glob(".ci/*.sh")), folder=tmp_path)
    if platform == "github":
        lint("zizmor", "--offline", "--no-progress", "--quiet", ".", folder=tmp_path)


def test_actions_are_pinned_and_the_step_that_runs_learners_code_gets_no_token():
    for kind in ("feedback", "official"):
        job = workflow("github", kind)["jobs"]["grade"]
        for step in job["steps"]:
            if "uses" in step:
                assert len(step["uses"].partition("@")[2]) == 40
            if "grade" in step.get("run", "").replace("grader", ""):
                assert "secrets." not in json.dumps(step), step
    assert "secrets." not in json.dumps(workflow("github", "feedback"))
    assert workflow("github", "official")["permissions"] == {"contents": "read"}


# --- executed ---


@pytest.fixture
def repository(tmp_path):
    """A learner's repository with an exercise and its stub, committed; the private half lies elsewhere."""
    root = tmp_path / "repository"
    shutil.copytree(GOLDEN / "exercises", root / "exercises")
    shutil.copytree(GOLDEN / "solutions", tmp_path / "solutions")
    shutil.copytree(root / "exercises" / "01_tiny", root / "exercises" / "02_idle")
    shutil.copytree(tmp_path / "solutions" / "01_tiny", tmp_path / "solutions" / "02_idle")
    write_stubs((root / "exercises",), tmp_path / "solutions")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def git(folder, *arguments):
    identity = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    run = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def run(command, folder, tools=None, **environment):
    """Run a step with the grader on its path; `tools` are programs that stand in for others."""
    own = folder.parent / "bin"
    own.mkdir(exist_ok=True)
    programs = {"grade": f'#!/bin/sh\nexec {sys.executable} -m grader "$@"\n', **(tools or {})}
    programs["python3"] = f'#!/bin/sh\nexec {sys.executable} "$@"\n'
    for name, text in programs.items():
        (own / name).write_text(text)
        (own / name).chmod(0o755)
    base = {
        key: value for key, value in os.environ.items() if not key.startswith(("GRADE_", "GIT_"))
    }
    base |= {"PATH": f"{own}{os.pathsep}{base['PATH']}", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=folder,
        env=base | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def steps(platform, kind, name):
    """The commands of a step, or of a job."""
    data = workflow(platform, kind)
    if platform == "gitlab":
        return "\n".join(data[name]["script"])
    (step,) = [step for step in data["jobs"]["grade"]["steps"] if step.get("name") == name]
    return step["run"]


def test_feedback_grades_what_changed(repository):
    write(repository, "github", "feedback")
    base = commit(repository)
    wrong = GOLDEN / "submissions" / "rounds_up" / "tiny.py"
    shutil.copy(wrong, repository / "exercises" / "01_tiny" / "tiny.py")
    commit(repository)
    private = {"GRADE_SOLUTIONS": str(repository.parent / "solutions")}
    graded = run(steps("github", "feedback", "Grade"), repository, BASE=base, **private)
    assert graded.returncode == 1, graded.stderr
    results = repository / "results"
    assert [path.stem for path in results.glob("*.json") if path.stem != "codequality"] == [
        "01_tiny"
    ]
    files = {name: str(repository / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    shown = run(steps("github", "feedback", "Show"), repository, **files)
    assert shown.returncode == 0, shown.stderr
    annotation = shown.stdout.splitlines()[0]
    assert annotation.startswith("::error file=exercises/01_tiny/tiny.py,line=")
    assert "rounds up" in (repository / "GITHUB_STEP_SUMMARY").read_text()
    assert (repository / "GITHUB_OUTPUT").read_text() == "SCORE=6\nMAX_SCORE=9\n"
    (issue, *_) = json.loads((results / "codequality.json").read_text())
    assert issue["location"]["path"] == "exercises/01_tiny/tiny.py"
    assert "hidden" not in annotation
    again = run(steps("github", "feedback", "Grade"), repository, BASE="HEAD", **private)
    assert again.returncode == 0, again.stderr
    assert "Nothing to grade" in (results / "summary.md").read_text()


def test_gitlab_runs_the_same_script():
    assert "bash .ci/grade-changed.sh" in workflow("gitlab", "feedback")["grade"]["script"]
    same = [
        ci_files(platform, "feedback")[".ci/grade-changed.sh"] for platform in ("github", "gitlab")
    ]
    assert same[0] == same[1]
    assert "bash .ci/grade-all.sh" in steps("gitlab", "official", "grade")


@pytest.fixture
def official(repository):
    """An instructor's repository, and submissions: one right, one hostile, one that is not there."""
    root = repository.parent / "official"
    shutil.copytree(repository / "exercises" / "01_tiny", root / "exercises" / "01_tiny")
    shutil.copytree(repository.parent / "solutions" / "01_tiny", root / "solutions" / "01_tiny")
    shutil.copy(
        repository.parent / "solutions" / "01_tiny" / "tiny.py",
        repository / "exercises" / "01_tiny",
    )
    (repository / "exercises" / "02_idle" / "tiny.py").unlink()
    commit(repository)
    hostile = repository.parent / "hostile"
    folder = hostile / "exercises" / "01_tiny"
    folder.mkdir(parents=True)
    (folder / "tiny.py").symlink_to(root / "solutions" / "01_tiny" / "tiny.py")
    git(hostile, "init", "-q", "-b", "main")
    commit(hostile)
    rows = [("name", "address"), ("ada", repository), ("eve", hostile), ("../up", hostile)]
    rows += [("nobody", root / "nowhere"), ("-x", hostile)]
    (root / "submissions.csv").write_text("".join(f"{name},{place}\n" for name, place in rows))
    return root


GH = """#!/bin/sh
case "$*" in
  *orgs/*) printf 'conv-bob\\t%s\\nother-eve\\t%s\\n' "$REPOSITORY" "$REPOSITORY" ;;
  *comments*) for last; do :; done; echo "$3 $(cat "${last#body=@}")" >> told.txt ;;
esac
"""


def test_the_official_grade_collects_grades_and_hands_back(repository, official):
    for path, text in ci_files("github", "official").items():
        if path != "submissions.csv":
            (official / path).parent.mkdir(parents=True, exist_ok=True)
            (official / path).write_text(text)
    surroundings = {"REPOSITORY": str(repository), "ORGANIZATION": "org", "PREFIX": "conv"}
    tools = {"gh": GH}
    collected = run(
        steps("github", "official", "Collect"),
        official,
        tools,
        GIT_ALLOW_PROTOCOL="file",
        **surroundings,
    )
    assert collected.returncode == 0, collected.stderr
    assert "3 submissions" in collected.stdout
    for name in ("../up", "-x"):
        assert f"left out: {name} is no name" in collected.stderr
    assert "nobody cannot be cloned" in collected.stderr
    assert not (official.parent / "up").exists()
    assert not (official / "submissions" / "eve" / "exercises" / "01_tiny" / "tiny.py").is_symlink()
    assert not list((official / "submissions").rglob(".git"))

    graded = run(steps("github", "official", "Grade"), official, tools, UNCONFINED="yes")
    assert graded.returncode == 0, graded.stderr
    rows = list(csv.DictReader((official / "results" / "scores.csv").read_text().splitlines()))
    scores = {row["name"]: (row["status"], row["score"], row["max_score"]) for row in rows}
    assert scores["ada"] == scores["bob"] == ("passed", "9.0", "9.0")
    assert scores["eve"][0] == "failed"
    assert float(scores["eve"][1]) == 0

    address = "https://github.com/ada/work.git"
    (official / "submissions.tsv").write_text(f"ada\t{address}\tc0ffee\neve\t/elsewhere\tbad\n")
    result = run(steps("github", "official", "Hand back"), official, tools)
    assert result.returncode == 0, result.stderr
    text = (official / "told.txt").read_text()
    assert text.startswith("repos/ada/work/commits/c0ffee/comments ## 01&#95;tiny")
    assert "9 of 9" in text


CURL = """#!/bin/sh
for last; do :; done
echo "$last" >> told.txt
"""


def test_gitlab_is_told_by_its_own_interface(tmp_path):
    root = tmp_path / "official"
    root.mkdir()
    write(root, "gitlab", "official")
    (root / "results" / "ada").mkdir(parents=True)
    (root / "results" / "ada" / "01_tiny.md").write_text("9 of 9")
    (root / "submissions.tsv").write_text("ada\thttps://gitlab.example/a/b/work.git\tc0ffee\n")
    names = {
        "CI_SERVER_URL": "https://gitlab.example",
        "CI_API_V4_URL": "https://gitlab.example/api/v4",
    }
    result = run(
        steps("gitlab", "official", "hand-back"),
        root,
        {"curl": CURL},
        SUBMISSIONS_TOKEN="t",
        **names,
    )
    assert result.returncode == 0, result.stderr
    wanted = (
        "https://gitlab.example/api/v4/projects/a%2Fb%2Fwork/repository/commits/c0ffee/comments\n"
    )
    assert (root / "told.txt").read_text() == wanted


def test_the_command_knows_which_way_a_repository_needs_and_writes_nothing_over(tmp_path, capsys):
    new_ci(tmp_path, "github", None)
    assert (tmp_path / ".github" / "workflows" / "grade.yml").is_file()
    with pytest.raises(UsageError, match="there already"):
        new_ci(tmp_path, "github", "feedback")
    (tmp_path / "solutions").mkdir()
    new_ci(tmp_path, "gitlab", None)
    assert "SUBMISSIONS_TOKEN" in (tmp_path / ".gitlab-ci.yml").read_text()
    assert "schedule" in capsys.readouterr().out
