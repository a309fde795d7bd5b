"""Formulas put together wrongly, steps in another order, one mistake at several places: what is changed, and its words."""

import ast

import pytest

from grader.diagnosis.wording import name_of
from grader.mutation import reordered_sources, repeated_sources, richer_sources

KNOWN = {"x", "y", "z", "rate", "total"}


def function(body, signature="x, y, z"):
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"import numpy as np\n\ndef f({signature}):\n{lines}"


def bodies(mutants):
    """What each mutant's function does, written in one way."""
    return {
        "\n".join(map(ast.unparse, ast.parse(mutant.definition).body[0].body))
        for mutant, _ in mutants
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("return x * y + z", "return x * (y + z)"),
        ("return (x + y) / z", "return x + y / z"),
        ("return x / y * z", "return x"),
        ("return x - y", "return y - x"),
        ("return np.sqrt(x) + y", "return np.sqrt(x + y)"),
        ("return np.sqrt(x + y)", "return np.sqrt(x) + y"),
        ("return np.sum(np.sqrt(x))", "return np.sqrt(np.sum(x))"),
        ("return (x ** 2).mean()", "return x.mean() ** 2"),
        ("return np.mean(x)", "return np.sum(x) / len(x)"),
        ("return x.mean(axis=0)", "return x.sum(axis=0) / (len(x) - 1)"),
        ("return x / len(y)", "return x / y.size"),
        ("return x ** y", "return np.exp(-x * y)"),
        ("return x * y + z", "return x * y + (1 - x) * z"),
        ("return x > y", "return x < y"),
        ("return np.log(x)", "return np.log2(x)"),
        ("return x[y:y + z]", "return x[:z]"),
        ("return x[:, y:y + z]", "return x[:, y:-y]"),
        ("return z.uniform(-x, x, y)", "return z.uniform(0, x, y)"),
        ("return np.zeros_like(x)", "return x"),
    ],
)
def test_a_formula_is_put_together_otherwise(line, expected):
    assert expected in bodies(richer_sources(function(line), {"f"}))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "m = x.mean(axis=0)\nreturn m / x.std(axis=0)",
            "m = x.mean(axis=1)\nreturn m / x.std(axis=1)",
        ),
        ("return x[y[0]:z] + x[y[1]:z]", "return x[y[0]:] + x[y[1]:]"),
        ("return x.sum() + y.sum()", "return x.mean() + y.mean()"),
    ],
)
def test_one_mistake_at_several_places(body, expected):
    assert expected in bodies(repeated_sources(function(body), {"f"}))


@pytest.mark.parametrize(
    ("body", "expected", "words"),
    [
        ("x.a += y\nx.b = x.a * z", "x.b = x.a * z\nx.a += y", "two steps come in the wrong order"),
        ("x.a += y", "x.a += y\nx.a += y", "a step is done twice"),
        ("x = x - y\nreturn x", "return x", "a step is left out: the one that changes x"),
        (
            "total = y()\nfor v in x:\n    total += v",
            "total = y()\nfor v in x:\n    total = y()\n    total += v",
            "is made anew in every pass",
        ),
        (
            "for v in x:\n    y += v\n    z.a = y",
            "for v in x:\n    y += v\nz.a = y",
            "after the loop",
        ),
        ("for v in x:\n    y += v", "for v in x:\n    y += v\n    break", "after its first pass"),
        (
            "if x:\n    return 1\nelif y:\n    return 2",
            "if y:\n    return 2\nelif x:\n    return 1",
            "two steps come in the wrong order",
        ),
        ("x.a = {}\nx.b = {}", "x.a = {}\nx.b = x.a", "one and the same object"),
    ],
)
def test_steps_in_another_order(body, expected, words):
    source = function(body)
    assert expected in bodies(reordered_sources(source, {"f"}))
    names = {
        name_of(change, KNOWN)
        for mutant, change in reordered_sources(source, {"f"})
        if expected in bodies([(mutant, change)])
    }
    assert any(words in (name or "") for name in names)


def test_a_source_is_as_it_was_after_its_steps_were_exchanged():
    source = function("a = x\nb = y\nfor v in z:\n    a += v\n    b -= v\nreturn a, b")
    first = bodies(reordered_sources(source, {"f"}))
    assert first == bodies(reordered_sources(source, {"f"}))
    assert "a = x\nb = y\nfor v in z:\n    a += v\n    b -= v\nreturn (a, b)" not in first


@pytest.mark.parametrize("sources", [richer_sources, repeated_sources])
def test_every_change_has_words_that_show_no_code(sources):
    source = function(
        "m = x.mean(axis=0) + np.sqrt(y ** 2 + z)\nreturn m / len(x), x[y:y + z] ** rate"
    )
    names = [name_of(change, KNOWN) for _, change in sources(source, {"f"})]
    assert len(list(filter(None, names))) > len(names) // 2
    assert not any("np." in (name or "") for name in names)


def test_an_object_that_forgets_what_it_was_made_from():
    source = (
        "class Number:\n    def __init__(self, data):\n        self.data, self.made = data, ()\n"
        "    def __neg__(self):\n        return self * 2.0\n"
    )
    changed = {
        ast.unparse(ast.parse(mutant.definition))
        for mutant, _ in richer_sources(source, {"Number"})
    }
    assert any("return Number((self * 2.0).data)" in text for text in changed)
    assert any("return self * self.data" in text for text in changed), "a value for a number"
