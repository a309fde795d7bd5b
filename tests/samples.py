"""Reports as the grader makes them, one of each kind, for the tests of every outlet.

`python -m tests.samples FOLDER` writes the page of each, to look at.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.model import CheckResult, Counterexample, Grid, QuestionResult, Report
from tests.sample_texts import NASTY, SOURCE, SQUARES, STATEMENT

CONFINED = ["namespaces", "landlock", "seccomp", "rlimits"]


def check(
    name: str, title: str, status: str = "passed", points: float = 1, **rest: object
) -> CheckResult:
    """A check that earned all of its points or none."""
    values: dict[str, object] = {
        "id": name,
        "title": title,
        "status": status,
        "score": points if status == "passed" else 0.0,
        "max_score": points,
        "duration": 0.14,
        **rest,
    }
    return CheckResult(**values)  # type: ignore[arg-type]


def report(status: str, checks: list[CheckResult], **rest: object) -> Report:
    """A report whose scores are the sums of its results, as the grader's are."""
    quiz: list[QuestionResult] = rest.get("quiz", [])  # type: ignore[assignment]
    parts: list[CheckResult | QuestionResult] = [*checks, *quiz]
    values: dict[str, object] = {
        "exercise": "03_conv",
        "title": "Convolutions and their arithmetic",
        "status": status,
        "score": sum(part.score for part in parts),
        "max_score": sum(part.max_score for part in parts),
        "device": "cpu",
        "sandbox": CONFINED,
        "started": "2026-03-02T14:05:09+00:00",
        "duration": 1.93,
        "checks": checks,
        "submission": "exercises/03_conv/conv.py",
        "source": SOURCE,
        **rest,
    }
    return Report(**values)  # type: ignore[arg-type]


def _works() -> list[CheckResult]:
    return [
        check("test_params", "Parameters count the bias once a filter.", functions=["conv_params"]),
        check("test_macs", "Multiplications count every position.", functions=["conv_macs"]),
        check(
            "test_pad2d",
            "Padding surrounds height and width only.",
            functions=["pad2d"],
            duration=0.31,
        ),
        check(
            "test_edge",
            "A vertical edge answers bright to dark.",
            functions=["edge_kernel"],
            duration=0.004,
        ),
    ]


QUIZ = [
    QuestionResult(
        id="params",
        title="How many parameters has a $3\\times 3$ convolution from 2 to 3 channels, with bias?",
        status="wrong",
        score=0,
        max_score=1,
        given="60",
        feedback="A bias belongs to a *filter*, not to each of its kernels. Count the filters.",
    ),
    QuestionResult(
        id="same",
        title="Which padding keeps the size for $f = 5$ and stride 1?",
        status="correct",
        score=1,
        max_score=1,
        given="2",
        feedback="Yes: $p = \\frac{f - 1}{2}$.",
    ),
    QuestionResult(
        id="equivariance",
        title="Which of these commute with a shift?",
        status="partial",
        score=0.5,
        max_score=1,
        given="convolution, max pooling",
        feedback="Pooling with a stride does not, except for shifts by a multiple of it.",
    ),
    QuestionResult(
        id="cost", title="What dominates the cost?", status="unanswered", score=0, max_score=1
    ),
]

EXPECTED: list[list[float]] = [[-4.0, 2.0, 0.0, 1.5], [3.0, -1.0, 0.25, 8.0], [0.0, 6.0, -7.5, 2.0]]
GOT: list[list[float | None]] = [
    [8.0, 2.0, 0.0, -1.5],
    [-3.0, -1.0, 0.25, None],
    [0.0, -6.0, 7.5, 2.0],
]
GRIDS = [
    Grid(title="Expected at [0, 0]", role="expected", rows=[[*row] for row in EXPECTED]),
    Grid(title="Got at [0, 0]", role="got", rows=GOT),
    Grid(
        title="Got minus expected at [0, 0]",
        role="difference",
        rows=[
            [None if g is None else g - e for e, g in zip(one, other, strict=True)]
            for one, other in zip(EXPECTED, GOT, strict=True)
        ],
    ),
]

PASSED = report(
    "passed",
    [
        *_works(),
        check(
            "test_size", "The output size rounds down.", points=2, functions=["conv_output_size"]
        ),
    ],
    learner="Ada Lovelace",
)

