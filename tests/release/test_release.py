"""`grade release`: what is in it, how it is updated in place, and the round trip through it."""

import os
import shutil
import subprocess
import zipfile

import pytest

from grader.cli import cli
from grader.course.exercises import load_exercise
from grader.course.submissions import read_submission
from grader.errors import CourseError, UsageError
from grader.judge.grading import Judge
from grader.practice.home import home_judge
from grader.practice.record import read_public_record, unpacked_value
from grader.release.publishing import ReleaseOptions, run_release
from grader.scaffold.course import new_course
from tests import environments
from tests.processes import PATIENCE
from tests.small_course import handed_in

STUB = "exercises/01_first/first.py"
MINE = "    return [max(0, n) for n in x]\n"


@pytest.fixture
def course(tmp_path):
    """A new course; without a public record, which takes its time to make."""
    folder = tmp_path / "my-course"
    new_course(folder)
    checks = folder / "solutions" / "01_first" / "test_first.py"
    checks.write_text(checks.read_text().replace("@pytest.mark.practice\n", ""))
    return folder


@pytest.fixture
def publish(course, tmp_path, capsys):
    """Release the course; what it said."""

    def publish(target=None, **options):
        options.setdefault("exercises", (course / "exercises",))
        capsys.readouterr()
        run_release(target or tmp_path / "out", ReleaseOptions(**options))
        return capsys.readouterr().out

    return publish


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def change_reference(course, old, new):
    path = course / "solutions" / "01_first" / "first.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def solve(stub):
    lines = stub.read_text().splitlines(keepends=True)
    stub.write_text("".join(lines[:-1]) + MINE)


# --- what is in it ---


def test_the_public_half_and_what_runs_it(course, publish, tmp_path):
    public = course / "exercises" / "01_first"
    shutil.copy(course / "solutions" / "01_first" / "first.py", public)  # an author's own attempt
    for name in ("answers.toml", "first.ipynb", ".hidden", "__pycache__/first.pyc", "first.py.new"):
        (public / name).parent.mkdir(exist_ok=True)
        (public / name).write_text("mine")
    publish()
    out = tmp_path / "out"
    (wheel,) = (out / "packages").iterdir()
    assert set(contents(out)) == {
        ".gitignore",
        ".release.json",
        "README.md",
        "requirements.txt",
        f"packages/{wheel.name}",
        "exercises/course.toml",
        *(f"exercises/01_first/{name}" for name in ("README.md", "exercise.toml", "first.py")),
    }
    assert "raise NotImplementedError" in (out / STUB).read_text()
    readme = (out / "README.md").read_text()
    assert readme.startswith("# My course\n")
    assert ".venv/bin/grade exercises/01_first" in readme
    lines = (out / "requirements.txt").read_text().splitlines()
    assert lines[0] == f"./packages/{wheel.name}"
    assert all("==" in line for line in lines[1:])
    assert not any(line.startswith(("torch", "--extra")) for line in lines)


def test_torch_only_where_an_exercise_needs_it(course, publish, tmp_path):
    settings = course / "exercises" / "01_first" / "exercise.toml"
    settings.write_text(settings.read_text().replace('["numpy"]', '["numpy", "torch"]'))
    publish()
    lines = (tmp_path / "out" / "requirements.txt").read_text().splitlines()
    assert any(line.startswith("torch==") for line in lines)
    assert lines[1].startswith("--extra-index-url https://download.pytorch.org/whl/cpu")


def test_ci_if_asked(publish, tmp_path):
    publish(ci="github")
    assert (tmp_path / "out" / ".github" / "workflows" / "grade.yml").is_file()
    assert (tmp_path / "out" / ".ci" / "grade-changed.sh").is_file()
    assert not (tmp_path / "out" / ".ci" / "grade-all.sh").exists()


def test_a_zip_is_the_same_each_time(publish, tmp_path):
    target = tmp_path / "out" / "learners.zip"
    publish(target)
    before = target.read_bytes()
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert f"learners/{STUB}" in names
    assert not [name for name in names if name.startswith("/") or ".." in name]
    publish(target)
    assert target.read_bytes() == before
    target.write_bytes(b"somebody's")
    with pytest.raises(UsageError, match="no release"):
        publish(target)
    assert target.read_bytes() == b"somebody's"
    with pytest.raises(UsageError, match="not both"):
        publish(target, git=True)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("    ### BEGIN SOLUTION", "inside the solution block"),
        ("    ### END SOLUTION\n    ### END SOLUTION", "without ### BEGIN"),
    ],
)
def test_markers_that_are_not_balanced_name_file_and_line(line, words, course, publish, tmp_path):
    change_reference(course, "    return np.maximum", f"{line}\n    return np.maximum")
    with pytest.raises(CourseError, match=rf"first.py:\d+: .*{words}"):
        publish()
    assert not (tmp_path / "out").exists()


