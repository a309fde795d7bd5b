"""saves the seed instead of the generator's state

The seed says where the random numbers began, not how many have been drawn since. After the restart they begin
from the start again.

Hint: torch.initial_seed() is a number, torch.get_rng_state() is five thousand bytes. What do they hold?
"""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save({**state, "seed": torch.initial_seed()}, path)


def load_checkpoint(path, model, optimizer):
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    torch.manual_seed(state["seed"])
    return state["epoch"]
