"""Every attack of the corpus, graded as any submission is: nothing is earned, seen, changed, held up or left behind."""

import pytest

from tests.attacks.arena import Arena, changes, interleaved, orphans
from tests.attacks.corpus import attacks_of
from tests.attacks.verdict import achieved, leaked

PEAK_MB = (
    900  # of the judge, the launcher and any worker; a worker may take 256 on top of its libraries
)
FULL = 9.0
SOURCES = ("reading", "forging", "tampering", "denial", "escaping", "outputs")


@pytest.fixture
def arena(tmp_path):
    with Arena(tmp_path) as place:
        yield place


@pytest.mark.parametrize("family", SOURCES)
def test_family(arena, family):
    """All attacks of a family in one command, an honest submission after each."""
    attacks = attacks_of(family)
    files = [arena.hand_in(attack) for attack in attacks]
    before = arena.state()
    outputs = ("--json", "out.json", "--junit", "out.xml")
    submissions = interleaved(files, arena.honest)
    result = arena.grade(arena.exercise, *submissions, *outputs, timeout=60 + 8 * len(attacks))
    assert result.code == 1, f"exit code {result.code}: {result.printed[-3000:]}"

    problems = []
    reports = arena.reports("out", 2 * len(attacks))
    for attack, report, after in zip(attacks, reports[::2], reports[1::2], strict=True):
        problems += [f"{attack.name}: {problem}" for problem in achieved(attack, report)]
        if after["score"] != FULL:
            said = [one["message"] for one in after["checks"] if one["message"]]
            problems.append(f"{attack.name}: the next submission gets {after['score']}: {said}")
    problems += leaked(arena.outputs(), result.printed)
    problems += [f"changed: {path}" for path in changes(before, arena.state())]
    problems += [f"left over: process {pid}" for pid in orphans()]
    problems += arena.heard
    assert not problems, "\n".join(problems)
    assert result.peak_mb < PEAK_MB
