"""Mistakes in networks: what is changed, and in which words it is told."""

from types import SimpleNamespace

import pytest

from grader.diagnosis.hypotheses import replays
from grader.diagnosis.wording import name_of
from grader.mutation import network_sources

NET = '''
class Net(nn.Module):
    """Two layers.

    Submodules: conv1, conv2, act.
    """

    def __init__(self, width: int, slope: float = 0.1) -> None:
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(width, width, 3, stride=2)
        self.head = nn.Sequential(nn.ReLU(), nn.Linear(width, 10))
        self.rest = nn.ModuleList(nn.Linear(10, 10) for _ in range(3))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        x = self.conv2(torch.relu(self.conv1(x)))
        return self.head(F.max_pool2d(x, 2))
        ### END SOLUTION


def rate(x):
    ### BEGIN SOLUTION
    return torch.softmax(x, dim=1).mean(), len(x)
    ### END SOLUTION
'''
OWN = """def _own(x):
    ### BEGIN SOLUTION
    return x + 1
    ### END SOLUTION


"""


def changed(name):
    """What stands in the place of each changed line -> the words for it."""
    known = {"conv1", "conv2", "act", "slope", "width"}
    return {mutant.after: name_of(change, known) for mutant, change in network_sources(NET, {name})}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "(super().__init__(), slope := 0.1)",
            "behaves as if slope were left at its default",
        ),
        (
            "self.conv1 = nn.Conv2d(3, width, 3, padding=0, bias=False)",
            "padding is 0 in a Conv2d, where another value belongs",
        ),
        (
            "self.conv1 = nn.Conv2d(3, width, 3, padding=1, bias=True)",
            "bias is True in a Conv2d, where another value belongs",
        ),
        (
            "self.conv2 = nn.Conv2d(width, width, 3, stride=1)",
            "stride is 1 in a Conv2d, where another value belongs",
        ),
        (
            "self.conv2 = self.conv1",
            "conv1 and conv2 are one and the same layer, which shares its weights",
        ),
        ("self.head = nn.Sequential(nn.Linear(width, 10))", "a layer is missing: ReLU"),
        (
            "self.head = nn.Sequential(nn.Linear(width, 10), nn.ReLU())",
            "ReLU and Linear come in the wrong order",
        ),
        (
            "self.head = nn.Sequential(nn.Tanh(), nn.Linear(width, 10))",
            "Tanh where ReLU belongs",
        ),
        (
            "self.rest = list((nn.Linear(10, 10) for _ in range(3)))",
            "keeps layers in a plain list of Python's: the network does not know their weights",
        ),
        ("x = self.conv2(torch.relu(x))", "conv1 is never applied"),
        (
            "x = self.conv2(torch.relu((self.conv1(x)).detach()))",
            "a value is detached: no gradient flows back through it",
        ),
        ("return self.head(F.avg_pool2d(x, 2))", "avg_pool2d where max_pool2d belongs"),
        (
            "return torch.relu(self.head(F.max_pool2d(x, 2)))",
            "a ReLU follows where none belongs",
        ),
    ],
)
def test_networks(line, words):
    assert changed("Net")[line] == words


def test_all_layers_of_a_loop_are_one_or_all_but_the_first():
    shared = [line for line, words in changed("Net").items() if "several layers" in str(words)]
    assert len(shared) == 2
    for line in shared:
        layers = eval(line.partition("ModuleList(")[2][:-1], {"nn": Layers, "range": range})
        assert [len({*map(id, layers)}), len(layers)] in ([1, 3], [2, 3])


class Layers:
    """Stands for torch.nn."""

    class Linear:
        def __init__(self, *sizes):
            self.sizes = sizes


def test_functions():
    lines = changed("rate")
    assert (
        lines["return 100 * (torch.softmax(x, dim=1).mean()), len(x)"]
        == "gives percent where a fraction is asked: 100 times too much"
    )
    assert (
        lines["return torch.softmax(x, dim=0).mean(), len(x)"]
        == "works along axis 0 where another axis belongs"
    )


def test_only_what_is_asked_about_and_its_private_helpers_is_replayed():
    matcher = SimpleNamespace(
        reference=NET.replace("def rate", OWN + "def rate"),
        uses={"rate": {"_own", "Net"}},
        exercise=SimpleNamespace(uses_torch=True),
    )
    overridden = {name for variant in replays(["rate"], matcher) for name in variant.overrides}
    assert overridden == {"rate", "_own"}


def test_code_without_a_network_is_left_alone():
    source = "def f(x):\n    y = [g(x), h(x)]\n    return np.sum(x, axis=0) + y[0]\n"
    assert [mutant.after for mutant, _ in network_sources(source, {"f"})] == [
        "return torch.relu(np.sum(x, axis=0) + y[0])",
        "return torch.softmax(np.sum(x, axis=0) + y[0], -1)",
        "return (np.sum(x, axis=0) + y[0]).detach()",
    ]
