"""Why it failed: failing results and recorded calls in, the same results with explanations out.

Names known mistakes by replaying them, describes relations between numbers, finds the part that is to
blame. Changes no score. Runs in the judge; what it replays runs in workers. Imported by `judge`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
