"""cuts “valid” from the upper left corner

The positions at which the kernel lies within the image are in the middle of “full”: k - 1 rows
and columns are cut on each side.

Hint: at which position of “full” does the whole kernel lie within the image for the first time?
"""


def convolve2d(image, kernel, mode):
    (height, width), (k_h, k_w) = image.shape, kernel.shape
    flipped = kernel[::-1, ::-1]
    full = conv2d(image[None, None], flipped[None, None], padding=(k_h - 1, k_w - 1))[0, 0]
    if mode == "valid":
        return full[: height - k_h + 1, : width - k_w + 1]
    if mode == "same":
        top, left = (k_h - 1) // 2, (k_w - 1) // 2
        return full[top : top + height, left : left + width]
    return full
