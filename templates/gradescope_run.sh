#!/usr/bin/env bash
# Grades one submission. What is printed here is shown to instructors only.
set -euo pipefail
export AUTOGRADER_ROOT="${AUTOGRADER_ROOT:-/autograder}"
exec "$AUTOGRADER_ROOT/source/venv/bin/python" -m grader.release.gradescope_run
