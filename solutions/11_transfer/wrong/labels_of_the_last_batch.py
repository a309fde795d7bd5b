"""returns only the last batch's labels

The features of all batches are kept, but each batch's labels take the place of the ones before. Features and labels
then differ in number.

Hint: what does your list of labels hold after two batches?
"""

_cache_features = cache_features


def cache_features(backbone, loader):
    batches = list(loader)
    features, labels = _cache_features(backbone, batches)
    return features, labels[-len(batches[-1][1]) :]
