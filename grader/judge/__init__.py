"""(exercise, submission) -> Report: the checks of an exercise are put to one learner after another.

`Judge.grade` runs the suite, words the verdicts, collects the evidence and asks `diagnosis` why.
Runs in the judge: the one process that knows reference and key. Imported by the rooms above it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
