"""assumes that the head is called fc

That is its name in ResNet. In another network the assignment makes a new submodule that no forward calls, and the old
head stays where it was.

Hint: how can you find out the name under which a submodule is known?
"""

from torch import nn


def replace_head(model, num_classes):
    old = [m for m in model.modules() if isinstance(m, nn.Linear)][-1]
    model.fc = nn.Linear(
        old.in_features,
        num_classes,
        bias=old.bias is not None,
        device=old.weight.device,
        dtype=old.weight.dtype,
    )
    return model