# --- again ---


def test_the_same_course_again_changes_nothing(publish, tmp_path):
    publish()
    before = contents(tmp_path / "out")
    assert "0 of" in publish()
    assert contents(tmp_path / "out") == before


def test_an_edited_stub_stays_where_the_release_did_not_change_it(publish, tmp_path):
    publish()
    solve(tmp_path / "out" / STUB)
    before = contents(tmp_path / "out")
    assert f"{STUB}: edited there; it was left" in publish()
    assert contents(tmp_path / "out") == before


def test_an_untouched_stub_follows_the_newer_one(course, publish, tmp_path):
    publish()
    change_reference(course, "for each number of x", "for every number of x")
    publish()
    assert "every number" in (tmp_path / "out" / STUB).read_text()


def test_both_changes_are_merged_and_what_was_there_is_kept(course, publish, tmp_path):
    publish()
    stub = tmp_path / "out" / STUB
    solve(stub)
    mine = stub.read_bytes()
    change_reference(course, "import numpy as np", "import numpy as np\n\nSCALE = 1.0")
    said = publish()
    assert f"{STUB}: edited there and changed here; both are in it now" in said
    text = stub.read_text()
    assert MINE in text
    assert "SCALE = 1.0" in text
    assert (tmp_path / "out" / ".grade" / "kept" / "before-2" / STUB).read_bytes() == mine
    assert "edited there; it was left" in publish()


def test_where_both_changed_the_same_lines_the_newer_one_lies_beside(course, publish, tmp_path):
    publish()
    stub = tmp_path / "out" / STUB
    stub.write_text(stub.read_text().replace("import numpy as np", "import numpy"))
    mine = stub.read_bytes()
    change_reference(course, "import numpy as np", "import numpy as np  # 2.0")
    said = publish()
    assert f"as {STUB}.new" in said
    assert stub.read_bytes() == mine
    assert "# 2.0" in stub.with_name("first.py.new").read_text()


def test_without_git_the_newer_stub_lies_beside(course, publish, tmp_path, monkeypatch):
    publish()
    solve(tmp_path / "out" / STUB)
    change_reference(course, "import numpy as np", "import numpy as np\n\nSCALE = 1.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert f"as {STUB}.new" in publish()


def test_a_learner_s_own_files_stay_and_gone_ones_go(course, publish, tmp_path):
    shutil.copytree(course / "exercises" / "01_first", course / "exercises" / "02_second")
    shutil.copytree(course / "solutions" / "01_first", course / "solutions" / "02_second")
    publish()
    out = tmp_path / "out"
    own = {
        "exercises/01_first/answers.toml": "x = 1",
        "exercises/02_second/notes.md": "mine",
        ".grade/hints.json": "{}",
        "my.py": "1",
    }
    for name, text in own.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text)
    second = out / "exercises" / "02_second" / "first.py"
    solve(second)
    mine = second.read_bytes()
    shutil.rmtree(course / "exercises" / "02_second")
    said = publish()
    assert "first.py: no longer a part of the course, but edited there" in said
    assert not (out / "exercises" / "02_second" / "README.md").exists()
    assert second.read_bytes() == mine
    assert {name: (out / name).read_text() for name in own} == own


def test_a_stub_that_was_deleted_comes_back(publish, tmp_path):
    publish()
    (tmp_path / "out" / STUB).unlink()
    publish()
    assert (tmp_path / "out" / STUB).is_file()


# --- where nothing is written ---


