"""Mistakes that nobody wrote down: named by the answers to probes, or not at all."""

import ast

import msgspec
import numpy as np
import pytest

from grader.diagnosis import wording
from grader.diagnosis.asker import Asker
from grader.diagnosis.exceptions import advice
from grader.diagnosis.function_records import read_function_record
from grader.diagnosis.hypotheses import DEPTHS, Candidate, Hypothesis
from grader.diagnosis.sketches import read_sketch, write_sketch
from grader.judge import Judge
from grader.mutation import Change, changed_sources
from tests.small_course import handed_in, small_exercise

REFERENCE = """
import numpy as np

def shrink(x, rate=0.5, eps=0.25):
    return x / (np.sqrt((x * x).mean(axis=-1, keepdims=True)) + eps) * rate
"""
CHECKS = '''
import numpy as np
from hypothesis import given
from hypothesis.strategies import integers, sampled_from
from grader.testing import assert_close

@given(n=integers(1, 5), m=integers(2, 5), rate=sampled_from([0.5, 1.0, 2.0]), seed=integers(0, 99))
def test_shrink(student, reference, n, m, rate, seed):
    """Rows are scaled."""
    x = np.random.default_rng(seed).standard_normal((n, m))
    assert_close(student.shrink(x, rate), reference.shrink(x, rate))
'''


def named(judge, body):
    source = "import numpy as np\n\ndef shrink(x, rate=0.5, eps=0.25):\n" + body
    return judge.grade(handed_in(source)).checks[0]


@pytest.fixture(scope="module")
def judge(tmp_path_factory, numpy_launcher):
    exercise = small_exercise(tmp_path_factory.mktemp("naming"), CHECKS, reference=REFERENCE)
    with Judge(exercise, launcher=numpy_launcher) as made:
        yield made


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("    d = ((x ** 2).sum(-1) / x.shape[1]) ** 0.5\n    return 0.5 * x / (d + eps)[:, None]\n", "rate"),
        ("    d = ((x ** 2).sum(-1) / x.shape[1]) ** 0.5\n    return rate * x / d[:, None]\n", "eps"),
        ("    d = (x ** 2).mean(-1) + 0 * eps\n    return rate * x / (d + eps)[:, None]\n", "square root"),
        ("    d = ((x ** 2).sum(-1)) ** 0.5\n    return rate * x / (d + eps)[:, None]\n", "a sum where a mean"),
        ("    x /= (x ** 2).mean(-1, keepdims=True) ** 0.5 + eps\n    return x * rate\n", "in place"),
    ],
)  # fmt: skip
def test_a_mistake_without_a_file_is_named(judge, body, name):
    assert name in (named(judge, body).misconception or "")


def test_what_nothing_explains_gets_no_name(judge):
    check = named(judge, "    return np.cos(37 * x) * rate + np.cumsum(x, axis=0)\n")
    assert check.status == "failed"
    assert check.misconception is None


LOOPS = """
def shrink(x, rate=0.5, eps=0.25):
    rows = np.zeros_like(x)
    for place, row in enumerate(x):
        size = 0.0
        for value in row:
            size = size + value * value
        rows[place] = row / (np.sqrt(size / len(row)) + eps) * rate
    return rows
"""


def test_a_mistake_in_another_style_than_the_references_is_named(tmp_path, numpy_launcher):
    exercise = small_exercise(tmp_path, CHECKS, reference=REFERENCE)
    folder = tmp_path / "tests" / "alternatives" / exercise.id
    folder.mkdir(parents=True)
    (folder / "loops.py").write_text(LOOPS)
    wrong = "import numpy as np\n" + LOOPS.replace("size + value * value", "value * value")
    with Judge(exercise, launcher=numpy_launcher) as judge:
        name = judge.grade(handed_in(wrong)).checks[0].misconception
    assert name == "a term of the sum is missing"


def test_learners_who_answer_alike_are_asked_about_once(judge, monkeypatch):
    wrong = "    return np.cos(38 * x) * rate + np.cumsum(x, axis=0)\n"
    first = named(judge, wrong)
    monkeypatch.setattr(judge.half.diagnosis.bench, "deeper", None)
    assert named(judge, wrong.replace("38 * x", "x * 38")).misconception == first.misconception


def test_what_only_raises_is_not_looked_into(judge, monkeypatch):
    monkeypatch.setattr(judge.half.diagnosis.bench, "deeper", None)
    assert named(judge, "    raise KeyError(rate)\n").misconception is None


