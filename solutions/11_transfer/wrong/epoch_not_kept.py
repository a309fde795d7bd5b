"""always starts again at epoch 0

The saved epoch is not returned. The weights are back, but the caller's count of epochs begins anew, and with it every
schedule.

Hint: what does the stub say load_checkpoint returns?
"""

_load_checkpoint = load_checkpoint


def load_checkpoint(path, model, optimizer):
    _load_checkpoint(path, model, optimizer)
    return 0
