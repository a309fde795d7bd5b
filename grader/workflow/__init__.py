"""What `grade PATH` does, in order: find, prepare, grade, write, say.

In come paths and the options of the command; out go an exit code, files of reports, and words on the terminal. Runs in
the judge. Imported by the command line alone.

    options  what may be asked
    steps    the order of things, and whom it grades
    saying   a report's files and words, the summary of several, the course map
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
