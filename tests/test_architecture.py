"""docs/architecture.md is true: what it names exists, and its rooms are those of the import contract."""

import re
import tomllib

from tests import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title):
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def paths(text):
    """The files and folders of the repository that a page names in code."""
    names = re.findall(r"`([\w./-]+/[\w./-]*)(?: [^`]*)?`", text)
    return {name for name in names if "NN" not in name}


def layers():
    """The rooms and modules of the import contract, from the top, in its rows."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract, *_ = settings["tool"]["importlinter"]["contracts"]
    return [row.split(" | ") for row in contract["layers"]]


def documented():
    return re.findall(r"^\| `(\w+)` \|", section("The rooms"), re.MULTILINE)


def test_every_file_and_folder_that_is_named_exists():
    named = paths(PAGE) | {name for name in paths(SECURITY + README) if name.startswith("grader/")}
    assert len(named) > 50
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_rooms_are_those_of_the_import_contract_in_its_order():
    names = iter(documented())
    assert [sorted(next(names, "") for _ in row) for row in layers()] == [
        sorted(row) for row in layers()
    ]
    assert list(names) == []


def test_every_room_and_module_of_the_grader_is_named():
    modules = {path.stem for path in (ROOT / "grader").glob("*.py")} - {"__init__", "__main__"}
    rooms = {path.parent.name for path in (ROOT / "grader").glob("*/__init__.py")}
    assert set(documented()) == modules | rooms


def test_ten_changes_name_their_files():
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", section("Where do I change…"), re.MULTILINE)[2:]
    assert len(rows) >= 10
    assert [change for change, files in rows if not paths(files)] == []


def test_the_launcher_and_worker_know_the_modules_of_their_contract():
    row = re.search(r"^\| launcher, clean \|.*?\|(.*?)\|", PAGE, re.MULTILINE)[1]
    said = set(re.findall(r"`(\w+)`", row))
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    alone = next(item for item in contracts if "worker knows the wire" in item["name"])
    assert said | {"launcher"} == {name.rpartition(".")[2] for name in alone["source_modules"]}
