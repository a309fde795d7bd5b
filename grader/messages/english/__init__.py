"""English, the language in which the others are checked: every sentence of ours, under its key."""

from grader.messages.english.calls import CALLS
from grader.messages.english.classpages import CLASSPAGES
from grader.messages.english.classroom import CLASSROOM
from grader.messages.english.comparison import COMPARISON
from grader.messages.english.course import COURSE
from grader.messages.english.desk import DESK
from grader.messages.english.loops import LOOPS
from grader.messages.english.machine import MACHINE
from grader.messages.english.mistakes import MISTAKES
from grader.messages.english.practice import PRACTICE
from grader.messages.english.quizzes import QUIZ
from grader.messages.english.reports import REPORTS
from grader.messages.english.training import TRAINING
from grader.messages.english.validation import VALIDATE

PARTS = (
    REPORTS,
    CALLS,
    CLASSPAGES,
    CLASSROOM,
    COMPARISON,
    COURSE,
    DESK,
    LOOPS,
    MACHINE,
    MISTAKES,
    PRACTICE,
    QUIZ,
    TRAINING,
    VALIDATE,
)
CATALOG: dict[str, str] = {key: text for part in PARTS for key, text in part.items()}
