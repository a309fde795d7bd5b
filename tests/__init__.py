"""The tests of the grader and of its course."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent  # of the repository
