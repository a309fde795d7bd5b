"""takes the unit matrix for the identity kernel

np.eye(3) has ones along the diagonal, so the kernel adds up three pixels. The kernel that leaves
an image as it is looks at one pixel only.

Hint: lay the kernel on an image. Which of the nine products may survive?
"""

import numpy as np


def edge_kernel(name):
    if name == "identity":
        return np.eye(3)
    return _kernels()[name]


def _kernels():
    across = np.array([1.0, 0.0, -1.0])
    plain = np.outer([1.0, 1.0, 1.0], across)
    sobel = np.outer([1.0, 2.0, 1.0], across)
    scharr = np.outer([3.0, 10.0, 3.0], across)
    return {
        "vertical": plain,
        "horizontal": plain.T,
        "sobel_x": sobel,
        "sobel_y": sobel.T,
        "scharr_x": scharr,
        "scharr_y": scharr.T,
        "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
        "blur": np.full((3, 3), 1 / 9),
    }
