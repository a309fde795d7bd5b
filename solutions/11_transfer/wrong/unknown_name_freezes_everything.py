"""an unknown name freezes everything

The loop over the children stops at the name. When it is misspelt the loop never stops, and the whole model is
frozen without a word.

Hint: when do you know that the name exists: before the loop or after it?
"""

from types import MethodType


def freeze(model, until):
    for name, child in model.named_children():
        child.requires_grad_(False)
        child.eval()
        for module in child.modules():
            module.train = MethodType(_stay, module)
        if name == until:
            break
    return model
