"""`grade new`: the files that authors and instructors start from, each ready to run as it was made.

A name or a folder comes in, files go out; nothing that is there is ever written over. Runs in the judge.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