FAILED = report(
    "failed",
    [
        check(
            "test_output_size",
            "The output size rounds down.",
            "failed",
            2,
            message="conv_output_size is 4, but it should be 3. A stride that does not divide the "
            "span leaves a rest, and the rest is no position.",
            counterexample=Counterexample(
                call="conv_output_size(n=6, f=3, p=0, s=2)", expected="2", actual="3"
            ),
            misconception="rounds up instead of down",
            hint="The kernel must fit *completely*. Write down the last start position for "
            "$n = 6$, $f = 3$, $s = 2$ and compare with\n\n$$\\left\\lfloor \\frac{n + 2p - f}{s} "
            "\\right\\rfloor + 1$$",
            functions=["conv_output_size"],
            line=14,
        ),
        check(
            "test_output_size_dilated",
            "A dilated kernel covers more.",
            "failed",
            message="conv_output_size is 4, but it should be 3.",
            counterexample=Counterexample(
                call="conv_output_size(n=8, f=3, p=0, s=2, d=2)", expected="2", actual="3"
            ),
            misconception="rounds up instead of down",
            functions=["conv_output_size"],
        ),
        *_works(),
        check(
            "test_conv2d",
            "conv2d agrees with the definition on any rectangle.",
            "failed",
            3,
            message="conv2d[0, 0, 0, 0] is 8, but it should be -4 (off by 12; 1.2e-15 is allowed "
            "for rounding errors of a sum this long). 6 of 12 numbers differ.",
            counterexample=Counterexample(
                call="conv2d(x=np.array([[[[1., 2., 0., 3., 1.],\n                    "
                "[0., -1., 4., 2., 2.],\n"
                "                    [5., 0., 1., 1., 0.],\n                    "
                "[2., 2., -3., 0., 1.]]]]),\n"
                "       w=np.array([[[[1., 0.], [2., -3.]]]]))",
                expected="shape (1, 1, 3, 4): "
                "[[[[-4, 2, 0, 1.5], [3, -1, 0.25, 8], [0, 6, -7.5, 2]]]]",
                actual="shape (1, 1, 3, 4): "
                "[[[[8, 2, 0, -1.5], [-3, -1, 0.25, nan], [0, -6, 7.5, 2]]]]",
            ),
            misconception="flips the kernel",
            explanation="In mathematics a *convolution* turns the kernel by 180 degrees; in deep "
            "learning it does not. Your code behaves identically on 40 of 40 recorded inputs.",
            relations=["Your numbers are the right ones with the kernel turned around."],
            hint="Deep learning's *convolution* does not turn the kernel around. Which line does?",
            functions=["conv2d"],
            line=19,
            grids=GRIDS,
            stdout="conv2d (1, 1, 4, 5) (1, 1, 2, 2)\n" * 3,
            duration=0.92,
        ),
        check(
            "test_conv2d_padding",
            "Padding is counted on both sides.",
            "error",
            message="fixture 'reference' has no function pad2d",
            functions=["conv2d"],
        ),
        check(
            "test_receptive_field",
            "The receptive field compounds.",
            "timeout",
            message="receptive_field took longer than 5 s, the limit for one call.",
            counterexample=Counterexample(
                call="receptive_field(layers=[(3, 1), (2, 2)])",
                expected="4",
                actual="no answer after 5 s",
            ),
            functions=["receptive_field"],
            line=33,
            duration=5.01,
        ),
        check(
            "test_backward",
            "Gradients agree with PyTorch.",
            "not_started",
            3,
            functions=["conv2d_backward"],
        ),
        check("test_trace", "A trace names every layer.", "not_started", 2, functions=["trace"]),
        check(
            "test_adjoint",
            "The transposed convolution is the adjoint.",
            "skipped",
            2,
            message="Fix conv2d first.",
            functions=["conv2d_backward"],
        ),
    ],
    quiz=QUIZ,
    learner="Grace Hopper",
)

RAISED = report(
    "failed",
    [
        check(
            "test_conv2d",
            "conv2d agrees with the definition on any rectangle.",
            "failed",
            3,
            message="conv2d raised IndexError: index 3 is out of bounds for axis 2 with size 3",
            counterexample=Counterexample(
                call="conv2d(np.zeros((1, 1, 3, 2)), np.zeros((1, 1, 1, 1)))",
                expected="an array of shape (1, 1, 3, 2)",
                actual="IndexError",
            ),
            traceback='Traceback (most recent call last):\n  File "conv.py", line 25, in conv2d\n'
            "    out[:, :, i, j] = np.tensordot(patch, w, axes=([1, 2, 3], [1, 2, 3]))\n"
            "IndexError: index 3 is out of bounds for axis 2 with size 3",
            functions=["conv2d"],
            line=25,
        ),
        *_works(),
    ],
    sandbox=[],
)

