"""A language of the user's or the course's, from the command line to the page."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from grader.course.exercises import load_exercise
from grader.course.hints import read_hints
from grader.course.settings import language_setting
from grader.course.translations import read_statement
from grader.course.variants import read_variants
from grader.errors import CourseError
from grader.messages.speaking import message, use
from tests import ROOT

GOLDEN = ROOT / "tests" / "golden"
OURS = {
    "language": "xx",
    "verdict.failed": "Nondum",
    "compare.value": "{what} est {actual}, debet {expected}.",
    "compare.whole": "res",
    "compare.several": "{first} {wrong} ex {total}.",
    "exercise.none_inside": "{path}: nihil",
    "command.failed": "vae: {error}",
    "validate.title": "Probatio",
    "validate.wrong.passes": "{name} transit",
    "course.next": "Lege: grade {path}",
}
# Registered as the grader is imported, in processes started by it as well.
PROGRAM = f"""
from grader.messages.languages import LANGUAGES
LANGUAGES["xx"] = {OURS!r}
if __name__ == "__main__":
    from grader.cli import main
    main()
"""


@pytest.fixture
def course(tmp_path):
    """The small course with a wrong answer handed in, in a place of its own."""
    for half in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / half, tmp_path / half)
    wrong = GOLDEN / "submissions" / "rounds_up" / "tiny.py"
    shutil.copy(wrong, tmp_path / "exercises" / "01_tiny" / "tiny.py")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    return tmp_path


@pytest.fixture
def translated(course):
    """The same with some of its texts in the language xx."""
    public, private = course / "exercises" / "01_tiny", course / "solutions" / "01_tiny"
    (public / "README.xx.md").write_text("# Parva\n")
    (public / "exercise.xx.toml").write_text('title = "Parva"\n')
    (private / "hints.xx.toml").write_text('[hints]\ndouble = ["Primum."]\n')
    (private / "wrong" / "xx.toml").write_text('[rounds_up]\ntitle = "sursum"\n')
    (private / "checks.xx.toml").write_text('[test_steps]\ntitle = "Gradus."\n')
    return course


def grade(*arguments, cwd, **environment):
    """Run the program of a user who has a language xx."""
    own = {key: value for key, value in os.environ.items() if key != "GRADE_LANGUAGE"}
    return subprocess.run(
        [sys.executable, "program.py", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=600,
        env={**own, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
    )


def test_the_users_language_reaches_the_terminal_the_page_and_the_data(translated):
    result = grade("exercises/01_tiny", "--json", "r.json", cwd=translated, GRADE_LANGUAGE="xx")
    assert result.returncode == 1, result.stderr
    assert "Nondum" in result.stdout
    assert result.stderr == ""
    report = json.loads((translated / "r.json").read_text(encoding="utf-8"))
    checks = {check["id"]: check for check in report["checks"]}
    assert report["title"] == "Parva"
    assert checks["test_steps"]["title"] == "Gradus."
    assert checks["test_steps"]["misconception"] == "sursum"
    assert " est " in checks["test_steps"]["message"]
    page = (translated / "reports" / "01_tiny.html").read_text(encoding="utf-8")
    assert '<html lang="xx">' in page
    assert "Nondum" in page
    assert "Parva" in page


def test_the_courses_language_holds_unless_the_user_has_one(course):
    (course / "exercises" / "course.toml").write_text('language = "xx"\n')
    assert "Lege: grade" in grade(cwd=course).stdout
    assert "vae: solutions: nihil" in grade("solutions", cwd=course).stderr
    assert "Read a statement" in grade(cwd=course, GRADE_LANGUAGE="en").stdout


def test_an_unknown_language_is_said_once_and_gives_english(course):
    (course / "exercises" / "course.toml").write_text('language = "tlh"\n')
    result = grade("exercises/01_tiny", "-q", cwd=course)
    assert result.returncode == 1
    assert result.stderr.count("tlh") == 1
    assert "course.toml" in result.stderr
    assert "en, xx" in result.stderr
    assert "Nondum" not in result.stdout
    assert "GRADE_LANGUAGE" in grade(cwd=course, GRADE_LANGUAGE="../xx").stderr


def test_processes_of_validate_speak_it_too(translated):
    arguments = ("validate", "exercises/01_tiny", "--mutants", "0", "--jobs", "1")
    result = grade(*arguments, "--json", "v.json", cwd=translated, GRADE_LANGUAGE="xx")
    assert result.returncode in (0, 1), result.stderr
    text = (translated / "v.json").read_text(encoding="utf-8")
    assert "sursum" in text
    assert "rounds up instead of down" not in text


def test_what_is_not_translated_stays_as_it_was_written(translated):
    folder = translated / "exercises" / "01_tiny"
    written = read_hints(load_exercise(folder))
    with use({"language": "xx"}):
        exercise = load_exercise(folder)
        hints = read_hints(exercise)
        (variant,) = read_variants(exercise)
        assert read_statement(exercise) == "# Parva\n"
    assert exercise.title == "Parva"
    assert exercise.summary == load_exercise(folder).summary
    assert hints.hints["double"] == ["Primum.", *written.hints["double"][1:]]
    assert {name: len(steps) for name, steps in hints.hints.items()} == {
        name: len(steps) for name, steps in written.hints.items()
    }
    assert hints.after == written.after
    assert variant.title == "sursum"
    assert variant.explanation == read_variants(exercise)[0].explanation
    assert read_statement(exercise) == (folder / "README.md").read_text(encoding="utf-8")


def test_a_broken_translation_names_its_line(translated):
    private = translated / "solutions" / "01_tiny"
    (private / "wrong" / "xx.toml").write_text('[rounds_up]\ntitel = "sursum"\n')
    with use({"language": "xx"}):
        exercise = load_exercise(translated / "exercises" / "01_tiny")
        with pytest.raises(CourseError, match=r"xx.toml:2: .*did you mean 'title'"):
            read_variants(exercise)


def test_where_the_language_is_set(course, monkeypatch):
    monkeypatch.delenv("GRADE_LANGUAGE", raising=False)
    settings = course / "exercises" / "course.toml"
    settings.write_text('language = "xx"\n')
    folder = course / "exercises" / "01_tiny"
    for path in (course / "exercises", folder, folder / "tiny.py"):
        assert language_setting(path) == ("xx", str(settings))
    assert language_setting(course / "solutions")[0] == "en"
    settings.write_text('langauge = "xx"\n')
    with pytest.raises(CourseError, match=r"course.toml:1: .*did you mean 'language'"):
        language_setting(folder)


def test_a_thread_speaks_the_language_of_its_process():
    from threading import Thread

    heard = []
    with use(OURS):
        thread = Thread(target=lambda: heard.append(message("verdict.failed")))
        thread.start()
        thread.join()
    assert heard == ["Nondum"]
