"""One learner's quiz as a form that loses nothing. Knows no server: a posted form in, what to show out."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.course import remember_quiz
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, QuestionResult
from grader.quiz import (
    Answer,
    AnswersError,
    Conflict,
    Sitting,
    answers_from,
    as_posted,
    attempt_text,
    block,
    cost_text,
    draw_again,
    given_text,
    question_views,
)
from grader.report import plain_text
from grader.text import clean_line

Form = Mapping[str, Sequence[str]]
Base = dict[str, str | list[str]]
SHOWN = 300


class QuizTab:
    """The form of one exercise. Its methods may be called from any thread."""

    def __init__(
        self, exercise: Exercise, learner: str | None = None, answers: Path | None = None
    ) -> None:
        self.exercise, self.learner, self.answers_path = exercise, learner, answers
        self.results: dict[str, QuestionResult] = {}
        self.lock = threading.RLock()
        self._sitting: Sitting | None = None
        self._made_for: object = None

    def sitting(self) -> Sitting:
        """The sitting that the files ask for now: after new numbers, or code that passes, it is another.

        Raises `CourseError` for a broken quiz and `UsageError` for too many draws.
        """
        fresh = Sitting(
            self.exercise, learner=self.learner, answers_path=self.answers_path, lenient=True
        )
        facts = fresh.identity
        if self._sitting is None or facts != self._made_for:
            if self._sitting is not None and fresh.draw != self._sitting.draw:
                self.results.clear()
            self._sitting, self._made_for = fresh, facts
        return self._sitting

    def page(
        self, *, posted: Form | None = None, conflicts: Sequence[Conflict] = (), notice: str = ""
    ) -> dict[str, Any]:
        """What the template shows. With `posted` the fields keep what was typed."""
        with self.lock:
            sitting = self.sitting()
            notice = notice or sitting.trouble
            try:
                in_file = sitting.answers().values
            except AnswersError as problem:
                in_file, notice = {}, str(problem)
            variants = sitting.variants
            shown = dict(in_file)
            if posted is not None:
                shown |= answers_from(posted, _answerable(sitting, posted))
            folder = sitting.exercise.folder
            attempts = {variant.id: attempt_text(sitting, variant) for variant in variants}
            locked = {variant.id for variant in variants if sitting.is_locked(variant)}
            views = question_views(variants, shown, self.results, attempts, folder)
            results = list(self.results.values())
            unsolved = sum(
                variant.id not in self.results or self.results[variant.id].status != "correct"
                for variant in variants
            )
            base = {
                variant.id: as_posted(variant, in_file.get(variant.id))
                for variant in variants
                if variant.id not in locked
            }
            return {
                "title": sitting.exercise.title,
                "heading": message("quiz.result.heading") if results else sitting.exercise.title,
                "learner": sitting.learner,
                "intro": block(sitting.quiz.intro, folder) if sitting.quiz.intro else "",
                "views": views,
                "locked": locked,
                "solved": {variant.id for variant in variants if sitting.is_solved(variant)},
                "answered": sum(view.answered for view in views),
                "graded": bool(results),
                "detail": message("quiz.result.open", count=unsolved)
                if unsolved
                else message("quiz.result.done"),
                "score": sum(result.score for result in results),
                "max_score": sum(variant.question.points for variant in variants),
                "notes": [notice, *sitting.notes] if notice else sitting.notes,
                "costs": cost_text(sitting),
                "draws_left": sitting.policy.draws - sitting.draw,
                "path": _shown_path(sitting),
                "base": msgspec.json.encode(base).decode(),
                "conflicts": {
                    conflict.question: self.told(sitting, conflict) for conflict in conflicts
                },
            }

    def save(
        self, form: Form, *, without: str = ""
    ) -> tuple[Base, list[dict[str, str]], list[Conflict]]:
        """Keep what was typed: the base to go on with, and conflicts, as the script and as the page needs them.

        The answer to the question `without` is left as the file has it. Raises `AnswersError`.
        """
        with self.lock:
            sitting = self.sitting()
            before = sitting.answers().values
            base = _base(form)
            asked = _answerable(sitting, form)
            given = {
                name: answer
                for name, answer in answers_from(form, asked).items()
                if name != without
            }
            later, conflicts = sitting.take(given, base)
            after = sitting.answers().values
            for name in given:
                if after.get(name) != before.get(name):
                    self.results.pop(name, None)
            readable = [self.told(sitting, conflict) for conflict in conflicts]
            return later, readable, conflicts

    def grade(self) -> None:
        """Grade what the file holds. Raises `AnswersError`."""
        with self.lock:
            results = self.sitting().grade()
            self.results = {result.id: result for result in results}
            remember_quiz(self.exercise, results)

    def reopen(self, question: str) -> None:
        """Let another answer to a solved question be graded. Raises `UsageError`."""
        with self.lock:
            self.sitting().reopen(question)
            self.results.pop(question, None)

    def draw_again(self) -> None:
        """New numbers; the answers so far are set aside. Raises `UsageError`."""
        with self.lock:
            draw_again(self.sitting())
            self.results.clear()

    def told(self, sitting: Sitting, conflict: Conflict) -> dict[str, str]:
        """A conflict as people read it."""
        variant = next(drawn for drawn in sitting.variants if drawn.id == conflict.question)

        def text(answer: Answer) -> str:
            written = clean_line(plain_text(given_text(variant, answer)), SHOWN)
            return written if written.strip(" ,–") else message("quiz.none")

        return {
            "question": conflict.question,
            "in_file": text(conflict.in_file),
            "on_page": text(conflict.on_page),
            "base": msgspec.json.encode(conflict.in_file).decode(),
        }


def _base(form: Form) -> Base | None:
    """What the page showed when it was loaded; None where it does not say. Raises `UsageError`."""
    texts = form.get("base", ())
    if not texts:
        return None
    try:
        return msgspec.json.decode(texts[0], type=Base)
    except (msgspec.MsgspecError, ValueError):
        raise UsageError(message("quiz.refused.form")) from None


def _answerable(sitting: Sitting, form: Form) -> list[Any]:
    """The questions whose fields could be filled in on the page that was posted."""
    base = _base(form)
    return [variant for variant in sitting.variants if base is None or variant.id in base]


def _shown_path(sitting: Sitting) -> str:
    parts = sitting.path.parts[-3:]
    return "/".join(parts)
