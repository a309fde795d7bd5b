"""Train the reference once and store its curves, so that no grading has to train it again.

Run from the repository's root after a change to the reference, the data split or the settings below:

    python solutions/09_resnet/make_curves.py

Writes curves.json beside this file: 20 seeds of ResNet-8 (width 8) on the bundled digits, each with its
history and its accuracy on the held-out images. It takes about three minutes on one idle core.
"""

import json
from pathlib import Path

import resnet  # the reference, beside this file
import torch

from grader.testing import DIGIT_PARTS, DataSet, digits_data, split_data

HERE = Path(__file__).parent
EPOCHS = 8
LR = 0.1
WIDTH = 8
SEEDS = 20
DIGITS = 4


def main() -> None:
    torch.set_num_threads(1)
    digits = DataSet("digits", *split_data(digits_data()))
    runs = []
    for seed in range(SEEDS):
        torch.manual_seed(seed)
        net = resnet.ResNet(1, width=WIDTH, in_channels=1)
        history = resnet.fit(net, digits.train, digits.valid, EPOCHS, LR, seed=seed)
        _, accuracy = resnet.evaluate(net, [digits.test])
        rounded = {name: [round(x, DIGITS) for x in row] for name, row in history.items()}
        score = round(accuracy, DIGITS)
        runs.append({"seed": seed, "lr": LR, "history": rounded, "test_accuracy": score})
        print(seed, accuracy, flush=True)
    result = {"data": "digits", "parts": DIGIT_PARTS, "torch": torch.__version__, "runs": runs}
    (HERE / "curves.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
