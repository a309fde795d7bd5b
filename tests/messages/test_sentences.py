"""Every sentence of ours that a person reads stands in a catalog, and says what it can say."""

import ast
import re

import pytest

from grader.messages.english import CATALOG, PARTS
from grader.messages.languages import LANGUAGES
from grader.messages.speaking import check_catalog
from tests import ROOT

GRADER = ROOT / "grader"
# Four plain words in a row; values of an f-string, read as {}, may stand between them.
SENTENCE = re.compile(r"(?<![\w.=-])[a-z]+(?:,?(?: \{\})* [a-z]+){3,}(?![\w.=-])")
FAULTS_OF_OTHERS = {  # for authors and programmers; a learner is told in other words
    "AssertionError",
    "AttributeError",
    "CatalogError",
    "CourseError",
    "RuntimeError",
    "TypeError",
    "Unsupported",
    "ValueError",
    "WireError",
}
EXCEPTIONS = {
    "cli.py": "help texts: read before anybody has said which language to speak",
    "classroom/database.py": "queries",
    "classroom/options.py": "help texts: read before anybody has said which language to speak",
    "classroom/rulings.py": "queries",
    "classroom/schema.py": "what the database itself says to who would change its audit trail",
    "classroom/store.py": "queries",
    "diagnosis/exceptions.py": "patterns of what Python and its libraries say themselves",
    "course/stubs.py": "the stub's own source, the same for everybody",
    "sandbox/channel.py": "runs in the worker too, which knows the wire and nothing else of ours",
    "sandbox/confinement.py": "runs in the worker, which knows the wire and nothing else of ours",
    "sandbox/wire.py": "runs in the worker too, which knows the wire and nothing else of ours",
    "testing/plugin.py": "pytest's help on our markers, for authors",
    "quiz/algebra.py": "names a cause that a sentence of the catalog is chosen by",
    "quiz/choices.py": "what is wrong with a question, for its author",
    "quiz/comparison.py": "what is wrong with a question, for its author",
    "quiz/coverage.py": "a page of the docs, for authors",
    "quiz/draw.py": "what is wrong with a question, for its author",
    "quiz/expressions.py": "what is wrong with an expression, for its author",
    "quiz/kinds": "what is wrong with a question, for its author",
    "quiz/loading.py": "what is wrong with a question, for its author",
    "quiz/ranges.py": "what is wrong with a question, for its author",
    "quiz/trusted.py": "what is wrong with a question, for its author",
    "quiz/verify.py": "what is wrong with a question, for its author",
}


def sentences(source):
    """Line and text of the string literals that hold four plain words in a row."""
    tree = ast.parse(source)
    apart = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # docstrings
            apart.add(id(node.value))
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if ast.unparse(node.exc.func).rpartition(".")[2] in FAULTS_OF_OTHERS:
                apart |= {id(child) for child in ast.walk(node.exc)}
        elif isinstance(node, ast.JoinedStr):
            apart |= {id(part) for part in node.values}
    return [
        (node.lineno, text)
        for node in ast.walk(tree)
        if id(node) not in apart and (text := literal(node)) and SENTENCE.search(text)
    ]


def literal(node):
    """A string literal's text; a value inside an f-string reads as {}."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def excepted(path):
    """The name of the exception that a file is, or nothing."""
    name = path.relative_to(GRADER).as_posix()
    return next((key for key in EXCEPTIONS if name == key or name.startswith(f"{key}/")), "")


SOURCES = {
    path: sentences(path.read_text(encoding="utf-8"))
    for path in sorted(GRADER.rglob("*.py"))
    if GRADER / "messages" / "english" not in path.parents
}


def test_no_sentence_stands_outside_the_catalogs():
    astray = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path, lines in SOURCES.items()
        if not excepted(path)
        for line, text in lines
    ]
    assert astray == []


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_every_exception_is_needed(name):
    assert any(lines for path, lines in SOURCES.items() if excepted(path) == name)


def test_a_sentence_is_seen_wherever_it_stands():
    assert sentences('raise UsageError(f"{path} does {not_} exist in here")')
    assert sentences('text = "this is a sentence"')
    assert not sentences('def f():\n    """this is a docstring of ours"""')
    assert not sentences('raise CourseError("the file has no title")')
    assert not sentences('html = \'<div class="formula" tabindex="0">\'')


def test_no_key_stands_in_two_parts():
    assert len(CATALOG) == sum(map(len, PARTS))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalog_says_its_own_code(code):
    assert LANGUAGES[code]["language"] == code
    check_catalog(LANGUAGES[code])


def test_every_key_that_code_names_is_there():
    """Whole keys; those put together from parts are asked for by the tests of what they say."""
    for path in GRADER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message":
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    known = {key.value, f"{key.value}.one"} & CATALOG.keys()
                    assert known, f"{path}:{node.lineno}: {key.value}"
