from .answers import AnswersError as AnswersError
from .bank import draw_bank as draw_bank
from .commands import (
    QuizOptions as QuizOptions,
    begin_quiz as begin_quiz,
    draw_again as draw_again,
    run_quiz as run_quiz,
)
from .costs import (
    attempt_text as attempt_text,
    check_command as check_command,
    cost_text as cost_text,
)
from .coverage import coverage_page as coverage_page
from .forms import answers_from as answers_from
from .grading import add_quiz as add_quiz
from .keys import given_text as given_text
from .merging import (
    Conflict as Conflict,
    as_posted as as_posted,
)
from .pages import (
    QUIZ_STYLES as QUIZ_STYLES,
    block as block,
    question_views as question_views,
)
from .reading import Answer as Answer
from .sitting import (
    Sitting as Sitting,
    quiz_file as quiz_file,
)
from .variant import Variant as Variant
from .verify import quiz_problems as quiz_problems
