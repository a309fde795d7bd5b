"""`python -m grader` is `grade`, and imports nothing from the current folder, which may be a learner's."""

import sys

if not sys.flags.safe_path:  # else nobody has put that folder first
    del sys.path[0]

from grader.cli import main

main()
