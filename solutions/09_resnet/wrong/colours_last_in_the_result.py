"""gives the images with the colours as the last axis

The pixels are right, but the shape is (N, 32, 32, 3), as plotting libraries want it. Networks in
PyTorch want (N, 3, 32, 32).

Hint: which axes does the docstring name, and in which order?
"""

_read = read_cifar10


def read_cifar10(path):
    images, labels = _read(path)
    return images.transpose(0, 2, 3, 1).copy(), labels
