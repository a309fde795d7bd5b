"""tries the safe way first and the unsafe one after it

A file that weights_only=True refuses is loaded without it. So exactly the dangerous files are loaded in the
dangerous way.

Hint: what does the refusal tell you about the file?
"""

import pickle

import torch

_load_checkpoint = load_checkpoint


def load_checkpoint(path, model, optimizer):
    try:
        return _load_checkpoint(path, model, optimizer)
    except pickle.UnpicklingError:
        checkpoint = torch.load(path, map_location="cpu", weights_only=False)
        model.load_state_dict(checkpoint.get("model", model.state_dict()))
        return checkpoint["epoch"]
