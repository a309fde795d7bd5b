"""flips the kernel on one axis only

Turning the kernel by half a turn reverses its rows and its columns. With only the rows reversed
the kernel is mirrored, and a single lit pixel draws a mirror image.

Hint: kernel[::-1] reverses one axis. Which?
"""


def convolve2d(image, kernel, mode):
    (height, width), (k_h, k_w) = image.shape, kernel.shape
    padding = (0, 0) if mode == "valid" else (k_h - 1, k_w - 1)
    result = conv2d(image[None, None], kernel[None, None, ::-1], padding=padding)[0, 0]
    if mode == "same":
        top, left = (k_h - 1) // 2, (k_w - 1) // 2
        result = result[top : top + height, left : left + width]
    return result
