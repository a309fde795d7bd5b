"""Quizzes: drawn for each learner, answered in browser, terminal or file, graded with feedback.

`format` reads quiz.toml, `draw` makes one learner's variants of it, `marking` judges answers,
`sitting` holds one learner before one quiz together, `grading` adds what came out to a report.
`web`, `terminal`, `paper` and `preview` are ways to look at it. All of it runs in the judge;
what a learner types is data here, read by `reading` and `algebra` and never evaluated as code.
"""
