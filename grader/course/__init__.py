"""Folders <-> Exercise: settings, submissions, data sets, stubs, hints, known mistakes.

In come paths, out come the frozen types of `grader.model` and the course's own code as modules. The only
reader of a course's layout. Runs in the judge. Knows nothing of processes, checks or reports.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