NOT_STARTED = report(
    "not_started",
    [
        check(
            "test_size",
            "The output size rounds down.",
            "not_started",
            2,
            functions=["conv_output_size"],
        ),
        check(
            "test_params",
            "Parameters count the bias once a filter.",
            "not_started",
            functions=["conv_params"],
        ),
        check(
            "test_conv2d",
            "conv2d agrees with the definition.",
            "not_started",
            3,
            functions=["conv2d"],
        ),
    ],
    quiz=[
        QuestionResult(
            id="cost", title="What dominates the cost?", status="unanswered", score=0, max_score=1
        )
    ],
)

TIMEOUT = report(
    "timeout",
    [
        check(
            "test_receptive_field",
            "The receptive field compounds.",
            "timeout",
            message="receptive_field took longer than 5 s, the limit for one call.",
            hint="Does every way through your loop bring its end nearer?",
            functions=["receptive_field"],
            line=33,
            duration=5.01,
        )
    ],
)

ERROR = report(
    "error",
    [
        check(
            "test_size",
            "The output size rounds down.",
            "error",
            2,
            message="the checks could not be imported: NameError: name 'strategis' is not defined",
            traceback="File \"test_conv.py\", line 4\nNameError: name 'strategis' is not defined",
        )
    ],
    notes=["The checks of this exercise could not be loaded."],
)

HIDDEN = report(
    "failed",
    [
        check(
            "test_secret",
            "A secret title",
            "failed",
            message="secret finding",
            visibility="hidden",
            functions=["conv2d"],
        ),
        check(
            "test_later",
            "Shown by its title",
            "failed",
            message="secret finding",
            hint="secret hint",
            visibility="after_due_date",
            functions=["pad2d"],
        ),
    ],
)

HOSTILE = report(
    "failed",
    [
        check(
            f"test_{NASTY}",
            NASTY,
            "failed",
            message=NASTY,
            counterexample=Counterexample(call=NASTY, expected=NASTY, actual=NASTY + "x" * 300_000),
            misconception=NASTY,
            explanation=NASTY,
            relations=[NASTY, NASTY],
            cause=NASTY,
            hint=NASTY,
            traceback=NASTY,
            stdout=NASTY + "\n" * 5000 + "y" * 500_000,
            functions=[NASTY, NASTY],
            line=2,
            grids=[
                Grid(title=NASTY, rows=[[1e300, None, float("inf"), float("nan")], []]),
                Grid(title="", rows=[]),
            ],
        ),
        check("test_passed", NASTY, functions=[NASTY]),
        check("test_skipped", NASTY, "skipped", message=NASTY),
        check("test_error", NASTY, "error", message=NASTY, traceback=NASTY, line=999_999),
        check("test_todo", NASTY, "not_started", duration=float("nan")),
    ],
    quiz=[
        QuestionResult(
            id=NASTY,
            title=NASTY,
            status="invalid",
            score=0,
            max_score=1,
            given=NASTY,
            feedback=NASTY,
        )
    ],
    title=NASTY,
    learner=NASTY,
    device=NASTY,
    started=NASTY,
    submission=NASTY,
    notes=[NASTY],
    sandbox=[NASTY],
    source=f"# {NASTY}\n{NASTY}\n" + "z" * 100_000,
)

SAMPLES = {
    "passed": PASSED,
    "failed": FAILED,
    "raised": RAISED,
    "not_started": NOT_STARTED,
    "timeout": TIMEOUT,
    "error": ERROR,
    "hidden": HIDDEN,
    "hostile": HOSTILE,
}


def write_pages(folder: Path) -> None:
    """Write the page of every sample, and the index over them, into `folder`."""
    from grader.report.pages import render_html, render_index

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "squares.svg").write_text(SQUARES)
    for name, sample in SAMPLES.items():
        page = render_html(
            sample,
            statement=STATEMENT,
            statement_folder=folder,
            hints={"test_output_size": ["Try $s = 1$ first.", "`//` rounds down."]},
            index_href="index.html",
        )
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    index = render_index([(sample, f"{name}.html") for name, sample in SAMPLES.items()])
    (folder / "index.html").write_text(index, encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
