"""Ctrl-C ends `grade validate` at once, leaves no process behind, and keeps what was done by then."""

import json
import os
import signal
import subprocess
import sys

from tests.processes import INTERRUPTED, PATIENCE, alive, descendants, wait_until
from tests.validation.courses import edit


def test_ctrl_c_keeps_what_is_done_and_says_that_it_is_not_all(course):
    settings = course / "exercises/01_tiny/exercise.toml"
    edit(settings, "call_seconds = 1", "call_seconds = 600")
    edit(settings, "check_seconds = 5", "check_seconds = 600")
    (course / "solutions/01_tiny/wrong/endless.py").write_text(
        '"""never ends"""\n\n\ndef double(x):\n    while True:\n        pass\n'
    )
    other = course / "exercises/02_other"
    other.mkdir()
    (other / "exercise.toml").write_text('title = "Other"\nfile = "other.py"\norder = 2\n')
    command = ["validate", "exercises", "--jobs", "1", "--json", "r.json", "--html", "r.html"]
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *command],
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    lines = []
    for line in process.stderr:
        lines.append(line.strip())
        if line.startswith("01_tiny: solutions 2/"):
            break
    assert "01_tiny: content and quiz 2/2" in lines
    family = descendants(process.pid)
    assert len(family) >= 2  # the judge's process and its launcher, at least
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    shown, said = process.communicate(timeout=PATIENCE)
    assert process.returncode in INTERRUPTED
    assert "Traceback" not in said
    wait_until(lambda: not alive(family), "the end of all that it started")

    data = json.loads((course / "r.json").read_text())
    assert data["complete"] is False
    assert data["left_out"] == ["02_other"]
    (exercise,) = data["exercises"]
    assert (exercise["complete"], exercise["good"]) == (False, False)
    assert (exercise["reference_passed"], exercise["stub_untouched"]) == (True, True)
    # Between the line that was waited for and the signal, the next one may have been graded.
    assert "endless" not in [trial["name"] for trial in exercise["wrong"]]
    assert all(trial["passed"] for trial in exercise["alternatives"])
    assert exercise["mutants"] == []
    for text in (shown, (course / "r.html").read_text()):
        assert "Not validated to the end: 01_tiny, 02_other" in " ".join(text.split())
        assert "stopped" in text
