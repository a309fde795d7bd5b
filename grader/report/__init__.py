"""Report -> what people and programs read: an HTML page, the terminal, one module a format.

`formats` lists the formats; `findings` decides what a report leads with. Whatever a learner controls is
cleaned and escaped here. Runs in the judge. Imported by `quiz`, `validation` and the command line.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
