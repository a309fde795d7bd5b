"""`grade new`: a course and an exercise that validate as created; nothing is ever written over."""

import stat
import zipfile

import pytest

from grader.cli import cli
from grader.course.exercises import find_exercises
from grader.course.settings import language_setting
from grader.errors import UsageError
from grader.quiz.policies import read_policies
from grader.scaffold.course import new_course
from grader.scaffold.exercise import new_exercise
from grader.validation.examination import ValidateOptions, validate


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "deep-learning"
    new_course(folder)
    new_exercise("02_activations", folder, title="Units & their $\\phi$".replace("\\", ""))
    return folder


def test_a_new_course_validates_as_created(course):
    exercises = find_exercises(course / "exercises")
    assert [exercise.id for exercise in exercises] == ["01_first", "02_activations"]
    result = validate(exercises[1], ValidateOptions(mutants="all", jobs=1))
    assert result.is_good, [problem.text for problem in result.problems]
    assert result.mutants
    assert len(result.wrong) == 1
    assert len(result.alternatives) == 2


def test_a_course_has_a_secret_of_its_own(course, tmp_path, monkeypatch):
    monkeypatch.delenv("GRADE_SECRET", raising=False)
    new_course(tmp_path / "other")
    secrets = {read_policies(place / "solutions")[0] for place in (course, tmp_path / "other")}
    assert len(secrets) == 2
    assert min(map(len, secrets)) > 30
    assert language_setting(course / "exercises")[0] == "en"


@pytest.mark.parametrize(
    "name", ["squares", "4_squares", "04_Squares", "04_", "../04_a", "04_import", "04_a/b"]
)
def test_a_name_that_is_none_writes_nothing(course, name):
    before = contents(course)
    with pytest.raises(UsageError, match="04_squares"):
        new_exercise(name, course)
    assert contents(course) == before


def test_nothing_is_written_over(course, tmp_path):
    before = contents(course)
    with pytest.raises(UsageError, match="there already"):
        new_exercise("02_activations", course)
    with pytest.raises(UsageError, match="not empty"):
        new_course(course)
    with pytest.raises(UsageError, match="no folder exercises/"):
        new_exercise("03_more", tmp_path)
    with pytest.raises(UsageError, match="quotes"):
        new_exercise("03_more", course, title='say "no"')
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="not empty"):
        new_course(tmp_path / "file")
    assert contents(course) == before


def test_gradescope_s_zip_by_command(course, tmp_path):
    target = tmp_path / "autograder.zip"
    folder = course / "exercises" / "02_activations"
    cli(["new", "gradescope", str(folder), "--output", str(target)], standalone_mode=False)
    with zipfile.ZipFile(target) as archive:
        assert archive.read("exercises.txt") == b"02_activations\n"
        assert archive.getinfo("run_autograder").external_attr >> 16 & stat.S_IXUSR
