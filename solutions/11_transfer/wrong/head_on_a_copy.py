"""changes a copy of the model

The result has the new head and the caller's model has not. All the other layers are other objects than before, so an
optimizer that knows the old ones trains nothing.

Hint: is what you return the very object that came in?
"""

import copy

_replace_head = replace_head


def replace_head(model, num_classes):
    return _replace_head(copy.deepcopy(model), num_classes)
