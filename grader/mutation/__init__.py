"""Small mistakes made on purpose: a reference's source in, sources with one mistake each out.

`validation` asks whether checks notice them, `diagnosis` whether a learner's code behaves like one.
Runs in the judge and executes nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
