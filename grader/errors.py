"""Faults, drawn as a tree by whose fault they are.

A learner's fault is never an exception of the grader: it becomes a result in
the report. What is raised is either a usage error (exit code 2), or the
course's or our own fault (exit code 3).
"""

from __future__ import annotations


class GradeError(Exception):
    """Base of everything the grader raises on purpose; `exit_code` says whose fault it is."""

    exit_code = 3


class UsageError(GradeError):
    """The command line asked for something that cannot be done."""

    exit_code = 2


class CourseError(GradeError):
    """The instructor's fault: a broken exercise, check, quiz or setting."""


class SandboxError(GradeError):
    """The machine's or our own fault: a worker could not be started or confined."""
