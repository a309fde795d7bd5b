"""Results put otherwise, conditions, and code that remembers: named by the answers to probes."""

import inspect

import numpy as np
import pytest

from grader.diagnosis.conditions import condition, features_at
from grader.diagnosis.results import transformations
from grader.judge import Judge
from grader.student import Answer, Call
from tests.small_course import handed_in, small_exercise

REFERENCE = '''
import numpy as np

def weigh(x, w, padding=0, stride=1):
    """Rows of x times w, every stride-th of them, with as many zero rows before them as padding says."""
    return np.concatenate([np.zeros((padding, w.shape[1])), x @ w])[::stride]

class Count:
    def __init__(self, rate):
        self.rate, self.total = rate, 0.0
    def add(self, x):
        self.total = self.total + self.rate * x
        return self.total
'''
CHECKS = '''
import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers
from grader.testing import assert_close

@given(n=integers(1, 5), m=integers(2, 4), padding=integers(0, 2), stride=integers(1, 3), seed=integers(0, 99))
def test_weigh(student, reference, n, m, padding, stride, seed):
    """Rows are weighed."""
    rng = np.random.default_rng(seed)
    x, w = rng.standard_normal((n, m)), rng.standard_normal((m, m + 1))
    asked = x, w, padding, stride
    assert_close(student.weigh(*asked), reference.weigh(*asked))

@given(rate=integers(2, 9), seed=integers(0, 99))
def test_count(student, reference, rate, seed):
    """Steps are added up."""
    x = np.random.default_rng(seed).standard_normal(3)
    own, right = student.Count(rate / 8), reference.Count(rate / 8)
    for _ in range(3):
        assert_close(own.add(x), right.add(x))
'''
WEIGH = REFERENCE.partition("class Count")[0]
COUNT = "class Count" + REFERENCE.partition("class Count")[2]


@pytest.fixture(scope="module")
def judge(tmp_path_factory, numpy_launcher):
    exercise = small_exercise(tmp_path_factory.mktemp("results"), CHECKS, reference=REFERENCE)
    with Judge(exercise, launcher=numpy_launcher) as made:
        yield made


def names(judge, source):
    return [check.misconception or "" for check in judge.grade(handed_in(source)).checks]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("[::stride]", "[::stride] / len(x)", "divides the result by the length of axis 0 of x"),
        ("[::stride]", "[::stride].clip(0)", "clips negative results to 0"),
        ("x @ w]", "(x @ w)[::-1] if padding else x @ w]", "padding above 0"),
    ],
)
def test_a_result_put_otherwise_is_named(judge, old, new, name):
    assert name in names(judge, WEIGH.replace(old, new) + COUNT)[0]


def test_what_is_kept_in_the_class_is_said(judge):
    shared = COUNT.replace("self.rate, self.total = rate, 0.0", "self.rate = rate").replace(
        "    def __init__", "    memory = {}\n    def __init__"
    )
    shared = shared.replace("self.total = self.total + self.rate * x", "t = self.memory").replace(
        "return self.total", "t[0] = t.get(0, 0.0) + self.rate * x\n        return t[0]"
    )
    assert "remembered from one object or call to the next" in names(judge, WEIGH + shared)[1]


def test_what_is_right_everywhere_gets_no_name(judge):
    assert names(judge, REFERENCE) == ["", ""]


def test_of_several_results_one_is_changed():
    signatures = {"f": inspect.signature(lambda x: (x, x))}
    x = np.array([1.0, -2.0])
    programs, right = [[Call("call", "f", (x,), {}, None)]], [[Answer("ok", (x, x))]]
    changed = {
        made.name: made.applied(programs, right, signatures)[0][0].value
        for made in transformations(programs, right, signatures)
    }
    (second,) = (
        value for name, value in changed.items() if "negative" in name and "result 2" in name
    )
    assert second[0].tolist() == [1.0, -2.0]
    assert second[1].tolist() == [1.0, 0.0]


def test_a_condition_is_what_all_have_and_no_other():
    signatures = {"f": inspect.signature(lambda x, stride=1, mode="a": x)}

    def of(*args):
        return features_at([Call("call", "f", args, {}, None)], 0, signatures)

    x = np.ones((2, 3))
    assert condition([of(x, 2), of(x, 3)], [of(x), of(x, 1)]) == ("with", "stride above 1")
    assert condition([of(x), of(x, 1)], [of(x, 2), of(x, 3)]) == ("without", "stride above 1")
    assert condition([of(x, 2)], [of(x), of(x)]) is None
    assert condition([of(x, 2), of(x)], [of(x, 3), of(x, 1)]) is None
