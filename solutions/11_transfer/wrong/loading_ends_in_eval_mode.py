"""puts the model in eval mode after loading

That is right for a network that only answers. A run that goes on would train on in eval mode. Modes are the caller's.

Hint: which facts does the checkpoint hold, and is the mode one of them?
"""

_load_checkpoint = load_checkpoint


def load_checkpoint(path, model, optimizer):
    epoch = _load_checkpoint(path, model, optimizer)
    model.eval()
    return epoch
