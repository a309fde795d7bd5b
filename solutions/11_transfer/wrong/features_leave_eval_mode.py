"""leaves the backbone in eval mode

The features are right, but afterwards the backbone is in eval mode, whatever it was before.

Hint: remember the mode of every module, and give each its own back.
"""

import torch


def cache_features(backbone, loader):
    device = _device_of(backbone)
    features, labels = [], []
    backbone.eval()
    with torch.no_grad():
        for images, classes in loader:
            features.append(backbone(images.to(device)).cpu())
            labels.append(classes.cpu())
    return torch.cat(features), torch.cat(labels)
