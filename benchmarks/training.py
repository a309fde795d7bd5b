"""How long the PyTorch modules grade, whether they always say the same, and how sure the accuracy is.

    python benchmarks/training.py [--repeats 10] [exercises/08_lenet ...]

Prints two tables in Markdown. Each repetition is a process of its own that grades the reference;
its verdicts are the status and score of every check. The accuracies are those of the stored runs
(`curves.json`, which `make_curves.py` beside it writes again).
"""

from __future__ import annotations

import argparse
import json
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODULES = (
    "07_residual",
    "08_lenet",
    "09_resnet",
    "10_architectures",
    "11_transfer",
    "12_deployment",
    "13_recurrent",
)
TRAINED = (("08_lenet", "tanh"), ("08_lenet", "relu"), ("09_resnet", None))
CERTAINTY = 0.95


def grade(exercise: str) -> tuple[float, str, int]:
    """Seconds, verdicts and exit code of one process that grades the reference."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "grader", f"exercises/{exercise}", "-q"]
        command += ["--submission", f"solutions/{exercise}", "--json", str(report)]
        start = time.perf_counter()
        code = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode
        seconds = time.perf_counter() - start
        graded: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    verdicts = [(check["id"], check["status"], check["score"]) for check in graded["checks"]]
    return seconds, json.dumps(verdicts), code


def least_chance(passed: int, runs: int) -> float:
    """The chance of passing that is exceeded with 95% certainty (Clopper and Pearson 1934, one-sided)."""
    from scipy.stats import beta

    return float(beta.ppf(1 - CERTAINTY, passed, runs - passed + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("exercises", nargs="*", default=[f"exercises/{name}" for name in MODULES])
    parser.add_argument("--repeats", type=int, default=10)
    options = parser.parse_args()
    print("| module | repetitions | median seconds | longest | different verdicts | exit codes |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in (Path(path).name for path in options.exercises):
        runs = [grade(name) for _ in range(options.repeats)]
        times = [seconds for seconds, _, _ in runs]
        codes = ", ".join(map(str, sorted({code for _, _, code in runs})))
        kinds = len({verdicts for _, verdicts, _ in runs})
        middle, longest = statistics.median(times), max(times)
        print(f"| {name} | {len(runs)} | {middle:.1f} | {longest:.1f} | {kinds} | {codes} |")
    print("\n| runs of the reference | asked | seeds | passing | one run | the better of two |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, activation in TRAINED:
        checks = runpy.run_path(str(next((ROOT / "solutions" / name).glob("test_*.py"))))
        table = checks["ACCURACY"]
        asked = (table[activation] if activation else table)["digits"]
        stored = json.loads((ROOT / "solutions" / name / "curves.json").read_text(encoding="utf-8"))
        scores = [
            run["test_accuracy"] for run in stored["runs"] if run.get("activation") == activation
        ]
        passed = sum(score >= asked for score in scores)
        least = least_chance(passed, len(scores))
        title = f"{name} {activation}" if activation else name
        print(
            f"| {title} | {asked} | {len(scores)} | {passed} "
            f"| at least {least:.3f} | at least {1 - (1 - least) ** 2:.3f} |"
        )


if __name__ == "__main__":
    main()
