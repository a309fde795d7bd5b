"""does not save the optimizer

The weights come back, but the optimizer has forgotten its momentum and its learning rate. The first steps after the
restart are others than they would have been.

Hint: what does the optimizer know that a new one does not?
"""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    state = {"model": model.state_dict(), "epoch": epoch, "rng": torch.get_rng_state()}
    torch.save(state, path)


def load_checkpoint(path, model, optimizer):
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    torch.set_rng_state(state["rng"])
    return state["epoch"]
