"""Grading without the private half: the public record, built from it, and what grades where it is not.

In: an exercise with its private half -> its `PublicRecord`, data that may be published. And: an exercise with
such a record, or with nothing but its stub -> a `Judge` for a learner at home. Runs in the judge. Imported by
the rooms above it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
