"""pads by k // 2 for “same”, for even kernels too

Half the kernel on each side keeps the size if the kernel is odd. With an even one the result is
a row and a column too large; it has to be cut out of “full”.

Hint: how long is the result for 4 pixels and a kernel of 2?
"""


def convolve2d(image, kernel, mode):
    k_h, k_w = kernel.shape
    paddings = {"full": (k_h - 1, k_w - 1), "same": (k_h // 2, k_w // 2), "valid": (0, 0)}
    flipped = kernel[::-1, ::-1]
    return conv2d(image[None, None], flipped[None, None], padding=paddings[mode])[0, 0]
