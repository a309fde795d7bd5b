from .commands import (
    QuizOptions as QuizOptions,
    run_quiz as run_quiz,
)
from .grading import add_quiz as add_quiz
