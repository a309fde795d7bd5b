"""swaps rows and columns of the pictures

Each colour is written row by row. Read column by column, every picture lies on its side, mirrored.

Hint: which pixel is the second byte of a colour: the one to the right of the first, or the one below it?
"""

_read_cifar10 = read_cifar10


def read_cifar10(path):
    images, labels = _read_cifar10(path)
    return images.transpose(0, 1, 3, 2).copy(), labels
