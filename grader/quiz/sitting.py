"""One learner before one quiz: their variants, their answers, their attempts, and what these earn."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, QuestionResult
from grader.quiz import answers as files
from grader.quiz.answers import Answers
from grader.quiz.attempts import Attempt, Record, read_record, write_record
from grader.quiz.draw import draw_variant
from grader.quiz.grown import with_own_code
from grader.quiz.keys import given_text, shortened
from grader.quiz.loading import load_quiz
from grader.quiz.marking import Mark, mark
from grader.quiz.policies import read_policies
from grader.quiz.question import Question, Quiz
from grader.quiz.reading import Answer
from grader.quiz.trusted import Trusted
from grader.quiz.variant import Variant
from grader.report import plain_text
from grader.text import clean_line
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
    a file of answers that cannot be read, and `UsageError` for too many draws.
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        learner: str | None = None,
        answers_path: Path | None = None,
        keep: bool = True,
    ) -> None:
        self.exercise, self.keep = exercise, keep
        self.quiz: Quiz = load_quiz(quiz_file(exercise), exercise.id)
        self.secret, self.policy = read_policies(exercise.private.parent)
        self.path = answers_path or exercise.folder / files.NAME
        self.notes: list[str] = []
        self.trusted = Trusted(exercise)
        present = self.answers()
        named = learner or os.environ.get(LEARNER)
        self.learner = clean_line(named or present.learner or "local", MAX_NAME)
        self.draw = present.draw
        if present.exists and present.learner and present.learner != self.learner:
            shown = {"theirs": clean_line(present.learner, MAX_NAME), "learner": self.learner}
            self.notes.append(message("quiz.other_learner", **shown))
        if self.draw > self.policy.draws:
            values = {"path": self.path, "draw": self.draw, "limit": self.policy.draws}
            raise UsageError(message("quiz.draws.file", **values))
        self.record: Record = (
            read_record(exercise, self.learner)
            if keep
            else Record(learner=self.learner, exercise=exercise.id)
        )

    @cached_property
    def variants(self) -> list[Variant]:
        """The learner's questions, in the order of the file; grown ones at the end once they are due."""
        variants = [self._drawn(question) for question in self.quiz.questions]
        if self.record.passed:
            source = self._source()
            for question in self.quiz.grown:
                variants.append(with_own_code(self._drawn(question), source, self.exercise.file))
        return variants

    def _drawn(self, question: Question) -> Variant:
        return draw_variant(
            self.quiz,
            question,
            secret=self.secret,
            learner=self.learner,
            draw=self.draw,
            trusted=self.trusted,
        )

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
        headings = [
            (variant.id, f"{number}. {self._heading(variant)}")
            for number, variant in enumerate(self.variants, 1)
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
        if not self.record.passed:
            self.record.passed = True
            self.__dict__.pop("variants", None)

    def grade(self) -> list[QuestionResult]:
        """Mark every answer in the file; each new one counts as an attempt."""
        values = self.answers().values
        results = [self._result(variant, values.get(variant.id)) for variant in self.variants]
        if self.keep and (problem := write_record(self.exercise, self.record)):
            self.notes.append(message("quiz.attempts_unkept", problem=problem))
        return results

    def attempts(self, variant: Variant) -> int:
        return len(self.record.attempts(self.draw, variant.id))

    def _result(self, variant: Variant, answer: Answer | None) -> QuestionResult:
        before = self.record.attempts(self.draw, variant.id)
        judged = mark(variant, answer)
        if judged.status == "unanswered":
            return self._question_result(variant, judged, None, [])
        assert answer is not None
        if before and answer != before[-1].answer and self.policy.closed(len(before)):
            return self._closed(variant, before[-1])
        if judged.status == "invalid":
            share = before[-1].share if before else 0.0
            kept = Mark(status="invalid", share=share, feedback=judged.feedback)
            return self._question_result(variant, kept, answer, [])
        self.record.count(self.draw, variant.id, answer, judged)
        return self._question_result(variant, judged, answer, self._revealed(variant, judged))

    def _closed(self, variant: Variant, last: Attempt) -> QuestionResult:
        """The last answer that counted stands."""
        judged = mark(variant, last.answer)
        kept = Mark(status=last.status, share=last.share, feedback=judged.feedback)
        note = message("quiz.closed", given=plain_text(given_text(variant, last.answer)))
        return self._question_result(
            variant, kept, last.answer, [note, *self._revealed(variant, kept)]
        )

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
            score=round(points * judged.share, 4),
            max_score=points,
            given=given,
            feedback="\n\n".join(part for part in (judged.feedback, *more) if part),
            title=variant.title,
        )
