"""does not save the state of the random numbers

Weights and optimizer come back, but the orders and dropout masks after the restart are not the ones that would have
come.

Hint: where does torch.rand take its next number from?
"""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(state, path)


def load_checkpoint(path, model, optimizer):
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["epoch"]
