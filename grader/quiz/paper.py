"""`grade quiz --print`: one learner's quiz on paper, the form for the answers, and the instructor's answer sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.files import write_atomic
from grader.quiz.pages import block, question_views, render_quiz_page
from grader.quiz.sitting import Sitting


def paper_page(sitting: Sitting) -> str:
    """The quiz to print; nothing of the keys is in it."""
    return render_quiz_page("quiz_paper.html.j2", **_common(sitting), views=_views(sitting))


def answer_sheet(sitting: Sitting) -> str:
    """Key and worked solution of each question of this learner."""
    folder = sitting.exercise.folder
    rows = [
        (view, block(variant.question.key_text(variant), folder), block(variant.solution, folder))
        for view, variant in zip(_views(sitting), sitting.variants, strict=True)
    ]
    return render_quiz_page("quiz_sheet.html.j2", **_common(sitting), rows=rows)


def write_paper(sitting: Sitting, folder: Path) -> list[tuple[Path, str]]:
    """Write the three files; returns each path with what it is (a name of a message)."""
    stem = f"{sitting.exercise.id}-{slug(sitting.learner)}"
    files: list[tuple[str, str, Callable[[Sitting], str]]] = [
        (f"{stem}.html", "paper", paper_page),
        (f"{stem}-key.html", "sheet", answer_sheet),
    ]
    written = []
    for name, what, render in files:
        write_atomic(folder / name, render(sitting))
        written.append((folder / name, what))
    return written


def slug(name: str) -> str:
    """A learner's name as a part of a file's name."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:60] or "learner"


def _views(sitting: Sitting) -> list[object]:
    return list(question_views(sitting.variants, {}, {}, {}, sitting.exercise.folder))


def _common(sitting: Sitting) -> dict[str, Any]:
    intro = sitting.quiz.intro
    return {
        "title": sitting.exercise.title,
        "learner": sitting.learner,
        "draw": sitting.draw,
        "intro": block(intro, sitting.exercise.folder) if intro else "",
    }
