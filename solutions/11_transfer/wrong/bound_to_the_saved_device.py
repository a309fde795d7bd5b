"""loads tensors onto the device that they were saved from

Without `map_location`, `torch.load` puts each tensor back where it lay. A checkpoint from a GPU then cannot be
read on a laptop without one.

Hint: which argument of torch.load says where the tensors shall go?
"""

import torch


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path, weights_only=True)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["cpu_rng"])
    return checkpoint["epoch"]
