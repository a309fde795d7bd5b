"""What authors of checks import, as from numpy.testing: comparison, strategies, training, figures.

In come a learner's answers and the right ones; out come `CheckFailure`s in words, and figures for the
report. The pytest plugin gives checks their fixtures `student` and `reference`. Runs in the judge.
A course imports this face and nothing else of ours (harnesses import `grader.watching`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
