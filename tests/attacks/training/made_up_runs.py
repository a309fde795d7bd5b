"""Puts made-up facts in place of what the grader's harness would have seen; success would be a point for them."""

import torch

from grader import watching

TRAIN, VALID, BATCH = 75, 21, 32


def looked_at(ids):
    return {
        "kind": "forward",
        "ids": ids,
        "prints": [0.0] * len(ids),
        "size": len(ids),
        "training": False,
        "eval": True,
        "gradients": False,
        "altered": [False] * len(ids),
        "state": None,
        "images": None,
    }


def watch_fit(fit, net, train, valid, epochs, lr, options, noise, device):
    rng = torch.Generator().manual_seed(options.get("seed", 0))
    batches, gradients = [], []
    for _ in range(epochs):
        for ids in torch.randperm(TRAIN, generator=rng).split(BATCH):
            passed = looked_at(ids.tolist())
            state = watching.state_of(net)
            batches.append(passed | {"training": True, "eval": False, "state": state})
            gradients.append({name: torch.rand_like(p) for name, p in net.named_parameters()})
    numbers = [1.0 / (epoch + 1) for epoch in range(epochs)]
    return {
        "history": {"train_loss": numbers, "valid_loss": numbers, "valid_accuracy": numbers},
        "batches": batches,
        "gradients": gradients,
        "rates": [[lr]] * len(batches),
        "looks": [looked_at(list(range(TRAIN, TRAIN + VALID)))] * epochs,
        "state": watching.state_of(net),
    }


def evaluation(evaluate, state, batches, once, training, frozen, device):
    return {
        "result": (2.3, 0.1),
        "batches": len(batches),
        "eval": True,
        "gradients": False,
        "modes": [],
        "state": state,
        "weight gradient": torch.ones_like(state["fc.weight"]),
    }


def unmoved(fit, net, train, valid, lr, device):
    return {"still": [], "without gradient": []}


def overfit(train_step, net, images, labels, limit, target, device):
    return {"losses": [2.3, 0.01], "stopped": {}, "before": watching.state_of(net)}


for lie in (watch_fit, evaluation, unmoved, overfit):
    setattr(watching, lie.__name__, lie)
    setattr(watching.questions, lie.__name__, lie)


def train_step(model, batch, optimizer):
    return 0.0


def evaluate(model, loader):
    return 0.0, 0.0


def predict(model, image):
    return 0, torch.zeros(10)


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    return {}
