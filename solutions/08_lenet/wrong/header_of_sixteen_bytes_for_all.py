"""skips sixteen bytes in every file

That is the header of a file of images: magic number and three sizes. A file of labels has one size, so eight of its
labels are taken for header.

Hint: how long is the header of a file with one axis?
"""

_read_idx = read_idx


def read_idx(path):
    array = _read_idx(path)
    return array[8:] if array.ndim == 1 else array
