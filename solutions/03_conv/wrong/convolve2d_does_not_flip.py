"""does not flip the kernel in convolve2d

This is cross-correlation, as in conv2d. The mathematical convolution turns the kernel by half a
turn first. That is why a single lit pixel draws the kernel upright, and why image and kernel may
change places.

Hint: convolve a single lit pixel. You should see the kernel itself.
"""


def convolve2d(image, kernel, mode):
    (height, width), (k_h, k_w) = image.shape, kernel.shape
    padding = (0, 0) if mode == "valid" else (k_h - 1, k_w - 1)
    result = conv2d(image[None, None], kernel[None, None], padding=padding)[0, 0]
    if mode == "same":
        top, left = (k_h - 1) // 2, (k_w - 1) // 2
        result = result[top : top + height, left : left + width]
    return result
