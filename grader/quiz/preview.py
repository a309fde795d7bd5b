"""`grade quiz --preview`: every question with its key and all that can be said to an answer, on one page."""

from __future__ import annotations

from grader.quiz.draw import draw_variant
from grader.quiz.pages import block, question_view, render_quiz_page
from grader.quiz.sitting import Sitting


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
                "view": question_view(variant, number, None, None, "", folder),
                "topic": question.topic,
                "covers": question.covers,
                "names": ", ".join(f"{name} = {variant.names[name]}" for name in question.draw),
                "key": block(question.key_text(variant), folder),
                "wrongs": [
                    (answer, block(feedback, folder))
                    for answer, feedback in question.wrong_texts(variant)
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
