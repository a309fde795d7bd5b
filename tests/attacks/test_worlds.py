"""The attacks that try to get out, as an ordinary user and where user namespaces are forbidden."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.attacks.arena import Arena, changes, orphans
from tests.attacks.corpus import attacks_of
from tests.attacks.verdict import achieved, leaked
from tests.attacks.worlds import NOBODY, WORLDS, why_not
from tests.processes import PATIENCE

# Not promised without namespaces: every other process is visible by number, and threads are not counted.
FAMILIES = ("escaping",)


@pytest.fixture(params=WORLDS)
def arena(request):
    if problem := why_not(request.param):
        pytest.skip(f"this world cannot be had here: {problem}")
    root = Path(tempfile.mkdtemp(prefix="attacks-"))  # pytest's own folder is closed to others
    try:
        with Arena(root, request.param) as place:
            yield place
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize("family", FAMILIES)
def test_family(arena, family, one_in):
    """One in three, from another place in each world; all of them with --whole."""
    attacks = one_in(3, attacks_of(family), WORLDS.index(arena.world))
    files = [arena.hand_in(attack) for attack in attacks]
    if arena.world == "ordinary user" and os.getuid() == 0:
        arena.give_away(NOBODY)
    before = arena.state()
    submissions = [part for file in [*files, arena.honest] for part in ("--submission", file)]
    result = arena.grade(arena.exercise, *submissions, "--json", "out.json", timeout=PATIENCE)
    assert result.code == 1, result.printed[-3000:]
    *reports, last = arena.reports(arena.exercise, len(attacks) + 1)
    problems = []
    for attack, report in zip(attacks, reports, strict=True):
        problems += [f"{attack.name}: {problem}" for problem in achieved(attack, report)]
    problems += leaked(arena.outputs(), result.printed)
    problems += [f"changed: {path}" for path in changes(before, arena.state())]
    problems += [f"left over: process {pid}" for pid in orphans()]
    problems += arena.heard
    assert not problems, "\n".join(problems)
    assert last["score"] == 9.0
    confined = "namespaces" in last["sandbox"]
    assert confined == (arena.world != "no user namespaces")
    assert confined or re.search("Not confined by namespaces", " ".join(last["notes"]))
