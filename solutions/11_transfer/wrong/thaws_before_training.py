"""thaws everything before training

All parameters ask for gradients again, so the frozen ones are trained like the others. On few images the
network soon forgets what it knew.

Hint: who decides what is frozen: the caller, or the training loop?
"""

_fine_tune = fine_tune


def fine_tune(model, train, valid, epochs, lr, seed=0, device="cpu"):
    for parameter in model.parameters():
        parameter.requires_grad_(True)
    return _fine_tune(model, train, valid, epochs, lr, seed, device)
