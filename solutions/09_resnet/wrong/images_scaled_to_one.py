"""divides the pixels by 255

Scaling is a step of its own. The reader returns the bytes as they lie in the file.

Hint: which dtype do the images have by the docstring?
"""

_read_cifar10 = read_cifar10


def read_cifar10(path):
    images, labels = _read_cifar10(path)
    return images / 255, labels
