"""`grade validate`: is an exercise complete, and are its checks strong? Exercises in, `Validation`s out.

Grades the reference, the stub, known mistakes, alternatives and mutants as learners' files are
graded. Runs in judges of its own processes. Imported by the command line alone.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
