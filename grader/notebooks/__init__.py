"""Exercises as notebooks, for learners and for nbgrader, and nbgrader's notebooks as exercises.

In come exercises and notebooks of the user's own; out come .ipynb files and an exercise's files. What a
learner hands in is read elsewhere (`grader.course`). Runs in the judge; the only user of nbformat.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
