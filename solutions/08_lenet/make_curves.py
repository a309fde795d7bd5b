"""Train the reference once and store its curves, so that no grading has to train it again.

Run from the repository's root after a change to the reference, the data split or the settings below:

    python solutions/08_lenet/make_curves.py

Writes curves.json beside this file: 20 seeds of LeNet-5 on the bundled digits, each with its history
and its accuracy on the held-out images. It takes about two minutes on one core.
"""

import json
from pathlib import Path

import lenet  # the reference, beside this file
import torch

from grader.testing import DIGIT_PARTS, DataSet, digits_data, split_data

HERE = Path(__file__).parent
EPOCHS = 10
RATES = {"tanh": 0.05, "relu": 0.02}
SEEDS = 20
DIGITS = 4


def main() -> None:
    torch.set_num_threads(1)
    digits = DataSet("digits", *split_data(digits_data()))
    runs = []
    for activation, lr in RATES.items():
        for seed in range(SEEDS):
            torch.manual_seed(seed)
            net = lenet.LeNet5(activation=activation)
            history = lenet.fit(net, digits.train, digits.valid, EPOCHS, lr, seed=seed)
            _, accuracy = lenet.evaluate(net, [digits.test])
            rounded = {name: [round(x, DIGITS) for x in row] for name, row in history.items()}
            runs.append(
                {
                    "activation": activation,
                    "seed": seed,
                    "lr": lr,
                    "history": rounded,
                    "test_accuracy": round(accuracy, DIGITS),
                }
            )
            print(activation, seed, accuracy, flush=True)
    result = {"data": "digits", "parts": DIGIT_PARTS, "torch": torch.__version__, "runs": runs}
    (HERE / "curves.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
