"""puts the model in train mode after loading

Loading should bring back what was saved, and the mode is not among it. The next prediction of this model would
drop and update statistics.

Hint: the docstring says what loading must not change.
"""

_load_checkpoint = load_checkpoint


def load_checkpoint(path, model, optimizer):
    epoch = _load_checkpoint(path, model, optimizer)
    model.train()
    return epoch
