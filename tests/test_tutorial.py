"""docs/tutorial.md, run as it stands: its commands in their order, its files written as it shows them."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests import ROOT
from tests.processes import PATIENCE

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"(?:^`(?P<file>\S+)`\n\n)?^(?P<fence>```+)(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


def test_the_tutorial_does_what_it_says(tmp_path):
    (tmp_path / "bin").mkdir()
    grade = tmp_path / "bin" / "grade"
    grade.write_text(f'#!/bin/sh\nexec {sys.executable} -m grader "$@"\n')
    grade.chmod(0o755)
    here, said, files = tmp_path, "", 0
    for step in STEP.finditer(PAGE):
        if step["file"]:
            files += 1
            path = here / step["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], encoding="utf-8")
        elif step["language"] == "bash":
            said, here = run(step["text"], here, grade.parent)
        else:
            assert [line for line in step["text"].splitlines() if line not in said] == [], said
    assert files == 9
    assert here == tmp_path / "my_course"


def run(commands, folder, tools):
    """What the commands print, and the folder that they end in."""
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    environment = {key: value for key, value in environment.items() if not key.startswith("GRADE_")}
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"{commands}\npwd"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    said, _, place = result.stdout.rstrip("\n").rpartition("\n")
    return said, Path(place)