def test_somebody_else_s_folder_is_left_alone(course, publish, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.tex").write_text("mine")
    with pytest.raises(UsageError, match="not empty and holds no release"):
        publish()
    assert contents(out) == {"thesis.tex": b"mine"}
    for place in (course, course / "exercises" / "out", course / "solutions", tmp_path):
        with pytest.raises(UsageError, match=r"part of the course|not empty"):
            publish(place)
    (tmp_path / "link").symlink_to(out)
    with pytest.raises(UsageError, match="no folder of its own"):
        publish(tmp_path / "link")


def test_another_course_s_release_is_left_alone(publish, tmp_path):
    publish()
    before = contents(tmp_path / "out")
    with pytest.raises(UsageError, match=r"release of “My course”, and this course is “Other”"):
        publish(title="Other")
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema": "grade/release/v2"}', "\udcff"])
def test_a_broken_manifest_is_no_release(text, publish, tmp_path):
    publish()
    (tmp_path / "out" / ".release.json").write_text(text, errors="surrogateescape")
    before = contents(tmp_path / "out")
    with pytest.raises(UsageError, match=r"release.json cannot be read"):
        publish()
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("place", ["exercises", "exercises/01_first", STUB, ".release.json"])
def test_a_link_in_the_folder_is_not_followed(place, publish, tmp_path):
    publish()
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    (out / place).rename(elsewhere)
    (out / place).symlink_to(elsewhere)
    before = contents(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()
    with pytest.raises(UsageError, match="link"):
        publish()
    assert (contents(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()) == before


def test_a_manifest_that_points_elsewhere_removes_nothing(publish, tmp_path):
    publish()
    manifest = tmp_path / "out" / ".release.json"
    (tmp_path / "precious").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for name in ("../precious", str(tmp_path / "precious")):
        manifest.write_text(
            f'{{"title": "My course", "number": 1, "files": {{"{name}": {{"sha256": "{empty}"}}}}}}'
        )
        with pytest.raises(UsageError, match="does not lie below"):
            publish()
    assert (tmp_path / "precious").exists()


# --- git ---


def git(folder, *arguments):
    run = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_a_commit_a_release(course, publish, tmp_path):
    out = tmp_path / "out"
    publish(git=True)
    change_reference(course, "for each number of x", "for every number of x")
    publish(git=True)
    publish(git=True)
    assert git(out, "log", "--format=%s") == "My course: release 2\nMy course: release 1"
    assert git(out, "status", "--porcelain") == ""
    assert git(out, "diff", "--name-only", "HEAD~1").splitlines() == [".release.json", STUB]
    everything = git(out, "log", "-p", "--all")
    assert "np.maximum" not in everything
    assert "test_relu" not in everything


def test_a_dirty_checkout_is_left_alone_and_hooks_are_not_run(publish, tmp_path):
    out = tmp_path / "out"
    publish(git=True)
    hook = out / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    hook.chmod(0o755)
    solve(out / STUB)
    before = contents(out)
    with pytest.raises(UsageError, match=r"nobody committed(.|\n)*first.py"):
        publish(git=True)
    assert contents(out) == before
    publish()  # as a plain folder: nothing that was edited is touched, nothing is committed
    assert contents(out) == before
    assert git(out, "log", "--format=%s") == "My course: release 1"
    assert not (tmp_path / "ran").exists()


# --- the round trip ---


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A new course and its release."""
    root = tmp_path_factory.mktemp("round-trip")
    new_course(root / "course")
    exercises = str(root / "course" / "exercises")
    cli(["release", str(root / "out"), "--exercises", exercises], standalone_mode=False)
    return root


@pytest.fixture(scope="module")
def program(released, tmp_path_factory):
    """`grade` in an environment that has the released wheel and what it needs, and nothing else."""
    (wheel,) = (released / "out" / "packages").glob("*.whl")
    return environments.with_wheel(wheel, tmp_path_factory.mktemp("fresh")) / "bin" / "grade"


def grade(program, folder, *arguments):
    base = {key: value for key, value in os.environ.items() if not key.startswith(("GRADE_", "PY"))}
    return subprocess.run(
        [program, *map(str, arguments)],
        cwd=folder,
        env=base,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_there_and_back(released, program, launchers):
    """At home full marks on practice checks, as a file and as a notebook; officially full marks on all of them."""
    out, course = released / "out", released / "course"
    shutil.copy(course / "solutions" / "01_first" / "first.py", out / STUB)
    assert grade(program, out, "notebook", "exercises/01_first").returncode == 0
    for file in (STUB, "exercises/01_first/first.ipynb"):
        home = grade(program, out, file, "-q", "--only", "relu")
        assert home.returncode == 0, home.stdout + home.stderr
        assert "passed, 1 of 1" in home.stdout
    exercise = load_exercise(course / "exercises" / "01_first")
    with Judge(exercise, launcher=launchers.of(exercise)) as judge:
        for file in (STUB, "exercises/01_first/first.ipynb"):
            report = judge.grade(read_submission(exercise, out / file))
            assert (report.status, report.score) == ("passed", 2)


def test_a_table_of_the_public_answers_fails_officially(released, launchers):
    out, course = released / "out", released / "course"
    exercise = load_exercise(out / "exercises" / "01_first")
    record = read_public_record(exercise)
    table = {}
    for example in (published for practice in record.checks for published in practice.examples):
        for asked in example.asked:
            drawn = unpacked_value(example.drawn)["x"]
            table[str(drawn.tolist())] = unpacked_value(asked.answer).tolist()
    assert len(table) >= 50
    source = (
        f"import numpy as np\n\nTABLE = {table!r}\n\n\ndef relu(x):\n"
        "    return np.array(TABLE[str(np.asarray(x).tolist())], dtype=float).reshape(np.shape(x))\n"
    )
    with home_judge(exercise, launcher=launchers.of(exercise)) as judge:
        assert judge.grade(handed_in(source)).status == "passed"
    private = load_exercise(course / "exercises" / "01_first")
    with Judge(private, launcher=launchers.of(private)) as judge:
        report = judge.grade(handed_in(source))
    assert (report.status, report.score) == ("failed", 0)
