"""The frozen set of strangers' mistakes is whole: every edit fits, and every file is Python."""

import ast
import tomllib

import pytest

from benchmarks.strangers import edited
from tests import ROOT

FOLDERS = sorted((ROOT / "tests" / "strangers").glob("*/*/mistakes.toml"))


def test_the_sets_hold_every_module_of_their_time():
    assert {path.parent.parent.name for path in FOLDERS} == {"tuned", "reported", "fresh", "unseen"}
    assert len(FOLDERS) == 42
    entries = [
        entry for path in FOLDERS for entry in tomllib.loads(path.read_text("utf-8"))["mistake"]
    ]
    assert len(entries) == 804
    assert sum(len(entry["mistakes"]) > 1 for entry in entries) >= len(entries) // 4


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_every_edit_fits(path):
    right = path.with_name("right.py").read_text("utf-8")
    whole = ast.dump(ast.parse(right))
    for entry in tomllib.loads(path.read_text("utf-8"))["mistake"]:
        wrong = edited(right, entry["edits"])
        assert ast.dump(ast.parse(wrong)) != whole, entry["id"]
        assert entry["functions"]
        assert entry["mistakes"]
