"""One learner before one quiz: their variants, their answers, their attempts, and what these earn."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.files import exclusive
from grader.messages import message
from grader.model import Exercise, QuestionResult
from grader.quiz import answers as files
from grader.quiz.answers import Answers, AnswersError, unknown_names
from grader.quiz.attempts import Attempt, Record, read_record, record_path, write_record
from grader.quiz.draw import draw_variant
from grader.quiz.grown import with_own_code
from grader.quiz.keys import given_text, shortened
from grader.quiz.loading import load_quiz
from grader.quiz.marking import Mark, mark
from grader.quiz.merging import Conflict, alike, as_posted, merge
from grader.quiz.policies import read_policies
from grader.quiz.question import Question, Quiz
from grader.quiz.reading import Answer, is_blank
from grader.quiz.trusted import Trusted
from grader.quiz.variant import Variant
from grader.report import plain_text
from grader.text import clean_line, number
from grader.untrusted import read_regular

LEARNER = "GRADE_LEARNER"
MAX_NAME = 100
MAX_SOURCE = 1_000_000


def quiz_file(exercise: Exercise) -> Path:
    """Where the quiz of an exercise is, whether it is there or not."""
    return exercise.private / "quiz.toml"


class Sitting:
    """Everything that a way of taking or grading a quiz needs.

    `learner` is who the command line or the class says; without it GRADE_LEARNER, then what
    answers.toml says, then "local". Raises `CourseError` for a broken quiz, `AnswersError` for
    a file of answers that cannot be read, and `UsageError` for too many draws. Where it is `lenient`, such
    a file is told in `trouble`, and the questions are those of the last draw that was graded.
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        learner: str | None = None,
        answers_path: Path | None = None,
        keep: bool = True,
        lenient: bool = False,
    ) -> None:
        self.exercise, self.keep = exercise, keep
        self.quiz: Quiz = load_quiz(quiz_file(exercise), exercise.id)
        self.secret, self.policy = read_policies(exercise.private.parent)
        self.path = answers_path or exercise.folder / files.NAME
        self.first_notes: list[str] = []  # about the file as a whole
        self.trusted = Trusted(exercise)
        self._drawn: dict[str, Variant] = {}
        self.trouble = ""
        try:
            present = self.answers()
        except AnswersError as problem:
            if not lenient:
                raise
            self.trouble, present = str(problem), Answers()
        named = learner or os.environ.get(LEARNER)
        self.learner = clean_line(named or present.learner or "local", MAX_NAME)
        self.draw = present.draw
        if present.exists and present.learner and present.learner != self.learner:
            shown = {"theirs": clean_line(present.learner, MAX_NAME), "learner": self.learner}
            self.first_notes.append(message("quiz.other_learner", **shown))
        if self.draw > self.policy.draws:
            values = {"path": self.path, "draw": self.draw, "limit": self.policy.draws}
            raise UsageError(message("quiz.draws.file", **values))
        self.notes = list(self.first_notes)
        self.record: Record = (
            read_record(exercise, self.learner)
            if keep
            else Record(learner=self.learner, exercise=exercise.id)
        )
        if self.trouble:
            self.draw = max((int(n) for n in self.record.draws if n.isdecimal()), default=1)

    @property
    def variants(self) -> list[Variant]:
        """The learner's questions, in the order of the file; grown ones at the end once they are due."""
        return [self._variant(question) for question in self._due]

    @property
    def _due(self) -> list[Question]:
        """The questions that are asked; those grown from the code once it has passed."""
        return [*self.quiz.questions, *(self.quiz.grown if self.record.passed else ())]

    def _variant(self, question: Question) -> Variant:
        if question.id not in self._drawn:
            variant = draw_variant(
                self.quiz,
                question,
                secret=self.secret,
                learner=self.learner,
                draw=self.draw,
                trusted=self.trusted,
            )
            if question in self.quiz.grown:
                variant = with_own_code(variant, self._source(), self.exercise.file)
            self._drawn[question.id] = variant
        return self._drawn[question.id]

    def _source(self) -> str:
        try:
            source = read_regular(self.path.parent, self.exercise.file, MAX_SOURCE)
        except (OSError, UsageError):
            return ""
        return source.decode("utf-8", "replace")

    def answers(self) -> Answers:
        """What the file holds now."""
        return files.read_answers(self.path)

    def save(self, changes: Mapping[str, Answer]) -> None:
        """Keep answers in the file, which is made if it is not there."""
        with exclusive(self._lock):
            self._write(changes)

    def _write(self, changes: Mapping[str, Answer]) -> None:
        headings = [
            (variant.id, f"{place}. {self._heading(variant)}")
            for place, variant in enumerate(self.variants, 1)
        ]
        files.save_answers(
            self.path,
            changes,
            learner=self.learner,
            draw=self.draw,
            headings=headings,
            head=files.file_head(self.exercise.id, f"exercises/{self.exercise.id}"),
        )

    def _heading(self, variant: Variant) -> str:
        title = shortened(plain_text(variant.title), 90)
        return f"{title} ({plain_text(variant.question.how_to_answer(variant))})"

    def code_passed(self) -> None:
        """Remember that the code passed: the questions grown from it are due."""
        self.record.passed = True

    def take(
        self, posted: Mapping[str, Answer], base: Mapping[str, Answer] | None = None
    ) -> tuple[dict[str, Answer], list[Conflict]]:
        """Keep what a page posts, merged with what the file holds by now.

        `base` is what the page showed when it was loaded, for the questions that could be answered on
        it; without it all that is posted counts as new. Returns the base that the page goes on
        with, and what was changed on both sides, for which the file stays as it is.
        """
        with exclusive(self._lock):
            answers = self.answers().values
            changes: dict[str, Answer] = {}
            later: dict[str, Answer] = {}
            conflicts: list[Conflict] = []
            for variant in self.variants:
                name = variant.id
                if name not in posted or (base is not None and name not in base):
                    continue
                in_file = as_posted(variant, answers.get(name))
                before = in_file if base is None else base[name]
                together = merge(variant, before, in_file, posted[name])
                if isinstance(together, Conflict):
                    conflicts.append(together)
                    together = in_file
                elif not alike(together, in_file):
                    changes[name] = together
                later[name] = posted[name] if alike(together, posted[name]) else before
            if changes or not self.path.exists():
                self._write(changes)
        return later, conflicts

    def grade(self) -> list[QuestionResult]:
        """Mark every answer in the file; each new one counts as an attempt."""
        with exclusive(self._lock):
            if self.keep:
                passed = self.record.passed
                self.record = read_record(self.exercise, self.learner)
                self.record.passed |= passed
            values = self.answers().values
            self.notes = [*self.first_notes, *unknown_names(self.path, values, self._names)]
            results = [self._graded(question, values.get(question.id)) for question in self._due]
            if self.keep and (problem := write_record(self.exercise, self.record)):
                self.notes.append(message("quiz.attempts_unkept", problem=problem))
        return results

    def reopen(self, question: str) -> None:
        """Let another answer to a solved question be graded. Raises `UsageError`."""
        if question not in self._names:
            known = ", ".join(self._names)
            raise UsageError(message("quiz.reopen.unknown", question=question, known=known))
        with exclusive(self._lock):
            self.record = read_record(self.exercise, self.learner)
            self.record.reopen(self.draw, question)
            write_record(self.exercise, self.record)

    @property
    def _names(self) -> list[str]:
        return [question.id for question in (*self.quiz.questions, *self.quiz.grown)]

    @property
    def _lock(self) -> Path | None:
        """Held while answers and attempts are read, changed and written; None where nothing is kept."""
        return record_path(self.exercise, self.learner).with_suffix(".lock") if self.keep else None

    @property
    def identity(self) -> tuple[object, ...]:
        """What the questions hang on: where it differs, a new sitting has others."""
        files = (self.quiz.path, self.exercise.private.parent / "course.toml")
        times = tuple(path.stat().st_mtime_ns if path.is_file() else 0 for path in files)
        source = self._source() if self.record.passed else ""
        return (self.learner, self.draw, self.trouble, times, source)

    def attempts(self, variant: Variant) -> int:
        return len(self.record.attempts(self.draw, variant.id))

    def is_locked(self, variant: Variant) -> bool:
        """Whether no other answer to the question would be graded: it is solved, or its attempts are used up."""
        solved = self.record.solved(self.draw, variant.id)
        return solved is not None or self.policy.closed(self.attempts(variant))

    def is_solved(self, variant: Variant) -> bool:
        """Whether the question is solved, and locked unless it is reopened."""
        return self.record.solved(self.draw, variant.id) is not None

    def _graded(self, question: Question, answer: Answer | None) -> QuestionResult:
        """The result of one question. One that nobody touched is not drawn: its key may take a library to load."""
        counted = self.record.counted(self.draw, question.id, self.policy.counts)
        untouched = counted is None and (answer is None or is_blank(answer))
        title = question.title.strip()
        if untouched and title and "<<" not in title:
            points = question.points
            return QuestionResult(
                id=question.id, status="unanswered", score=0.0, max_score=points, title=title
            )
        return self._result(self._variant(question), answer)

    def _result(self, variant: Variant, answer: Answer | None) -> QuestionResult:
        before = self.record.attempts(self.draw, variant.id)
        solved = self.record.solved(self.draw, variant.id)
        if solved is not None and answer != solved.answer:
            return self._standing(variant, solved, "" if is_blank(answer) else "quiz.solved.locked")
        judged = mark(variant, answer)
        if judged.status == "unanswered":
            return self._question_result(variant, judged, None, self._best_note(variant, judged))
        assert answer is not None
        if before and answer != before[-1].answer and self.policy.closed(len(before)):
            counted = self.record.counted(self.draw, variant.id, self.policy.counts)
            return self._standing(variant, counted or before[-1], "quiz.closed")
        if judged.status == "invalid":
            return self._question_result(variant, judged, answer, [])
        self.record.count(self.draw, variant.id, answer, judged)
        more = [*self._best_note(variant, judged), *self._revealed(variant, judged)]
        return self._question_result(variant, judged, answer, more)

    def _standing(self, variant: Variant, attempt: Attempt, why: str) -> QuestionResult:
        """An earlier answer counts, whatever stands in the file now."""
        judged = mark(variant, attempt.answer)
        kept = Mark(
            status=attempt.status, share=attempt.share, feedback=judged.feedback, cells=judged.cells
        )
        given = plain_text(given_text(variant, attempt.answer))
        notes = [message(why, given=given)] if why else []
        more = [*notes, *self._revealed(variant, kept)]
        return self._question_result(variant, kept, attempt.answer, more)

    def _best_note(self, variant: Variant, judged: Mark) -> list[str]:
        """Where another attempt earned more than this answer: that it counts."""
        earned = self.earned(variant, judged)
        if earned <= judged.share or not variant.question.points:
            return []
        score = number(variant.question.points * earned)
        return [message(f"quiz.counted.{self.policy.counts}", score=score)]

    def earned(self, variant: Variant, judged: Mark) -> float:
        """The share of the points that stands after an answer was marked."""
        counted = self.record.counted(self.draw, variant.id, self.policy.counts)
        return counted.share if counted is not None else judged.share

    def _revealed(self, variant: Variant, judged: Mark) -> list[str]:
        """The key and the worked solution, as far as the policy allows."""
        if judged.status == "correct":
            return [variant.solution]
        today = datetime.datetime.now().astimezone().date()
        if not self.policy.shows_key(self.attempts(variant), today):
            return []
        return [message("quiz.key", key=variant.question.key_text(variant)), variant.solution]

    def _question_result(
        self, variant: Variant, judged: Mark, answer: Answer | None, more: list[str]
    ) -> QuestionResult:
        given = None
        if answer is not None:
            given = clean_line(plain_text(given_text(variant, answer)), 2_000)
        points = variant.question.points
        return QuestionResult(
            id=variant.id,
            status=judged.status,
            score=round(points * self.earned(variant, judged), 4),
            max_score=points,
            given=given,
            feedback="\n\n".join(part for part in (judged.feedback, *more) if part),
            title=variant.title,
            cells=list(judged.cells),
        )
