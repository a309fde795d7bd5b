"""A small course with a quiz, written to a folder, for the tests of everything about quizzes."""

from __future__ import annotations

from pathlib import Path

from grader.course.exercises import load_exercise
from grader.model import Exercise
from grader.quiz.draw import draw_variant
from grader.quiz.loading import load_quiz
from grader.quiz.reading import Answer
from grader.quiz.sitting import Sitting, quiz_file
from grader.quiz.trusted import Trusted
from grader.quiz.variant import Variant

SECRET = "a secret of the tests"
COURSE = f'secret = "{SECRET}"\n'
REFERENCE = '''"""Sizes."""


def size(n, f, s=1):
    """How many windows fit."""
    ### BEGIN SOLUTION
    return (n - f) // s + 1
    ### END SOLUTION
'''
CHECKS = '''"""The checks."""

import pytest


@pytest.mark.points(2)
def test_size(student):
    """The size rounds down."""
    assert student.size(8, 3, 2) == 3
'''
QUIZ = r"""
intro = "Sizes round *down*."

[[question]]
id = "size"
type = "number"
topic = "sizes"
title = "How many windows fit?"
stem = "A window of <<f>> moves along <<n>> cells with stride <<s>>. How many places are there?"
draw = { n = "20..60", f = "3..9", s = "2..4" }
where = ["(n - f) % s != 0"]
key = "ref.size(n, f, s)"
check = "len(range(0, n - f + 1, s))"
right = "It rounds down."
wrong = "Count where a window may start."
solution = '$\lfloor <<n - f>>/<<s>> \rfloor + 1$'

[[question.distractor]]
value = "ceil((n - f) / s) + 1"
feedback = "You rounded up."

[[question.distractor]]
value = "(n - f) // s"
feedback = "You forgot the first window."

[[question]]
id = "share"
type = "number"
topic = "sizes"
stem = "What share of <<a>> cells are <<b>> cells, in percent?"
draw = { a = "20..90", b = "3..19" }
key = "100 * b / a"
check = "b / a * 100"
tolerance = "1%"
unit = "%"
units = { "" = 1, "per mille" = 0.1 }

[[question]]
id = "why"
type = "choice"
topic = "edges"
stem = "Why does the size shrink?"

[[question.choice]]
text = "A window that sticks out is dropped."
key = true
feedback = "Yes."

[[question.choice]]
text = "Cells are lost."
feedback = "No cell is lost."

[[question.choice]]
text = "None of these."
last = true
feedback = "One of them is right."

[[question]]
id = "some"
type = "multiple"
topic = "edges"
stem = "Which are even?"
draw = { a = "1..40 by 2" }
check = "[False, True, True]"
wrong = "There is another one."

[[question.choice]]
value = "a"
feedback = "<<a>> is odd."

[[question.choice]]
value = "a + 1"
key = true

[[question.choice]]
value = "2*a + 2"
key = "(2*a + 2) % 2 == 0"

[[question]]
id = "truth"
type = "truefalse"
topic = "edges"
stem = "A window of 1 shrinks nothing."
key = true
wrong = "Try it with one cell."

[[question.reason]]
text = "It fits everywhere."
key = true
feedback = "Indeed."

[[question.reason]]
text = "It has no weights."
feedback = "It has one."

[[question]]
id = "shape"
type = "shape"
topic = "sizes"
stem = "<<m>> windows of 3 on <<h>>×<<w>>?"
draw = { m = "2..9", h = "10..30", w = "10..30" }
where = ["h != w"]
key = "(m, h - 2, w - 2)"
check = "(m, ref.size(h, 3), ref.size(w, 3))"
partial = true

[[question.distractor]]
value = "(m, w - 2, h - 2)"
feedback = "Height first."

[[question]]
id = "net"
type = "table"
topic = "sizes"
points = 3
stem = "Fill in."
columns = ["layer", "output", "parameters"]
rows = [
    ["input", "<<n>>", ""],
    ["window 3", "? (1, n - 2)", "? 3"],
    ["window 5", "? (1, n - 6)", "? 5"],
]
draw = { n = "20..90" }
check = "[(1, n - 2), 3, (1, n - 6), 5]"

[[question.distractor]]
cell = 2
value = "4"
feedback = "There is no bias here."

[[question]]
id = "order"
type = "ordering"
topic = "loop"
stem = "In which order?"
steps = ["clear", "forward", "loss", "backward", "update"]
free = [[1, 2]]
wrong = "What needs what?"

[[question.mistake]]
first = 5
then = 4
feedback = "The gradients are not there yet."

[[question]]
id = "formula"
type = "expression"
topic = "sizes"
stem = "How many windows of $f$ fit into $n$ at stride 1?"
variables = ["n", "f"]
domain = { n = "10..99", f = "1..9" }
key = "n - f + 1"

[[question.distractor]]
value = "n - f"
feedback = "Count the first one, too."

[[question]]
id = "prints"
type = "output"
topic = "sizes"
stem = "What is printed?"
draw = { n = "12..60" }
code = '''
print(size(<<n>>, 3))
print([size(<<n>>, 5) / 1])
'''
check = "str(n - 2) + ' ' + str([n - 4.0])"

[[question.distractor]]
code = '''
print(size(<<n>>, 3) + 1)
print([size(<<n>>, 5) / 1])
'''
feedback = "One too many."

[[question]]
id = "yours"
type = "number"
topic = "sizes"
function = "size"
title = "Your `size`"
stem = "What does `size(<<n>>, 3)` return?"
draw = { n = "20..60" }
key = "ref.size(n, 3)"
check = "n - 2"
"""


def make_course(
    folder: Path, quiz: str = QUIZ, course: str = COURSE, reference: str = REFERENCE
) -> Exercise:
    """Write a course of one exercise and return that."""
    from grader.course.stubs import stub_source

    public, private = folder / "exercises" / "01_sizes", folder / "solutions" / "01_sizes"
    public.mkdir(parents=True, exist_ok=True)
    private.mkdir(parents=True, exist_ok=True)
    settings = 'title = "Sizes"\nfile = "sizes.py"\norder = 1\n'
    (public / "exercise.toml").write_text(settings, encoding="utf-8")
    (public / "sizes.py").write_text(stub_source(reference), encoding="utf-8")
    (private / "sizes.py").write_text(reference, encoding="utf-8")
    (private / "test_sizes.py").write_text(CHECKS, encoding="utf-8")
    (private / "quiz.toml").write_text(quiz, encoding="utf-8")
    (folder / "solutions" / "course.toml").write_text(course, encoding="utf-8")
    return load_exercise(public)


def variants_of(exercise: Exercise, learner: str = "ada", draw: int = 1) -> dict[str, Variant]:
    """Every question of one learner, those grown from code as well."""
    quiz = load_quiz(quiz_file(exercise), exercise.id)
    trusted = Trusted(exercise)
    return {
        question.id: draw_variant(
            quiz, question, secret=SECRET, learner=learner, draw=draw, trusted=trusted
        )
        for question in (*quiz.questions, *quiz.grown)
    }


def right_answer(variant: Variant) -> Answer:
    """The key as a learner would answer it."""
    return variant.question.right_answer(variant)


def key_text(variant: Variant) -> str:
    """The key as people read it."""
    return variant.question.key_text(variant)


def sitting_of(exercise: Exercise, **options: object) -> Sitting:
    """A sitting of ada."""
    return Sitting(exercise, learner="ada", **options)  # type: ignore[arg-type]
