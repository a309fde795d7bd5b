"""returns after the first batch

The return stands inside the loop, so one batch is looked at and the rest of the loader never.

Hint: how far is your return indented?
"""

_cache_features = cache_features


def cache_features(backbone, loader):
    for batch in loader:
        return _cache_features(backbone, [batch])
