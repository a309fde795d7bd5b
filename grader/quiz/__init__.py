"""Quizzes: drawn for each learner, answered in browser, terminal or file, graded with feedback.

In come quiz.toml, a learner's name and answers.toml; out come question results that join a Report.
Runs in the judge; a learner's answer is data and never evaluated. Imported by `validation`, `workflow`
and the command line.

    content   loading -> question, kinds/ (one file for each kind of question), choices; policies; coverage
    drawing   draw -> variant, from stream, ranges, expressions, trusted; grown: the learner's own code above it
    marking   marking, reading, comparison, algebra; keys: values as people read them
    sitting   sitting (one learner, one quiz), answers, attempts; grading joins it to a Report
    faces     web, pages, forms; terminal; paper, preview; commands chooses among them
    proof     verify: what an author's quiz is held to

What differs from kind to kind is asked of the question itself: nothing outside kinds/ looks at a kind's name.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
