"""Train a network on the digits and store its weights, so that no grading has to train it.

Run from the repository's root after a change to the network in harness.py or to the data split:

    python solutions/12_deployment/make_weights.py

Writes digits_net.npz beside this file. It takes some seconds on one core.
"""

from pathlib import Path

import harness  # the reference, beside this file
import numpy as np
import torch
from torch.nn import functional as F

from grader.testing import digits_data, split_data

HERE = Path(__file__).parent
EPOCHS = 12


def main() -> None:
    torch.set_num_threads(1)
    train, _, test = split_data(digits_data())
    torch.manual_seed(0)
    net = harness.DigitNet()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    for _ in range(EPOCHS):
        net.train()
        for chosen in torch.randperm(len(train.labels)).split(32):
            optimizer.zero_grad()
            F.cross_entropy(net(train.images[chosen]), train.labels[chosen]).backward()
            optimizer.step()
    with torch.no_grad():
        correct = net.eval()(test.images).argmax(1) == test.labels
    print(correct.double().mean().item())
    arrays = {name: value.numpy() for name, value in net.state_dict().items()}
    np.savez_compressed(HERE / "digits_net.npz", **arrays)


if __name__ == "__main__":
    main()
