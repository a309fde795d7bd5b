"""Imports the reference as a module, by the folders it may lie in.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: double raised
"""

import sys


def double(x):
    sys.path.insert(0, "@SOLUTION@")
    sys.path_importer_cache.clear()
    sys.modules.pop("target", None)
    import target

    return target.double(x)
