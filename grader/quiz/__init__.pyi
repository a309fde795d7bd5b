from .bank import draw_bank as draw_bank
from .commands import (
    QuizOptions as QuizOptions,
    run_quiz as run_quiz,
)
from .coverage import coverage_page as coverage_page
from .grading import add_quiz as add_quiz
from .variant import Variant as Variant
from .verify import quiz_problems as quiz_problems
