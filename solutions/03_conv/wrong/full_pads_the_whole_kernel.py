"""pads by k instead of k - 1 for “full”

A border of k pixels lets the kernel stand where it touches nothing of the image, so a frame of
zeros is added. One pixel of overlap is the least.

Hint: how long is the result for 3 pixels and a kernel of 1?
"""


def convolve2d(image, kernel, mode):
    height, width = image.shape
    k_h, k_w = kernel.shape
    padding = (k_h, k_w) if mode == "full" else (0, 0) if mode == "valid" else (k_h - 1, k_w - 1)
    flipped = kernel[::-1, ::-1]
    result = conv2d(image[None, None], flipped[None, None], padding=padding)[0, 0]
    if mode == "same":
        top, left = (k_h - 1) // 2, (k_w - 1) // 2
        result = result[top : top + height, left : left + width]
    return result
