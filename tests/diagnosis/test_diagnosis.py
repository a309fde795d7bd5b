"""Relations in numbers, the bank of wrong answers, and which part of a chain is to blame."""

import numpy as np
import pytest

from grader.course.exercises import load_exercise
from grader.course.submissions import read_submission
from grader.course.variants import read_variants, references_among
from grader.diagnosis import relations
from grader.diagnosis.relations import Case
from grader.errors import CourseError
from grader.judge.grading import Judge
from grader.student import replay
from grader.student.recording import Call, Recorder
from tests import ROOT
from tests.small_course import handed_in, small_exercise

GOLDEN = ROOT / "tests" / "golden"
rng = np.random.default_rng(0)
MATRICES = [
    rng.standard_normal((n, m)) for n, m in ((2, 3), (4, 3), (3, 5), (5, 4), (2, 6), (6, 2))
]


def described(change, right=lambda x: x, passing=(), inputs=MATRICES):
    failing = [Case({"x": x}, change(right(x), x), right(x)) for x in inputs]
    return relations.describe(failing, list(passing))


def softmax(x, axis=-1):
    e = np.exp(x)
    return e / e.sum(axis, keepdims=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda y, x: y.T, "transposed"),
        (lambda y, x: -y, "opposite sign"),
        (lambda y, x: y * 2, "times 2"),
        (lambda y, x: y / 2, "times 1/2"),
        (lambda y, x: y * len(x), "times the length of axis 0 of x"),
        (lambda y, x: y / x.shape[1], "divided by the length of axis 1 of x"),
        (lambda y, x: y * x.size, "times the number of elements of x"),
        (lambda y, x: y[::-1], "reverse order along axis -2"),
        (lambda y, x: y[:, ::-1], "reverse order along axis -1"),
        (lambda y, x: np.roll(y, 1, 1), "moved by one place along axis -1"),
    ],
)
def test_relations(change, said):
    assert said in " ".join(described(change))


def test_chance_is_no_relation():
    noise = [rng.standard_normal(x.shape) for x in MATRICES]
    failing = [Case({"x": x}, bad, x) for x, bad in zip(MATRICES, noise, strict=True)]
    assert relations.describe(failing, []) == []
    assert relations.describe([Case({"n": 3}, 30, 28)], []) == []


def test_softmax_normalisation():
    other = described(lambda y, x: softmax(x, 0), right=softmax)
    assert "sum to one along axis -2; they should along axis -1" in other[0]
    raw = described(lambda y, x: np.exp(x), right=softmax)
    assert "do not sum to one" in raw[0]


def test_right_but_for_the_border():
    def spoil(y, x):
        y = y.copy()
        y[0], y[:, -1] = 0, 9
        return y

    large = [rng.standard_normal((n, n + 1)) for n in (4, 5, 6)]
    assert "border" in described(spoil, inputs=large)[0]


