"""The desk: save the file, see the verdict, in a terminal (`grade watch`) or on a local page (`grade desk`).

In come a course and what a learner saves and types; out go verdicts as they are found, and answers on disk. Runs in
the judge, which stays warm; the learner's code runs where it always does, in a confined worker. Imported by the
command line alone.

    changes   two versions of a source -> which functions are others now, and which checks go first
    bench     one exercise's warm judge: a save -> results one by one, a report; mended where a process was lost
    lookout   a thread that hears of saved files
    watch     `grade watch`: the loop, its keys, its screen
    live      the same loop for the page: a browser's wishes in, events out
    gate      who may ask the page: token, cookie, host, forms
    command   `grade desk`: the page, and grading on the main thread
    server    addresses -> pages; the only user of Flask
    tabs      the three tabs of an exercise, and the map
    quiz_tab  one learner's quiz as a form that loses nothing
    editor    a file and a line -> a link that opens the learner's editor
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
