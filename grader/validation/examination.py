"""One exercise in, its `Validation` out: what it must have, then what its checks say of all solutions and mutants.

Ctrl-C ends it early: what is done by then is kept, and the validation says that it is not complete.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import Variant, alternative_files, overlay, read_variants, stub_source
from grader.errors import CourseError
from grader.messages import message
from grader.model import Exercise, Report
from grader.mutation import make_mutants
from grader.validation import trials
from grader.validation.completeness import (
    problems_of,
    problems_of_quiz,
)
from grader.validation.expectations import (
    alternative_problems,
    alternative_trial,
    reference_problems,
    stub_problems,
    wrong_problems,
    wrong_trial,
)
from grader.validation.results import Problem, Validation, redundant_checks
from grader.validation.strength import MutantPlan, Strength, kills
from grader.validation.trials import Trial
from grader.validation.wording import Progress

MINUTES = 10.0
SHARE_OF_SOLUTIONS = 0.8  # of those minutes, for everything but mutants
CLOSING = 5.0  # seconds of those minutes, for ending processes and writing files


class ValidateOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade validate`.

    `mutants` says how many mutants of each reference are tried. None: as many mutants, and before
    them as many wrong files, as fit into `minutes` for each exercise.
    """

    json_file: Path | None = None
    html_file: Path | None = None
    jobs: int | None = None
    mutants: int | Literal["all"] | None = None
    minutes: float = MINUTES
    only: tuple[str, ...] = ()
    solutions: Path | None = None

    def is_chosen(self, name: str) -> bool:
        return not self.only or any(part.lower() in name.lower() for part in self.only)


def validate(exercise: Exercise, options: ValidateOptions) -> Validation:
    """Everything about one exercise. Raises `CourseError` when it cannot be graded at all."""
    examination = _Examination(exercise, options)
    try:
        examination.look()
        examination.grade_solutions()
        examination.grade_mutants()
        complete = True
    except KeyboardInterrupt:
        complete = False
    return examination.validation(complete)