def test_the_answers_are_kept_for_the_next_run(judge):
    bench = judge.half.diagnosis.bench
    record = bench.record("shrink", 1)
    folder = judge.exercise.private.parent / ".grade" / "records"
    (file,) = folder.glob("*.shrink.*.mistakes")
    again = read_function_record(file)
    assert again is not None
    assert again.depth == record.depth >= 1
    assert again.hypotheses == record.hypotheses
    assert np.array_equal(again.rows.codes, record.rows.codes)
    assert np.array_equal(again.rows.values, record.rows.values)


def test_a_hypothesis_that_never_ends_takes_no_other_along(judge):
    bench = judge.half.diagnosis.bench
    record = bench.record("shrink")
    sources = ("while True: pass", "x = 1 +", "def shrink(x, rate=0.5, eps=0.25):\n    return x")
    chosen = [
        Candidate(Hypothesis(kind="code", title=source), "part", source) for source in sources
    ]
    try:
        answered = list(bench._asker.rows(chosen, record))
    finally:
        bench._asker.close()
    assert [candidate.hypothesis.title for candidate, _ in answered] == [sources[2]]


def test_a_name_shows_no_line_of_the_reference():
    for mutant, change in changed_sources(REFERENCE, {"shrink"}):
        name = wording.name_of(change, {"x", "rate", "eps"}) or ""
        assert "np." not in name, mutant.name


def test_a_change_without_words_has_no_name():
    node = ast.parse("x", mode="eval").body
    assert wording.name_of(Change("unheard of", node, "y"), set()) is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("NameError: name 'np_exq' is not defined", "did you mean np_exp"),
        ("ModuleNotFoundError: No module named 'scipy.special'", "The package scipy"),
        ("ValueError: operands could not be broadcast together with shapes (2,) (3,)", "Two shapes"),
        ("RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn", "gradient"),
    ],
)  # fmt: skip
def test_well_known_exceptions_are_explained(error, said):
    assert said in advice(error, "np_exp = 1")


def test_an_unknown_exception_gets_no_advice():
    assert advice("Oddity: never seen", "x = 1") is None


def test_far_fetched_hypotheses_are_asked_once_for_all_learners(judge, monkeypatch):
    wrong = "    return np.sin(x * 40) + 7 * rate * np.cumsum(x[::-1], axis=0)\n"
    first = named(judge, wrong)
    (file,) = (judge.exercise.private.parent / ".grade" / "records").glob("*.shrink.*.sketch")
    before = file.stat().st_mtime_ns
    asked = []
    rows = Asker.rows

    def counted(asker, chosen, record, places=None):
        asked.append(places)
        return rows(asker, chosen, record, places)

    monkeypatch.setattr(Asker, "rows", counted)
    other = named(judge, wrong.replace("40", "41"))
    assert other.misconception == first.misconception
    assert file.stat().st_mtime_ns == before
    assert set(asked) <= {None}


def test_a_sketch_is_read_as_it_was_written(judge, tmp_path):
    named(judge, "    return np.sin(x * 40) + 7 * rate * np.cumsum(x[::-1], axis=0)\n")
    bench = judge.half.diagnosis.bench
    sketch, record = bench._sketches["shrink"], bench.record("shrink", 1)
    assert sketch.depth == DEPTHS - 1
    assert len(sketch.candidates) == len(sketch.rows.codes) > 50
    file = tmp_path / "shrink.sketch"
    write_sketch(file, sketch)
    again = read_sketch(file, record)
    assert (again.depth, again.places, again.depths) == (sketch.depth, sketch.places, sketch.depths)
    assert again.candidates == sketch.candidates
    assert all(map(np.array_equal, again.rows, sketch.rows))
    file.write_bytes(file.read_bytes()[:-9])
    assert read_sketch(file, record) is None
    assert read_sketch(tmp_path / "none.sketch", record) is None
    write_sketch(file, sketch)
    fewer = msgspec.structs.replace(record, columns=record.columns[:-1])
    assert read_sketch(file, fewer) is None


def test_what_the_smaller_probes_do_not_show_is_found_with_the_others(judge):
    body = "    y = x / (np.sqrt((x * x).mean(axis=-1, keepdims=True)) + eps) * rate\n"
    only_large = "    return y if x.size < 12 else -y\n"
    check = named(judge, body + only_large)
    assert check.status == "failed"
    assert "sign" in (check.misconception or "")
