#!/usr/bin/env bash
# Prepares the container: Python 3.11 or later, the packages of requirements.txt, and the grader beside them.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
source="$root/source"

apt-get update
apt-get install -y --no-install-recommends python3 python3-venv
python="$(command -v python3)"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    apt-get install -y --no-install-recommends python3.11 python3.11-venv
    python="$(command -v python3.11)"
fi

"$python" -m venv "$source/venv"
"$source/venv/bin/python" -m pip install --no-cache-dir -r "$source/requirements.txt"
libraries="$("$source/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
printf '%s\n' "$source/packages" > "$libraries/grader.pth"
chmod -R go-rwx "$source/course/solutions"
