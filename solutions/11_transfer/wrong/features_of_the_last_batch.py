"""keeps only what the last batch gave

Features and labels of a batch take the place of those before. The results of all batches are joined, in the
loader's order.

Hint: how many rows should come back for batches of 4, 4 and 3?
"""

_cache_features = cache_features


def cache_features(backbone, loader):
    return _cache_features(backbone, list(loader)[-1:])
