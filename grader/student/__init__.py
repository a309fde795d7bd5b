"""The learner's module as the judge sees it: proxies in, requests to a worker out, answers back.

`GradingSession` carries the requests of proxies to a worker and replaces one that died; every
call is recorded; what gave no value is raised as a fault. `LocalModule` is the same for
trusted code in this process. Runs in the judge. Imported by `testing` and the rooms above it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
