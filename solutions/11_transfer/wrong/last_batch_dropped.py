"""drops a smaller last batch

Batches that are smaller than the first one are left out, so features are missing at the end.

Hint: torch.cat joins batches of unequal sizes without complaint.
"""

import torch


def cache_features(backbone, loader):
    device = _device_of(backbone)
    features, labels = [], []
    with _eval_mode(backbone), torch.no_grad():
        for images, classes in loader:
            if features and len(classes) < len(labels[0]):
                continue
            features.append(backbone(images.to(device)).cpu())
            labels.append(classes.cpu())
    return torch.cat(features), torch.cat(labels)
