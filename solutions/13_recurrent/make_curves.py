"""Train the reference once and store its curves, so that no grading has to train it again.

Run from the repository's root after a change to the reference, the grammar or the settings below:

    python solutions/13_recurrent/make_curves.py

Writes curves.json beside this file: 20 seeds, each with its history and its loss on held-out text. It
takes about three minutes on one core.
"""

import json
import runpy
from pathlib import Path

import recurrent  # the reference, beside this file
import torch

HERE = Path(__file__).parent
SEEDS = 20
DIGITS = 4


def main() -> None:
    torch.set_num_threads(1)
    checks = runpy.run_path(str(HERE / "test_recurrent_training.py"))
    hidden, lines, epochs, lr = (checks[name] for name in ("HIDDEN", "LINES", "EPOCHS", "RATE"))
    train, valid, test = (
        recurrent.encode(recurrent.grammar_text(count, checks[f"{part}_SEED"]))
        for count, part in ((lines, "TRAIN"), (200, "VALID"), (300, "TEST"))
    )
    runs = []
    for seed in range(SEEDS):
        torch.manual_seed(seed)
        model = recurrent.CharModel(recurrent.VOCABULARY, hidden)
        history = recurrent.fit(model, train, valid, epochs, lr)
        loss = recurrent.evaluate(model, test)
        rounded = {name: [round(x, DIGITS) for x in row] for name, row in history.items()}
        runs.append({"seed": seed, "lr": lr, "history": rounded, "test_loss": round(loss, DIGITS)})
        print(seed, loss, flush=True)
    result = {"torch": torch.__version__, "runs": runs}
    (HERE / "curves.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
