"""Mutants: what is changed, what never is, and that each is one small, readable change."""

import ast

import pytest

from grader.errors import CourseError
from grader.mutation import make_mutants
from grader.sampling import even_sample
from grader.validation.equivalents import read_equivalents, stale
from grader.validation.strength import diff
from tests import ROOT

TINY = ROOT / "tests" / "golden" / "solutions" / "01_tiny"


def after(body, signature="x, y, z"):
    """The changed lines of every mutant of a function with this body."""
    source = f"def f({signature}):\n    {body}\n"
    return {mutant.after for mutant in make_mutants(source)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("return x + y", {"return x - y", "return x", "return y"}),
        ("return x / y", {"return x * y", "return x"}),
        ("return x // y", {"return x / y", "return x * y", "return -(-x // y)"}),
        ("return x < y", {"return x <= y", "return x >= y"}),
        ("return x is None", {"return x is not None"}),
        ("return x and y", {"return x or y", "return (x)", "return (y)"}),
        ("return not x", {"return x"}),
        ("return x[0]", {"return x[1]", "return x[-1]"}),
        ("return x[y:]", {"return x[:]", "return x[y + 1:]", "return x[y - 1:]"}),
        ("return 0.5 - x", {"return 0.0 - x", "return -0.5 - x", "return 1.0 - x"}),
        ("return x, y", {"return y, x"}),
        ("return np.sum(x, axis=y)", {"return np.mean(x, axis=y)", "return np.sum(x)", "return x"}),
        ("return g(x, y)", {"return g(y, x)"}),
        ("return x.astype(y)", {"return x"}),
        ("x += y", {"x -= y", "x = y", "pass"}),
        ("x[y] = z", {"pass"}),
        ("g(x)", {"pass"}),
        ("return np.float32(x)", {"return np.float64(x)"}),
        ("return x if y else z", {"return x if not y else z", "return x", "return z"}),
    ],
)
def test_what_is_changed(line, expected):
    assert expected <= after(line)


def test_ranges_are_one_too_long_or_too_short():
    changed = after("for i in range(x): g(i)")
    assert {"for i in range(x + 1): g(i)", "for i in range(x - 1): g(i)"} <= changed


def test_parentheses_are_kept_where_they_matter():
    assert "return (x + y) / z" in after("return (x - y) / z")
    assert "return (x + y) ** z" in after("return (x * y) ** z")
    assert "return x + (y + z)" in after("return x + y * z")


@pytest.mark.parametrize(
    "source",
    [
        '"""Returns 3."""\n',
        'def f(x):\n    """Adds 1 + 1."""\n',
        "from a import b\n",
        "Pair = int | tuple[int, int]\n",
        "def f(x: int | None) -> 'int | str': ...\n",
        "@cache(3)\ndef f(x): return x\n",
        "def f(x): return f'{x + 1}'\n",
        "def f(x: Literal[1, 2] = x): return x\n",
    ],
)
def test_what_is_never_changed(source):
    assert make_mutants(source) == []


def test_the_text_of_an_exception_is_not_changed():
    assert after('raise ValueError("at least 3")') == {"pass"}


def test_only_solution_blocks_and_defaults_are_changed():
    source = (
        "LIMIT = 3\n\n\ndef f(n=2):\n    m = n + 1\n    ### BEGIN SOLUTION\n"
        "    return m\n    ### END SOLUTION\n"
    )
    assert {mutant.kind for mutant in make_mutants(source)} == {"default value"}


def test_methods_are_named_with_their_class_and_lines_are_right():
    source = TINY.joinpath("tiny.py").read_text()
    lines = source.splitlines()
    mutants = make_mutants(source)
    assert {mutant.function for mutant in mutants} == {
        "double",
        "steps",
        "Tally.__init__",
        "Tally.add",
    }
    assert all(lines[mutant.line - 1].strip() == mutant.before for mutant in mutants)


def test_every_mutant_parses_differs_and_is_made_once():
    for path in (TINY / "tiny.py", *sorted(TINY.parents[3].glob("solutions/*/[a-z]*.py"))):
        if path.name.startswith(("test_", "harness", "make_")):
            continue
        source = path.read_text(encoding="utf-8")
        mutants = make_mutants(source)
        assert len({mutant.source for mutant in mutants}) == len(mutants)
        trees = {ast.dump(ast.parse(mutant.source)) for mutant in mutants[:20]}
        assert len(trees) == len(mutants[:20]) > 0
        assert ast.dump(ast.parse(source)) not in trees


def test_letters_outside_ascii_do_not_shift_a_change():
    assert "s = 'äöü'; return x - y" in after("s = 'äöü'; return x + y")


def test_a_decorated_method_and_a_comprehension():
    source = (
        "class A:\n    @property\n    def f(self):\n        return [x for x in self.a if x > 0]\n"
    )
    assert {mutant.function for mutant in make_mutants(source)} == {"A.f"}


def test_a_sample_is_even():
    assert even_sample(range(100), 4) == [12, 37, 62, 87]
    assert even_sample(range(5), 4) == [0, 1, 3, 4]
    assert even_sample("abc", 3) == even_sample("abc", 9) == ["a", "b", "c"]
    assert even_sample("abc", 0) == even_sample("", 3) == []


def test_the_diff_shows_one_line_and_where_it_is():
    source = TINY.joinpath("tiny.py").read_text()
    mutant = next(
        candidate
        for candidate in make_mutants(source)
        if candidate.function == "steps" and "/ h" in candidate.after
    )
    text = diff(source, mutant, "tiny.py")
    changed = [
        line for line in text.splitlines() if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert changed == ["-    return n // height", "+    return n / height"]
    assert f"@@ -{mutant.line - 2},5" in text


def test_equivalents_are_read_matched_and_stale_ones_found(tmp_path):
    (tmp_path / "mutants.toml").write_text(
        '[[equivalent]]\nline = "return n // height"\nmutant = "return n / height"\n'
        'reason = "for the test"\n'
        '[[equivalent]]\nline = "return n // height"\nmutant = "return n @ height"\n'
        'reason = "for the test"\n'
        '[[equivalent]]\nline = "return n // height"\nmutant = "return n * height"\n'
        'function = "double"\nreason = "for the test"\n'
    )
    entries = read_equivalents(tmp_path)
    mutants = make_mutants(TINY.joinpath("tiny.py").read_text())
    assert [any(entry.matches(mutant) for mutant in mutants) for entry in entries] == [
        True,
        False,
        False,
    ]
    assert ["n @ height" in entry.text for entry in stale(entries, mutants)] == [True, False]


def test_an_equivalent_without_a_reason_is_a_course_error(tmp_path):
    (tmp_path / "mutants.toml").write_text(
        '[[equivalent]]\nline = "a"\nmutant = "b"\nreason = " "\n'
    )
    with pytest.raises(CourseError, match="gives no reason"):
        read_equivalents(tmp_path)
