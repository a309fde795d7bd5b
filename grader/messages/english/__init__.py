"""English, the language in which the others are checked: every sentence of ours, under its key."""

from grader.messages.english.calls import CALLS
from grader.messages.english.quizzes import QUIZ
from grader.messages.english.reports import REPORTS
from grader.messages.english.training import TRAINING
from grader.messages.english.validation import VALIDATE

CATALOG: dict[str, str] = {**REPORTS, **CALLS, **QUIZ, **TRAINING, **VALIDATE}
