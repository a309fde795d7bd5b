"""`grade quiz --preview`: every question with its key and all that can be said to an answer, on one page."""

from __future__ import annotations

from grader.quiz.draw import draw_variant
from grader.quiz.format import OrderingQuestion
from grader.quiz.keys import key_text, value_text
from grader.quiz.pages import block, question_view, render_quiz_page
from grader.quiz.sitting import Sitting
from grader.quiz.variant import Variant


def preview_page(sitting: Sitting) -> str:
    """The page for an instructor; questions grown from code are on it without the code."""
    folder = sitting.exercise.folder
    items = []
    for number, question in enumerate((*sitting.quiz.questions, *sitting.quiz.grown), 1):
        variant = draw_variant(
            sitting.quiz,
            question,
            secret=sitting.secret,
            learner=sitting.learner,
            draw=sitting.draw,
            trusted=sitting.trusted,
        )
        items.append(
            {
                "view": question_view(variant, number, None, None, 0, folder),
                "topic": question.topic,
                "covers": question.covers,
                "names": ", ".join(f"{name} = {variant.names[name]}" for name in question.draw),
                "key": block(key_text(variant), folder),
                "wrongs": [
                    (value, block(feedback, folder)) for value, feedback in _wrongs(variant)
                ],
                "right": block(variant.right, folder),
                "wrong": block(variant.wrong, folder),
                "solution": block(variant.solution, folder),
            }
        )
    intro = sitting.quiz.intro
    return render_quiz_page(
        "quiz_preview.html.j2",
        title=sitting.exercise.title,
        learner=sitting.learner,
        draw=sitting.draw,
        intro=block(intro, folder) if intro else "",
        items=items,
    )


def _wrongs(variant: Variant) -> list[tuple[str, str]]:
    """Wrong answers that are recognised, each with what is said to it."""
    found = [
        (
            f"({one.cell}) {value_text(one.value)}" if one.cell else value_text(one.value),
            one.feedback,
        )
        for one in variant.wrongs
    ]
    found += [(one.letter, one.feedback) for one in variant.options if one.feedback]
    if isinstance(variant.question, OrderingQuestion):
        letters = {one.place: one.letter for one in variant.options}
        found += [
            (f"{letters[one.first - 1]} … {letters[one.then - 1]}", one.feedback)
            for one in variant.question.mistake
        ]
    return found
