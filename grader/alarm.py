"""A deadline for our own code while it works on what a learner sent: comparing, shrinking, showing.

Calls have deadlines of their own; what is done with an answer has none without this.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

AGAIN_SECONDS = 0.5  # an exception may be lost in a destructor, so it is raised once more


@contextlib.contextmanager
def ringing(seconds: float, ring: Callable[[], None]) -> Iterator[None]:
    """Call `ring`, which may raise, in the block once `seconds` have passed, and again until it ends.

    Does nothing outside of the main thread and where there is no SIGALRM.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not on_main_thread or not hasattr(signal, "setitimer"):
        yield
        return
    armed = [True]
    before = signal.signal(signal.SIGALRM, lambda *_: ring() if armed else None)
    try:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), AGAIN_SECONDS)
        yield
    finally:
        try:
            armed.clear()
        finally:  # should it ring on the line above, the next ring is far away
            armed.clear()
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
