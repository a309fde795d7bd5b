"""English sentences about grading without the private half of a course."""

from __future__ import annotations

PRACTICE: dict[str, str] = {
    "practice.more": "Graded by {count} of {total} checks, those for practice. The others, worth {points} "
    "points, are asked at the official grading.",
    "practice.not_recorded": "Whether this is right cannot be told here: what your code answered leads to "
    "a question whose answer was not published. The official grading can tell.",
    "practice.none": "No checks of this exercise are here, so only the examples in its docstrings were run. "
    "The official grading asks the rest.",
    "practice.examples": "The examples of {name} come out as its docstring says.",
    "practice.example": "This example of the docstring comes out differently: {call}",
    "practice.import": "{file} can be imported.",
    "practice.written": "{path}: {checks} checks for {points} points, {size} MB; not in it: {more} checks for "
    "{more_points} points",
    "practice.out": "--out names one file, but {count} exercises are asked for",
    "practice.unusable": "{path} cannot be used: {why}. Download the exercise again",
    "practice.foreign": "it belongs to {exercise}",
    "practice.large": "it is larger than {limit} MiB",
    "practice.version": "it is no record of practice checks, or one of another version of the grader",
    "practice.checksum": "it was cut short or changed on its way",
    "practice.name": "it holds a file called {name}",
    "practice.prints": "the examples of {check} are incomplete",
    "practice.drawn": "an example of {check} is none",
}