def counts(extra, numbers):
    return [Case({"n": n}, n // 2 + extra(n), n // 2) for n in numbers]


def test_integers_off_by_one():
    assert "one too large every time" in relations.describe(counts(lambda n: 1, range(9)), [])[0]
    odd = counts(lambda n: n % 2, range(1, 19, 2))
    even = counts(lambda n: n % 2, range(0, 18, 2))
    assert "rounded up" in relations.describe(odd, even)[0]


def test_a_condition_that_separates():
    def case(s, x, good):
        return Case({"x": x, "stride": s}, x if good else x + rng.standard_normal(x.shape), x)

    failing = [case(s, x, False) for s, x in zip((2, 3, 2, (1, 2), 3), MATRICES, strict=False)]
    passing = [case(1, x, True) for x in MATRICES]
    assert relations.describe(failing, passing) == [
        "Every failing case has stride above 1, and no passing one."
    ]
    single = [
        Case({"x": x.astype(np.float32)}, x + 1e-3 * rng.standard_normal(x.shape), x)
        for x in MATRICES
    ]
    double = [Case({"x": x}, x, x) for x in MATRICES]
    assert "float32" in relations.describe(single, double)[0]


def test_rounding_is_no_difference():
    values = np.array([0.1 + 0.2, 1e9])
    assert replay.equal_values(values, np.array([0.3, 1e9]))
    assert not replay.equal_values(values, values.astype(np.float32))
    assert not replay.equal_values(values, values[:, None])
    assert replay.equal_values({"a": (1, 2.0)}, {"a": [1, 2.0]})
    assert not replay.equal_values(np.array([1.0, np.nan]), np.array([1.0, 2.0]))


def test_arguments_are_recorded_as_they_were():
    recorder, x = Recorder(), np.zeros(2)
    recorder.add(Call("call", "f", (x, [x]), {"x": {"deep": x}}))
    x[0] = 1
    (call,) = recorder.calls
    assert [call.args[0][0], call.args[1][0][0], call.kwargs["x"]["deep"][0]] == [0, 0, 0]


def test_the_words_of_an_exception_are_not_compared():
    assert replay.equal_values({"message": "too short"}, {"message": "not long enough"})
    assert not replay.equal_values({"message": "too short"}, {"message": None})
    assert not replay.equal_values({"name": "a"}, {"name": "b"})


def test_variants_are_read_and_broken_ones_refused(tmp_path):
    exercise = load_exercise(GOLDEN / "exercises" / "01_tiny")
    (variant,) = read_variants(exercise)
    assert variant.title == "rounds up instead of down"
    assert variant.overrides == {"steps"}
    assert variant.hint == "What is left over at the end is not a step."
    assert "five boxes" in variant.explanation


def test_what_a_variant_assigns_it_overrides(tmp_path, numpy_launcher):
    exercise = small_exercise(tmp_path, CHECK_OF_WORK, reference="K = 1\ndef work(): return K\n")
    (exercise.private / "wrong").mkdir()
    (exercise.private / "wrong" / "two.py").write_text('"""is two"""\nK, M = 2, 3\n')
    (variant,) = read_variants(exercise)
    assert variant.overrides == {"K", "M"}
    with Judge(exercise, launcher=numpy_launcher) as judge:
        (check,) = judge.grade(handed_in("def work():\n    return 4 / 2\n")).checks
    assert check.misconception == "is two"


def test_uses():
    source = (
        "N = 1\ndef a(): return b()\ndef b(): return c()\ndef c(): return N\ndef d(): return a\n"
    )
    assert references_among(source) == {
        "a": {"b", "c", "N"},
        "b": {"c", "N"},
        "c": {"N"},
        "d": {"a", "b", "c", "N"},
    }


COURSE = {
    "exercises/02_chain/exercise.toml": 'title = "Chain"\nfile = "chain.py"\norder = 2\n[limits]\ncall_seconds = 1\n',
    "solutions/02_chain/chain.py": (
        "def square(x):\n    return x * x\n\n\ndef shift(x):\n    return x + 1\n\n\n"
        "def both(x):\n    return shift(square(x))\n"
    ),
    "solutions/02_chain/test_chain.py": (
        "from grader.testing import assert_close\nimport pytest\nfrom hypothesis import given, strategies as st\n"
        "@given(x=st.integers(-9, 9))\ndef test_both(student, reference, x):\n"
        '    """Both are done."""\n    assert_close(student.both(x), reference.both(x))\n'
    ),
    "solutions/02_chain/wrong/hangs.py": '"""never ends"""\n\n\ndef both(x):\n    while True:\n        pass\n',
    "solutions/02_chain/wrong/shifts_down.py": '"""shifts the wrong way"""\n\n\ndef shift(x):\n    return x - 1\n',
}


@pytest.fixture
def chain(tmp_path, numpy_launcher):
    for name, text in COURSE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    exercise = load_exercise(tmp_path / "exercises" / "02_chain")
    with Judge(exercise, launcher=numpy_launcher) as judge:
        yield judge


def graded(judge, source):
    file = judge.exercise.folder / "chain.py"
    file.write_text(source)
    return judge.grade(read_submission(judge.exercise)).checks[0]


def test_the_wrong_part_is_blamed(chain):
    check = graded(
        chain,
        "def square(x):\n    return 2 * x\ndef shift(x):\n    return x + 1\n"
        "def both(x):\n    return shift(square(x))\n",
    )
    assert check.status == "failed"
    assert check.cause == "square"
    assert "square explains this" in check.relations[0]
    assert check.misconception is None


def test_right_parts_put_together_wrongly_are_not_blamed(chain):
    check = graded(
        chain,
        "def square(x):\n    return x * x\ndef shift(x):\n    return x + 1\n"
        "def both(x):\n    return square(shift(x))\n",
    )
    assert check.status == "failed"
    assert check.cause is None


def test_a_variant_is_recognised_in_other_words_and_a_hanging_one_hangs_nobody(chain):
    check = graded(
        chain,
        "def both(x):\n    total = -1\n    for _ in range(abs(x)):\n        total += abs(x)\n    return total\n",
    )
    assert check.misconception == "shifts the wrong way"
    assert "of them distinguishing" in check.explanation


CHECK_OF_WORK = (
    "from grader.testing import assert_close\n"
    'def test_work(student, reference):\n    """It works."""\n'
    "    assert_close(student.work(), 1)\n"
)
CHECKS_OF_TRAINING = """
def test_shape(student, reference):
    \"""It draws three numbers.\"""
    assert len(student.work(3)) == 3

def test_step(student, reference):
    \"""One step is right.\"""
    assert student.work(1)[0] < 0.5

def test_run(student, reference):
    \"""A whole run is right.\"""
    assert student.work(2)[0] < 0.5
"""
DRAWS = "import numpy as np\ndef work(n):\n    return (np.random.rand(n) / 4{more}).tolist()\n"


def test_chance_and_slow_runs_keep_no_mistake_from_being_named(tmp_path, numpy_launcher):
    exercise = small_exercise(tmp_path, CHECKS_OF_TRAINING, reference=DRAWS.format(more=""))
    (exercise.private / "wrong").mkdir()
    half = '"""adds one half"""\n' + DRAWS.format(more=" + 0.5")
    (exercise.private / "wrong" / "half.py").write_text(half)
    own = (
        "import numpy as np, time\ndef work(n):\n    if n == 2:\n        begin = time.process_time()\n"
        "        while time.process_time() < begin + 0.35:\n            pass\n"
        "        return [1 + time.time() % 1]\n"  # nothing could answer this run the same way
        "    return [float(np.random.rand()) / 4 + 0.5 for _ in range(n)]\n"
    )
    with Judge(exercise, launcher=numpy_launcher) as judge:
        shape, step, run = judge.grade(handed_in(own)).checks
    assert shape.status == "passed"
    assert step.misconception == "adds one half"
    assert run.misconception == "adds one half"


CHECKS_OF_SIGNS = """
from hypothesis import given
from hypothesis.strategies import integers
from grader.testing import assert_close

@given(n=integers(-9, -1))
def test_negative(student, reference, n):
    \"""Of negative numbers it is the opposite.\"""
    assert_close(student.work(n), -n)

@given(n=integers(0, 11))
def test_positive(student, reference, n):
    \"""Positive numbers stay.\"""
    assert_close(student.work(n), n)
"""


def test_a_passing_check_refutes_a_mistake_that_its_later_examples_show(tmp_path, numpy_launcher):
    absolute = "def work(n):\n    return n if n >= 0 else -n\n"
    exercise = small_exercise(tmp_path, CHECKS_OF_SIGNS, reference=absolute)
    (exercise.private / "wrong").mkdir()
    everywhere = (
        '"""a first that is wrong elsewhere too"""\ndef work(n):\n    return n + (n == 11)\n'
    )
    (exercise.private / "wrong" / "a_first.py").write_text(everywhere)
    (exercise.private / "wrong" / "the_sign.py").write_text(
        '"""leaves the sign"""\ndef work(n):\n    return n\n'
    )
    with Judge(exercise, launcher=numpy_launcher) as judge:
        negative, positive = judge.grade(handed_in("def work(n):\n    return +n\n")).checks
    assert positive.status == "passed"
    assert negative.misconception == "leaves the sign"
    assert "first" not in (negative.explanation or "")


def test_a_broken_wrong_file_is_the_authors_fault(chain):
    wrong = chain.exercise.private / "wrong" / "silent.py"
    wrong.write_text("def both(x):\n    return 0\n")
    with pytest.raises(CourseError, match="docstring"):
        read_variants(chain.exercise)
