"""saves parameters but no buffers

Batch norm's running mean and variance are no parameters. They are lost, and the loaded network answers differently in
eval mode.

Hint: compare the names of `named_parameters()` with those of `state_dict()`.
"""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    state = {
        "model": {name: value.detach() for name, value in model.named_parameters()},
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "rng": torch.get_rng_state(),
    }
    torch.save(state, path)


def load_checkpoint(path, model, optimizer):
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["rng"])
    return state["epoch"]
