"""A module of the course at home: a bounded sample of what `benchmarks/both_ways.py --home` proves."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import load_exercise, read_overlay, read_variants
from grader.judge import Judge
from grader.practice import home_judge, make_public_record, publishing, record_file
from grader.practice.record import write_public_record
from grader.sandbox import Launcher
from tests import ROOT

NAME, SAMPLE = "05_pooling", ("rounds_up", "overlap_overwrites")


def test_wrong_files_get_the_same_verdicts_and_names(
    tmp_path: Path, numpy_launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = load_exercise(ROOT / "exercises" / NAME)
    sample = [variant for variant in read_variants(exercise) if variant.name in SAMPLE]
    assert sample
    monkeypatch.setattr(publishing, "read_variants", lambda exercise: sample)
    monkeypatch.setattr(publishing, "MOST_CHANGES", 10)
    home = tmp_path / "exercises" / NAME
    home.mkdir(parents=True)
    for file in ("exercise.toml", exercise.file):
        (home / file).write_bytes((exercise.folder / file).read_bytes())
    public = load_exercise(home)
    record = make_public_record(exercise, numpy_launcher)
    assert write_public_record(record, record_file(public)) < 500_000
    with (
        home_judge(public, launcher=numpy_launcher) as at_home,
        Judge(exercise, launcher=numpy_launcher) as whole,
    ):
        for variant in sample:
            submission = read_overlay(exercise, Path(variant.name))
            official = {check.id: check for check in whole.grade(submission).checks}
            practice = at_home.grade(submission).checks
            assert any(check.misconception == variant.title for check in practice), variant.name
            for check in practice:
                twin = official[check.id]
                assert (check.status, check.score) == (twin.status, twin.score)
                assert (check.misconception, check.message) == (twin.misconception, twin.message)
