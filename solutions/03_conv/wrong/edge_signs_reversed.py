"""makes dark-to-bright edges positive

Many image libraries write these kernels with the negative numbers on the left. Here the positive
numbers stand on the left or on top, so that a step from bright to dark gives a positive answer
under cross-correlation.

Hint: lay your kernel on a picture that is bright on the left and dark on the right.
"""

import numpy as np


def edge_kernel(name):
    step, box = np.array([1.0, 0.0, -1.0]), np.array([1.0, 1.0, 1.0])
    sobel, scharr = np.array([1.0, 2.0, 1.0]), np.array([3.0, 10.0, 3.0])
    kernels = {
        "vertical": np.outer(box, -step),
        "horizontal": np.outer(-step, box),
        "sobel_x": np.outer(sobel, -step),
        "sobel_y": np.outer(-step, sobel),
        "scharr_x": np.outer(scharr, -step),
        "scharr_y": np.outer(-step, scharr),
        "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
        "blur": np.full((3, 3), 1 / 9),
        "identity": np.outer([0.0, 1.0, 0.0], [0.0, 1.0, 0.0]),
    }
    return kernels[name]
