"""takes the colours in the order blue, green, red

Some libraries read pictures so. The file has 1,024 bytes of red first, then green, then blue.

Hint: which of the three colours do the first 1,024 bytes belong to?
"""

_read_cifar10 = read_cifar10


def read_cifar10(path):
    images, labels = _read_cifar10(path)
    return images[:, ::-1].copy(), labels
