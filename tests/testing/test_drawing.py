"""The same examples on any machine: nothing local is drawn from, and nothing is written."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.testing.context import CheckContext
from grader.testing.plugin import use_profile

SCRIPT = """
import sys
from hypothesis import given, strategies as st
from grader.testing.context import CheckContext
from grader.testing.plugin import use_profile

if sys.argv[1] == "local":
    import local_module
use_profile(CheckContext())
drawn = []

@given(st.integers(), st.text(max_size=5), st.floats())
def draw(number, text, real):
    drawn.append((number, text, real))

draw()
print(repr(drawn))
"""


def drawn(folder: Path, mode: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, mode], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path):
    # -c puts this folder on the path, so Hypothesis takes the module for a local one
    constants = "\n".join(f"C{number} = {number}" for number in range(777_000, 777_200))
    (tmp_path / "local_module.py").write_text(constants)
    return tmp_path


def test_constants_of_local_modules_change_nothing_and_nothing_is_written(folder):
    assert drawn(folder, "local") == drawn(folder, "plain")
    assert {path.name for path in folder.iterdir()} <= {"local_module.py", "__pycache__"}


def test_files_found_in_the_current_folder_change_nothing(folder):
    before = drawn(folder, "plain")
    import unicodedata

    cache = folder / ".hypothesis" / "unicode_data" / unicodedata.unidata_version
    cache.mkdir(parents=True)
    (cache / "charmap.json.gz").write_bytes(b"poison")
    assert drawn(folder, "plain") == before
    assert (cache / "charmap.json.gz").read_bytes() == b"poison"


def test_hypothesis_still_asks_where_we_answer():
    """Fails when a new version of Hypothesis asks for local constants by another name."""
    from hypothesis.internal.conjecture import providers

    use_profile(CheckContext())
    assert len(providers.HypothesisProvider(None)._local_constants) == 0
