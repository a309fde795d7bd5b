"""leaves the model itself in eval mode

Only the copy should be in eval mode. The caller may want to train the model further, and every submodule keeps the mode
that it had.

Hint: which of the two networks do you call eval() on?
"""

_quantize_dynamic = quantize_dynamic


def quantize_dynamic(model):
    return _quantize_dynamic(model.eval())
