"""A class that nobody is in: right, alternative, wrong, half done, broken, endless, hostile, late, duplicated, misnamed.

    python benchmarks/synthetic_class.py FOLDER [--exercise 03_conv] [--learners 300] [--platform canvas]

Writes `FOLDER/submissions` as the platform exports it and `FOLDER/roster.csv`. The same seed makes the
same class. Each learner's text is their own: nothing is graded once for two.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from grader.course import load_exercise, load_module, overlay, signatures_of
from grader.model import Exercise

ROOT = Path(__file__).resolve().parent.parent
FIRST = [
    "Jane",
    "伟",
    "芳",
    "Мария",
    "José",
    "Nguyễn",
    "Zoë",
    "أحمد",
    "Siobhán",
    "Łukasz",
    "Ada",
    "たろう",
]
LAST = [
    "Doe",
    "张",
    "王",
    "Иванова",
    "García",
    "Văn",
    "Müller",
    "علي",
    "O'Brien",
    "Kowalski",
    "Lovelace",
    "山田",
]
HOSTILE = (
    "import os\nos.kill(os.getppid(), 9)\n",
    "import os\nwhile True:\n    os.fork()\n",
    "raise SystemExit(0)\n",
    "x = [0] * 10**10\n",
    "open('/etc/passwd').read()\n",
    "print('x' * 10**8)\n",
)
MIX = (
    ("right", 4),
    ("alternative", 2),
    ("wrong", 6),
    ("half", 3),
    ("broken", 1),
    ("endless", 1),
    ("hostile", 1),
)


class Sources:
    """Makes what learners hand in for one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.reference = exercise.reference.read_text(encoding="utf-8")
        module = load_module(self.reference, exercise.reference.stem, str(exercise.reference))
        self.functions = sorted(name for name in signatures_of(module) if "." not in name)
        tests = ROOT / "tests" / "alternatives" / exercise.id
        self.alternatives = [
            path.read_text(encoding="utf-8") for path in sorted(tests.glob("*.py"))
        ]
        wrong = exercise.private / "wrong"
        self.wrong = [path.read_text(encoding="utf-8") for path in sorted(wrong.glob("*.py"))]

    def right(self, dice: random.Random) -> str:
        return self.reference

    def alternative(self, dice: random.Random) -> str:
        return overlay(self.reference, dice.choice(self.alternatives or [""]))

    def wrong_by_mistake(self, dice: random.Random) -> str:
        return overlay(
            self.reference, dice.choice(self.wrong or [self.unwritten(self.functions[:1])])
        )

    def half(self, dice: random.Random) -> str:
        return overlay(self.reference, self.unwritten(self.functions[len(self.functions) // 2 :]))

    def broken(self, dice: random.Random) -> str:
        return self.reference.replace("return", "retrun", dice.randint(1, 3))

    def endless(self, dice: random.Random) -> str:
        name = dice.choice(self.functions)
        return overlay(self.reference, f"def {name}(*a, **k):\n    while True:\n        pass\n")

    def hostile(self, dice: random.Random) -> str:
        return overlay(self.reference, dice.choice(HOSTILE))

    @staticmethod
    def unwritten(names: Iterable[str]) -> str:
        stub = "def {}(*a, **k):\n    raise NotImplementedError\n"
        return "\n\n".join(stub.format(name) for name in names)

    def source(self, kind: str, dice: random.Random) -> str:
        makers: dict[str, Callable[[random.Random], str]] = {"wrong": self.wrong_by_mistake}
        maker = makers[kind] if kind in makers else getattr(self, kind)
        return f"{maker(dice)}\n# {dice.random()}\n"


def make_class(
    exercise: Exercise,
    place: Path,
    learners: int,
    *,
    kinds: str = "",
    platform: str = "canvas",
    seed: int = 0,
) -> list[str]:
    """Write a class; returns the kind of each learner's work. `kinds` names one kind for all."""
    dice = random.Random(seed)
    sources = Sources(exercise)
    submissions = place / "submissions"
    submissions.mkdir(parents=True)
    drawn = [name for name, weight in MIX for _ in range(weight)]
    made, rows = [], []
    for number in range(learners):
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        key, user = f"s{number:05d}", 1000 + number
        rows.append([name, user, key, f"{key}@school.example", f"group {number % 4}"])
        kind = kinds or dice.choice(drawn)
        habit = (
            ""
            if kinds
            else dice.choices(["", "late", "twice", "misnamed", "missing"], [88, 5, 3, 2, 2])[0]
        )
        made.append(habit if habit == "missing" else kind)
        if habit == "missing":
            continue
        squeezed = re.sub(r"\W", "", "".join(reversed(name.split()))).lower()
        late = "_LATE" if habit == "late" else ""
        file = "final_version.py" if habit == "misnamed" else exercise.file
        text = sources.source(kind, dice)
        if platform == "canvas":
            start = submissions / f"{squeezed}{late}_{user}_{number}_{file}"
            start.write_text(text, encoding="utf-8")
            if habit == "twice":
                again = start.with_name(f"{start.stem}-1.py")
                again.write_text(text + "# again\n", encoding="utf-8")
        else:
            (submissions / key).mkdir()
            (submissions / key / file).write_text(text, encoding="utf-8")
    with open(place / "roster.csv", "w", encoding="utf-8-sig", newline="") as file_of_roster:
        writer = csv.writer(file_of_roster)
        writer.writerow(["Student", "ID", "SIS User ID", "Email", "Section"])
        writer.writerows(rows)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--exercise", default="03_conv")
    parser.add_argument("--learners", type=int, default=300)
    parser.add_argument("--kinds", default="", help="one kind of work for everybody")
    parser.add_argument("--platform", choices=["canvas", "folders"], default="canvas")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    exercise = load_exercise(ROOT / "exercises" / chosen.exercise)
    settings = {"kinds": chosen.kinds, "platform": chosen.platform, "seed": chosen.seed}
    made = make_class(exercise, chosen.folder, chosen.learners, **settings)
    print({kind: made.count(kind) for kind in sorted(set(made))})


if __name__ == "__main__":
    main()
