"""Every attack of the corpus, graded as any submission is: nothing is earned, seen, changed, held up or left behind."""

import json
import os
import re
import shutil

import pytest

from tests.attacks import made
from tests.attacks.arena import Arena, changes, interleaved, orphans
from tests.attacks.corpus import attacks_of, made_attack
from tests.attacks.verdict import achieved, leaked
from tests.processes import PATIENCE

PEAK_MB = (
    900  # of the judge, the launcher and any worker; a worker may take 256 on top of its libraries
)
FULL = 9.0
SOURCES = ("reading", "forging", "tampering", "denial", "escaping", "outputs", "notebooks")
SAMPLED = {"denial": 2}  # families that wait for limits: one in so many, and all with --whole
IDS = [
    "../../../victim/file.txt",
    "<script>alert('MARKUP')</script>",
    "\x1b]0;owned\x07\x1b[2J\r\u202e",
    "::error::=cmd|' /C calc'!A0",
    "x" * 100_000,
    "\n[answers]\n",
]
SHADOWS = "numpy click msgspec hypothesis pytest jinja2 pygments matplotlib json ast socket torch".split()


@pytest.fixture
def arena(tmp_path):
    with Arena(tmp_path) as place:
        yield place


@pytest.mark.parametrize("family", SOURCES)
def test_family(arena, family, one_in):
    """The attacks of a family in one command, an honest submission after each."""
    attacks = one_in(SAMPLED.get(family, 1), attacks_of(family))
    check_all(arena, attacks, [arena.hand_in(attack) for attack in attacks])


def test_made(arena):
    """What is handed in with odd names and contents is graded as anything else."""
    attacks = [made_attack(maker) for maker in made.GRADED]
    check_all(arena, attacks, [maker(arena) for maker in made.GRADED])


def check_all(arena, attacks, files):
    before = arena.state()
    outputs = ("--json", "out.json", "--junit", "out.xml")
    submissions = interleaved(files, arena.honest)
    result = arena.grade(arena.exercise, *submissions, *outputs, timeout=PATIENCE + 30 * len(attacks))
    assert result.code == 1, f"exit code {result.code}: {result.printed[-3000:]}"

    problems = []
    reports = arena.reports(arena.exercise, 2 * len(attacks))
    for attack, report, after in zip(attacks, reports[::2], reports[1::2], strict=True):
        problems += [f"{attack.name}: {problem}" for problem in achieved(attack, report)]
        if after["score"] != FULL:
            said = [check["message"] for check in after["checks"] if check["message"]]
            problems.append(f"{attack.name}: the next submission gets {after['score']}: {said}")
    problems += harm(arena, before, result)
    assert not problems, "\n".join(problems)


def harm(arena, before, result):
    """What a command did beside its reports."""
    yield from leaked(arena.outputs(), result.printed)
    yield from (f"changed: {path}" for path in changes(before, arena.state()))
    yield from (f"left over: process {pid}" for pid in orphans())
    yield from arena.heard
    if result.peak_mb > PEAK_MB:
        yield f"a process took {result.peak_mb:.0f} MiB"


def test_refused(arena):
    """What is no plain text file of its own is not graded, and the message says why."""
    problems = []
    for maker in made.REFUSED:
        attack, path = made_attack(maker), maker(arena)
        before = arena.state()
        result = arena.grade(arena.exercise, "--submission", path, timeout=PATIENCE)
        if result.code != 2 or not re.search(attack.report, result.printed):
            problems.append(f"{attack.name}: {result.code}: {result.printed[-500:]}")
        problems += [f"{attack.name}: {problem}" for problem in harm(arena, before, result)]
        if arena.outputs():
            problems.append(f"{attack.name}: a report was written")
    assert not problems, "\n".join(problems)


def test_answers(arena):
    """Every file of answers in one command; none changes what the next one earns."""
    attacks = attacks_of("quiz")
    folders = [str(arena.answers(attack)) for attack in attacks]
    before = arena.state()
    submissions = [part for folder in folders for part in ("--submission", folder)]
    result = arena.grade(arena.quiz, *submissions, "--json", "out.json", timeout=PATIENCE)
    assert result.code == 0, f"exit code {result.code}: {result.printed[-3000:]}"
    problems = []
    reports = arena.reports(arena.quiz, len(attacks))
    for attack, report in zip(attacks, reports, strict=True):
        problems += [f"{attack.name}: {problem}" for problem in achieved(attack, report)]
        if report["checks"][0]["score"] != 1:
            problems.append(f"{attack.name}: the code beside it gets {report['checks'][0]}")
    problems += harm(arena, before, result)
    assert not problems, "\n".join(problems)
    assert result.seconds < 60


@pytest.mark.parametrize("make", [os.mkfifo, "link"], ids=["fifo", "link"])
def test_answers_that_are_no_file(arena, make):
    attack = attacks_of("quiz")[0]
    folder = arena.answers(attack)
    (folder / "answers.toml").unlink()
    if make == "link":
        (folder / "answers.toml").symlink_to(arena.places["@QUIZ@"])
    else:
        make(folder / "answers.toml")
    before = arena.state()
    result = arena.grade(arena.quiz, "--submission", folder, "--json", "out.json", timeout=PATIENCE)
    report = json.loads((arena.root / "work" / "out.json").read_text())
    assert (result.code, report["score"]) == (0, 1.0)  # the code passes, and decides
    assert re.search("FIFO|link", " ".join([*report["notes"], *(q["feedback"] for q in report["quiz"])]))
    assert not list(harm(arena, before, result))


def test_learner_ids(arena):
    """A name given on the command line stays a name."""
    folder = arena.answers(attacks_of("quiz")[0])
    problems = []
    for name in IDS:
        before = arena.state()
        result = arena.grade(
            arena.quiz, "--submission", folder, "--learner", name, "--json", "out.json", timeout=60
        )
        if result.code != 0:
            problems.append(f"{name[:40]!r}: exit code {result.code}: {result.printed[-500:]}")
        problems += [f"{name[:40]!r}: {problem}" for problem in harm(arena, before, result)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("arguments", [("doctor",), ("--help",), (".",)], ids=lambda words: words[0])
def test_nothing_is_imported_from_the_current_folder(arena, arguments):
    """A learner's folder holds modules, settings and caches; none of them reaches the judge."""
    mark = arena.root / "victim" / "imported"
    code = f"import posix\nposix.mkdir({str(mark)!r})\n"
    folder = arena.root / "work"
    for name in [*SHADOWS, "conftest", "sitecustomize", "usercustomize", "runpy", "functools"]:
        (folder / f"{name}.py").write_text(code)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p numpy\npythonpath = .\n")
    (folder / "matplotlibrc").write_text("backend: module://numpy\ntext.usetex: True\n")
    for name in ("exercise.toml", "README.md"):
        shutil.copy(arena.exercise / name, folder)
    shutil.copy(arena.honest, folder / "target.py")
    private = arena.root / "course" / "solutions" / "01_target"
    shutil.copytree(private, arena.root / "course" / "solutions" / "work")
    before = arena.state()
    solutions = ("--solutions", arena.root / "course" / "solutions") if "." in arguments else ()
    result = arena.grade(*arguments, *solutions, timeout=PATIENCE)
    assert result.code == 0, result.printed
    assert not mark.exists()
    assert not changes(before, arena.state())
    assert not (folder / ".hypothesis").exists()
