"""Rooms are entered by their faces: who imports what, and that every name of a face is there."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

GRADER = ROOT / "grader"
ROOMS = sorted(path.parent.name for path in GRADER.glob("*/__init__.py"))
FACES = {"test_": "grader.testing", "make_": "grader.testing", "harness": "grader.watching"}
AUTHORS = [*ROOT.glob("solutions/*/**/*.py"), *ROOT.glob("tests/alternatives/*/*.py")]


def imported_names(path: Path) -> set[str]:
    """The full dotted names that a file imports; `from a import b` imports a.b."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names}
    return names


def face(room: str) -> set[str]:
    """The names that a room's `__init__.pyi` lends to others; what `__init__.py` lists where there is none."""
    stub = GRADER / room / "__init__.pyi"
    if stub.is_file():
        nodes = ast.walk(ast.parse(stub.read_text(encoding="utf-8")))
        imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
        return {alias.asname or alias.name for node in imports for alias in node.names}
    for node in ast.parse((GRADER / room / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def past_the_face(path: Path) -> set[str]:
    """What a file of ours imports from another room without its face."""
    own = path.relative_to(GRADER).parts[0]
    return {
        name
        for name in imported_names(path)
        for package, room, *rest in [[*name.split("."), "", ""]]
        if package == "grader" and room in ROOMS and room != own
        if rest[0] and (rest[0] not in face(room) or rest[1:2] not in ([], [""]))
    }


def test_other_rooms_are_entered_by_their_face() -> None:
    files = {path.relative_to(ROOT): path for path in sorted(GRADER.rglob("*.py"))}
    assert {name: past for name, path in files.items() if (past := past_the_face(path))} == {}
    relative = {
        name for name, path in files.items() if any(n[0] == "." for n in imported_names(path))
    }
    assert relative == set(), "imports say the whole name"


def test_going_past_a_face_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys.modules[__name__], "GRADER", tmp_path)
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "__init__.pyi").write_text("from .data import Part as Part\n")
    file = tmp_path / "cli.py"
    file.write_text(
        "from grader.course import Part, data\n"
        "from grader.course.data import Part\n"
        "import grader.course.hints\n"
        "from grader.course import Part\n"
    )
    assert past_the_face(file) == {
        "grader.course.data",
        "grader.course.data.Part",
        "grader.course.hints",
    }


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for(room: str) -> None:
    docstring = ast.get_docstring(
        ast.parse((GRADER / room / "__init__.py").read_text(encoding="utf-8"))
    )
    assert docstring
    assert len(docstring.split()) > 20
    assert face(room), "a room has a face"


def test_every_name_of_every_face_is_there() -> None:
    """In a process of its own, where faces load all that they name."""
    program = (
        "import importlib, sys\n"
        "for room in sys.argv[1:]:\n"
        "    module = importlib.import_module(f'grader.{room}')\n"
        "    for name in module.__all__:\n"
        "        getattr(module, name)\n"
        "    print(room, len(module.__all__))\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", program, *ROOMS]
    environment = {**os.environ, "EAGER_IMPORT": "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [f"{room} {len(face(room))}" for room in ROOMS]


def beyond_the_face(path: Path) -> set[str]:
    """What a file of a course imports of ours that its kind may not."""
    module = next((face for start, face in FACES.items() if path.name.startswith(start)), "")
    allowed = {f"{module}.{name}" for name in face(module.rpartition(".")[2])} if module else set()
    ours = {name for name in imported_names(path) if name.split(".")[0] == "grader"}
    return ours - allowed - {module}


def test_an_exercise_knows_one_face_of_ours() -> None:
    """Checks and makers of data know `grader.testing`, harnesses `grader.watching`, all else nothing."""
    assert len(AUTHORS) > 500
    beyond = {path.relative_to(ROOT): names for path in AUTHORS if (names := beyond_the_face(path))}
    assert beyond == {}


def test_an_exercise_that_knows_more_is_noticed(tmp_path: Path) -> None:
    source = "from grader.testing import seeds\nfrom grader.watching import steps\n"
    beyond = {"test_a.py": "watching.steps", "harness.py": "testing.seeds"}
    for name, other in beyond.items():
        (tmp_path / name).write_text(source)
        assert beyond_the_face(tmp_path / name) == {f"grader.{other}"}
    (tmp_path / "a.py").write_text(source)
    assert len(beyond_the_face(tmp_path / "a.py")) == 2