class _Examination:
    """The steps of validating one exercise; each adds to what is known."""

    def __init__(self, exercise: Exercise, options: ValidateOptions) -> None:
        self.exercise, self.options = exercise, options
        self.clock = time.monotonic()
        self.jobs = options.jobs or os.cpu_count() or 1
        if not exercise.reference.is_file():
            raise CourseError(f"{exercise.private} holds no {exercise.file}; name --solutions")
        self.source = exercise.reference.read_text(encoding="utf-8")
        self.variants: list[Variant] = []
        self.alternatives: list[tuple[str, str]] = []
        self.problems: list[Problem] = []
        self.solutions: dict[int, Report] = {}
        self.plan: MutantPlan | None = None
        self.planned = ""
        self.mutants: dict[int, Report] = {}

    def look(self) -> None:
        """What can be seen without grading."""
        exercise, is_chosen = self.exercise, self.options.is_chosen
        with Progress(exercise.id, "content") as progress:
            self.problems += problems_of(exercise)
            progress.step(1, 2)
            self.problems += problems_of_quiz(exercise)
            progress.step(2, 2)
        self.variants = [variant for variant in read_variants(exercise) if is_chosen(variant.name)]
        self.alternatives = [
            (path.stem, path.read_text(encoding="utf-8"))
            for path in alternative_files(exercise)
            if is_chosen(path.stem)
        ]

    def grade_solutions(self) -> None:
        """The reference, the stub, the alternatives, and as many wrong files as fit into the time."""
        right = [(name, overlay(self.source, text)) for name, text in self.alternatives]
        named = [("the reference", self.source), ("the stub", stub_source(self.source)), *right]
        certain = len(named)
        # Wherever the time runs out, what was tried by then comes from everywhere in the list.
        random.Random(self.exercise.id).shuffle(self.variants)  # noqa: S311 - no secret
        named += [(variant.name, variant.source) for variant in self.variants]
        work = [Trial(name=name, source=source, mode="explain") for name, source in named]
        left = None if self.options.mutants is not None else SHARE_OF_SOLUTIONS * self._seconds()
        self._grade("solutions", work, self.solutions, seconds=left, certain=certain)

    def _seconds(self) -> float:
        """What is left of the minutes."""
        spent = time.monotonic() - self.clock
        return max(60 * self.options.minutes - CLOSING - spent, 0.0)

    def grade_mutants(self) -> None:
        """As many mutants as asked for, or as fit into the time."""
        options, reference = self.options, self.solutions[0]
        if options.mutants == 0 or reference_problems(reference):
            return
        mutants = make_mutants(self.source)
        count = None if options.mutants == "all" else options.mutants
        seconds = None
        if options.mutants is None:
            seconds = self._seconds()
            count = int(seconds * self.jobs / max(reference.duration, 0.01))
        self.plan = MutantPlan(
            self.exercise, self.source, mutants=mutants, count=count, is_chosen=options.is_chosen
        )
        self._grade("mutants", self.plan.trials, self.mutants, shrink=False, seconds=seconds)

    def _grade(
        self,
        stage: str,
        work: Sequence[Trial],
        reports: dict[int, Report],
        *,
        shrink: bool = True,
        seconds: float | None = None,
        certain: int = 0,
    ) -> None:
        with Progress(self.exercise.id, stage) as progress:
            for place, report in trials.run(
                self.exercise,
                work,
                jobs=self.jobs,
                shrink=shrink,
                seconds=seconds,
                certain=certain,
            ):
                reports[place] = report
                progress.step(len(reports), len(work))

    def validation(self, complete: bool) -> Validation:
        """What is known by now."""
        reference, stub = self.solutions.get(0), self.solutions.get(1)
        of_reference = reference_problems(reference) if reference else []
        of_stub = stub_problems(stub) if stub else []
        rest = {place - 2: report for place, report in self.solutions.items() if place > 1}
        right = [
            alternative_trial(name, rest[place])
            for place, (name, _) in enumerate(self.alternatives)
            if place in rest
        ]
        wrong = [
            (variant, rest[place])
            for place, variant in enumerate(self.variants, len(self.alternatives))
            if place in rest
        ]
        wrong.sort(key=lambda trial: trial[0].name)
        strength = self.plan.strength(self.mutants) if self.plan else Strength()
        problems = [*self.problems, *of_reference, *of_stub]
        problems += [problem for pair in wrong for problem in wrong_problems(*pair)]
        problems += [problem for trial in right for problem in alternative_problems(trial)]
        checks = [check.id for check in reference.checks] if reference else []
        # A part of the wrong files says nothing about which checks are needed.
        is_whole = complete and not self.options.only and len(wrong) == len(self.variants)
        noticed = [*map(kills, rest.values()), *strength.kills] if is_whole else []
        noticed = [failing for failing in noticed if failing]
        return Validation(
            exercise=self.exercise.id,
            title=self.exercise.title,
            torch=self.exercise.uses_torch,
            checks=checks,
            points=reference.max_score if reference else 0.0,
            reference_passed=not of_reference if reference else None,
            stub_untouched=not of_stub if stub else None,
            problems=problems + strength.problems,
            wrong=[wrong_trial(*pair) for pair in wrong],
            wrong_tried=self._how_many_wrong(len(wrong), complete),
            alternatives=right,
            mutants=strength.mutants,
            mutants_made=self.plan.made if self.plan else 0,
            mutants_tried=self._how_many_mutants(complete),
            redundant=redundant_checks(checks, noticed),
            matrix_size=len(noticed),
            duration=round(time.monotonic() - self.clock, 1),
            complete=complete,
        )

    def _how_many_wrong(self, tried: int, complete: bool) -> str:
        """How many of how many wrong files were tried, where the time was too short for all."""
        if not complete or tried == len(self.variants):
            return ""
        values = {"tried": tried, "made": len(self.variants), "minutes": self.options.minutes}
        return message("validate.tried.wrong", **values)

    def _how_many_mutants(self, complete: bool) -> str:
        """How many of how many mutants were tried and why, where it was not all of them."""
        plan, options = self.plan, self.options
        if plan is None or (
            len(plan.chosen) == plan.made and len(self.mutants) == len(plan.trials)
        ):
            return ""
        listed = len(plan.chosen) - len(plan.trials)
        values = {"tried": len(self.mutants), "listed": listed, "made": plan.made}
        if not complete:
            return message("validate.tried.stopped", **values)
        if options.mutants is not None:
            return message("validate.tried.asked", **values)
        seconds = self.solutions[0].duration
        return message(
            "validate.tried.time",
            minutes=options.minutes,
            seconds=seconds,
            jobs=self.jobs,
            **values,
        )
