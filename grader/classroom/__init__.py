"""A class: what a platform exported goes in, a gradebook, pages and feedback come out.

    intake     archives -> layouts (one function a platform) -> roster -> intake: one row a learner and exercise
    grading    batch (what is due) -> judges (processes) or cluster (Dask) -> gradebook, result by result
    gradebook  database (one file, one writer; schema), store; rulings of people, policy of the course;
               standing (what counts, derived), changes (a regrade before it counts)
    leaving    decisions (its commands), exports; reporting, statistics, similarity, pages, feedback

Runs in the judge; what learners handed in is bytes here, never imported. Imported by the command line.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
