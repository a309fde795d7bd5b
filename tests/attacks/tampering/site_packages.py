"""Installs a start-up file into the library folders.

Success: a file appears in a library folder.
Stopped by: read-only mounts, landlock
Report: defines no
"""

import os
import site
import sysconfig

for folder in {*site.getsitepackages(), sysconfig.get_paths()["stdlib"]}:
    for name in ("attack.pth", "sitecustomize.py", "conftest.py"):
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write("import os; os.environ['DOOR'] = 'open'")
        except OSError as error:
            print(error)
        else:
            print("DOOR OPEN")
