"""saves the whole model instead of its state dict

The file then holds the names of classes and functions, and building the model again means running them. Such a file
cannot be read with weights_only=True, and it breaks when the code is moved.

Hint: which method gives a model's tensors by name?
"""

import torch


def save_checkpoint(path, model, optimizer, epoch):
    torch.save((model, optimizer.state_dict(), epoch, torch.get_rng_state()), path)


def load_checkpoint(path, model, optimizer):
    loaded, state, epoch, numbers = torch.load(path, map_location="cpu", weights_only=False)
    model.load_state_dict(loaded.state_dict())
    optimizer.load_state_dict(state)
    torch.set_rng_state(numbers)
    return epoch
