"""Lint, types and the direction of imports are part of the tests."""

import subprocess
import sys

import pytest

from tests import ROOT

COMMANDS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "import-linter": ["importlinter.cli"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_style(name):
    module, *arguments = COMMANDS[name]
    code = f"from {module} import lint_imports_command as main; main()"
    command = ["-c", code] if name == "import-linter" else ["-m", module, *arguments]
    result = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
