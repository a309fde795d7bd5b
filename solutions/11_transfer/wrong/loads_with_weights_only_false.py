"""loads with weights_only=False

An ordinary pickle may call any function of any module while it is read. Whoever can give you a file can then run
programs on your machine.

Hint: what may a file of weights hold, and which argument of torch.load insists on it?
"""

import torch


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path, map_location="cpu", weights_only=False)
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    torch.set_rng_state(checkpoint["cpu_rng"])
    if len(checkpoint["cuda_rng"]) == torch.cuda.device_count() > 0:
        torch.cuda.set_rng_state_all(checkpoint["cuda_rng"])
    return checkpoint["epoch"]
