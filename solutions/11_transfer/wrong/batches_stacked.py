"""stacks the batches on a new axis

`torch.stack` puts equal shapes side by side on an axis of their own. Batches are joined along the first axis, and the
last one may be smaller.

Hint: which of stack and cat adds an axis?
"""

import torch


def cache_features(backbone, loader):
    device = _device_of(backbone)
    features, labels = [], []
    with _eval_mode(backbone), torch.no_grad():
        for images, classes in loader:
            features.append(backbone(images.to(device)).cpu())
            labels.append(classes.cpu())
    return torch.stack(features), torch.stack(labels)
