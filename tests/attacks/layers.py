"""Takes each layer of the confinement away in turn, and writes down which attacks that lets through.

`python -m tests.attacks.layers` needs a machine that confines fully, and takes minutes. It writes
docs/attacks.md: every attack with what stops it and what each loss lets through.
"""

from __future__ import annotations

import re
import resource
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.attacks import made
from tests.attacks.arena import ROOT, Arena, changes
from tests.attacks.corpus import FAMILIES, Attack, attacks_of, made_attack
from tests.attacks.verdict import achieved

# Where a denial would take the disk or the memory of the machine, it is not tried.
TRIED = {
    "namespaces": ("reading", "tampering", "escaping"),
    "read_only": ("reading", "tampering", "escaping"),
    "landlock": ("reading", "tampering", "escaping"),
    "seccomp": ("reading", "tampering", "escaping"),
    "rlimits": ("tampering",),
}
MOST_MEMORY = 6 * 2**30  # of any process here, for the case that a limit is away
SUCCESS = re.compile(r"[\d.]+ points|a secret|an open door|the status")
PAGE = ROOT / "docs" / "attacks.md"


def successes(layer: str, family: str) -> list[str]:
    """The names of the attacks of a family that achieve something without a layer."""
    attacks = attacks_of(family)
    with tempfile.TemporaryDirectory() as folder, Arena(Path(folder) / "arena") as arena:
        names = _graded(arena, layer, attacks)
        if names is None:  # one of them ended the grading of all
            return [attack.name for attack in attacks if _graded(arena, layer, [attack]) != []]
    return names


def _graded(arena: Arena, layer: str, attacks: Sequence[Attack]) -> list[str] | None:
    files = [arena.hand_in(attack) for attack in attacks]
    # A second submission, so that each report has a number in its name.
    submissions = [part for path in [*files, arena.honest] for part in ("--submission", path)]
    arena.clear_outputs()
    before, heard = arena.state(), len(arena.heard)
    result = arena.grade(
        arena.exercise, *submissions, "--json", "out.json", timeout=600, without=layer
    )
    if result.code != 1:
        return None
    reports = arena.reports(arena.exercise, len(attacks))
    names = [
        attack.name
        for attack, report in zip(attacks, reports, strict=True)
        if any(SUCCESS.match(problem) for problem in achieved(attack, report))
    ]
    outside = changes(before, arena.state()) or arena.heard[heard:]
    if outside and len(attacks) > 1:
        rest = [attack for attack in attacks if attack.name not in names]
        names += [attack.name for attack in rest if _graded(arena, layer, [attack]) != []]
    elif outside:
        names = [attacks[0].name]
    return sorted(set(names))


def page(lost: dict[str, dict[str, list[str]]]) -> str:
    """The Markdown of docs/attacks.md."""
    lines = [
        "# The attacks",
        "",
        "Written by `python -m tests.attacks.layers`; do not edit. `python -m pytest tests/attacks --whole`",
        "grades every attack, and none succeeds; each run of the tests does so too, but for every second one of",
        "`denial`. The last column names the layers of the confinement whose loss lets an attack through although",
        "all others are in force, on the machine where this was written.",
    ]
    families = {family: attacks_of(family) for family in FAMILIES}
    families["made"] = [made_attack(maker) for maker in (*made.REFUSED, *made.GRADED)]
    total = sum(map(len, families.values()))
    lines += ["", f"{total} attacks:", "", "| layer | its loss lets through |", "| --- | --- |"]
    for layer, by_family in lost.items():
        names = [f"{family}/{name}" for family, through in by_family.items() for name in through]
        lines.append(f"| {layer} | {', '.join(names) or 'nothing by itself'} |")
    for family, attacks in families.items():
        lines += ["", f"## {family} ({len(attacks)})", ""]
        lines += ["| attack | stopped by | let through by the loss of |", "| --- | --- | --- |"]
        for attack in attacks:
            layers = [name for name, lets in lost.items() if attack.name in lets.get(family, ())]
            row = (attack.title.replace("|", "\\|"), attack.stopped_by, ", ".join(layers))
            lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Try every layer and write the page."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    lost: dict[str, dict[str, list[str]]] = {}
    for layer, families in TRIED.items():
        lost[layer] = {family: successes(layer, family) for family in families}
        print(layer, lost[layer], flush=True)
    PAGE.write_text(page(lost), encoding="utf-8")


if __name__ == "__main__":
    main()
