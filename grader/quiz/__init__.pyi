from .commands import (
    QuizOptions as QuizOptions,
    run_quiz as run_quiz,
)
from .coverage import coverage_page as coverage_page
from .grading import add_quiz as add_quiz
from .verify import quiz_problems as quiz_problems
