"""`python -m tests.attacks.command LAYER ARGUMENTS...` is `grade ARGUMENTS...` without one layer of the confinement.

An empty LAYER leaves everything in force. For the tests of the layers only: no option or
variable of the grader does this.
"""

from __future__ import annotations

import sys

from grader.cli import main
from grader.sandbox import Launcher

if __name__ == "__main__":
    layer = sys.argv.pop(1)
    Launcher.left_out = (layer,) if layer else ()
    main()
