"""Learner code in processes of its own: the judge's ends, the launcher and the worker.

`Launcher` (the judge's end: `launcher_client`) starts a clean, warm process (`launcher`) that forks a
confined `worker` on demand; `WorkerProcess` (the judge's end: `worker_client`) asks it and hears
plain data, in the language of `wire` over a `channel`. Launcher and worker run in processes of their
own and import `wire`, `channel`, `confinement` and `account` alone, which is why this face is
lazy. The rest runs in the judge. Imported by `student` and the rooms above it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
