"""What leaves a course for other places: the learners' half, a package for Gradescope, quizzes for platforms.

In come exercises with both halves; out come folders and archives. `gradescope_run` is what the package runs in
Gradescope's container. Imported by the command line.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
