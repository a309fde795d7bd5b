"""starts the "same" part at k // 2

For an odd kernel there is one middle, and both formulas agree. An even kernel has two middle
cells, and the convention here, which is SciPy's, takes the earlier one.

Hint: with a kernel of 2, does the "same" part begin at the first or at the second number of the
full one?
"""


def convolve2d(image, kernel, mode):
    (height, width), (k_h, k_w) = image.shape, kernel.shape
    padding = (0, 0) if mode == "valid" else (k_h - 1, k_w - 1)
    flipped = kernel[::-1, ::-1]
    result = conv2d(image[None, None], flipped[None, None], padding=padding)[0, 0]
    if mode == "same":
        top, left = k_h // 2, k_w // 2
        result = result[top : top + height, left : left + width]
    return result
