"""Quizzes: drawn for each learner, answered in browser, terminal or file, graded with feedback.

In come quiz.toml, a learner's name and answers.toml; out come question results that join a Report.
`kinds` has a file for each kind of question. Runs in the judge; a learner's answer is data and never
evaluated. Imported by `validation` and the command line.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
