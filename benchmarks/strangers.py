"""How well mistakes of strangers are named: the frozen set in tests/strangers/tuned, graded with its labels.

    python benchmarks/strangers.py [FOLDER] [--only 03] [--sample 20] [--no-shrink] [--unknown] [--json FILE]

Each `NN_name/` holds a right solution written blind (`right.py`) and `mistakes.toml`: edits of it,
with what is wrong in whose words and in which functions. `accept` gives, for each mistake of an
entry, the pattern that a right name contains. Prints a table in Markdown; the JSON has the names
beside the labels, for a reader to judge. `--unknown` hides the course's own wrong files: what is named
then is named by rule.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.course import load_exercise
from grader.judge import Judge
from grader.model import Report, Submission
from grader.report.findings import Finding, findings_of

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("module", "files", "rejected", "named", "right", "any right", "wrong", "function")


class Outcome(msgspec.Struct, kw_only=True):
    """What a report said of one file, beside the labels of its mistakes."""

    id: str
    functions: list[str]
    mistakes: list[str]
    accept: list[str]
    rejected: bool
    blamed: list[str]
    names: list[str]
    sentences: list[str]
    seconds: float

    @property
    def named(self) -> bool:
        return any(self.names)

    @property
    def right(self) -> bool:
        """Whether the leading finding bears a right name."""
        return self._fits(self.names[:1])

    @property
    def any_right(self) -> bool:
        """Whether some finding bears a right name."""
        return self._fits(self.names)

    @property
    def wrong(self) -> bool:
        """Whether the leading name is a wrong one, as far as a pattern can tell."""
        return bool(self.accept) and bool(self.names and self.names[0]) and not self.right

    @property
    def right_function(self) -> bool:
        labelled = {name.partition(".")[0] for name in self.functions}
        return bool(self.blamed) and self.blamed[0].partition(".")[0] in labelled

    def _fits(self, names: Sequence[str]) -> bool:
        return any(
            re.search(pattern, name, re.IGNORECASE)
            for pattern in self.accept
            for name in names
            if name
        )


def edited(source: str, edits: Sequence[Sequence[str]]) -> str:
    """The source with each edit's text, which must occur once, replaced."""
    for old, new in edits:
        if source.count(old) != 1:
            raise SystemExit(
                f"an edit must fit exactly once: {old!r} fits {source.count(old)} times"
            )
        source = source.replace(old, new)
    return source


def outcome_of(entry: dict[str, list[str]], report: Report, seconds: float) -> Outcome:
    findings = findings_of(report)
    return Outcome(
        id=str(entry["id"]),
        functions=entry["functions"],
        mistakes=entry["mistakes"],
        accept=entry.get("accept", []),
        rejected=report.status != "passed",
        blamed=[finding.function or "" for finding in findings],
        names=[named_by(finding) for finding in findings],
        sentences=[
            " ".join([finding.lead.message, *finding.lead.relations]) for finding in findings
        ],
        seconds=round(seconds, 2),
    )


def named_by(finding: Finding) -> str:
    """The name that a finding leads with."""
    return finding.lead.misconception or ""


def without_wrong_files(name: str) -> Path:
    """A private half of this one module that holds no wrong files, kept for the next run."""
    solutions = ROOT / ".grade" / "without_wrong_files"
    shutil.copytree(
        ROOT / "solutions" / name,
        solutions / name,
        ignore=shutil.ignore_patterns("wrong", "__pycache__"),
        dirs_exist_ok=True,
    )
    shutil.copy(ROOT / "solutions" / "course.toml", solutions)
    return solutions


def measure(folder: Path, sample: int | None, shrink: bool, known: bool) -> list[Outcome]:
    """The outcomes of one module's entries; with `sample`, of that many spread over them.

    `known` is whether the course's own wrong files take part.
    """
    solutions = None if known else without_wrong_files(folder.name)
    exercise = load_exercise(ROOT / "exercises" / folder.name, solutions)
    right = (folder / "right.py").read_text(encoding="utf-8")
    entries = tomllib.loads((folder / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]
    step = max(1, len(entries) // sample) if sample else 1
    outcomes = []
    with Judge(exercise, shrink=shrink) as judge:
        for entry in entries[::step]:
            source = edited(right, entry["edits"])
            clock = time.perf_counter()
            report = judge.grade(Submission(source=source, path=exercise.stub, label=entry["id"]))
            outcomes.append(outcome_of(entry, report, time.perf_counter() - clock))
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return outcomes


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    counts = [
        sum(getattr(outcome, question) for outcome in outcomes)
        for question in ("rejected", "named", "right", "any_right", "wrong", "right_function")
    ]
    return f"| {name} | {len(outcomes)} | " + " | ".join(map(str, counts)) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests/strangers/tuned")
    parser.add_argument(
        "--only", default="", help="modules whose name contains this; several with commas"
    )
    parser.add_argument("--sample", type=int, help="this many entries of each module")
    parser.add_argument("--no-shrink", action="store_true", help="examples stay as drawn: quicker")
    parser.add_argument("--unknown", action="store_true", help="without the course's wrong files")
    parser.add_argument("--json", type=Path, help="write names beside labels to this file")
    chosen = parser.parse_args()
    everything: dict[str, list[Outcome]] = {}
    print("| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS))
    for folder in sorted(chosen.folder.iterdir()):
        if any(part in folder.name for part in chosen.only.split(",")):
            everything[folder.name] = measure(
                folder, chosen.sample, not chosen.no_shrink, not chosen.unknown
            )
            print(row(folder.name, everything[folder.name]), flush=True)
            if chosen.json:
                chosen.json.write_bytes(msgspec.json.format(msgspec.json.encode(everything)))
    print(row("all", [outcome for outcomes in everything.values() for outcome in outcomes]))


if __name__ == "__main__":
    main()
