"""does not divide the blur by nine

A blur replaces each pixel by the mean of its neighbourhood. With nine ones it adds them up, and
the picture becomes nine times brighter.

Hint: what should a blur make of a picture that is 1 everywhere?
"""

import numpy as np


def edge_kernel(name):
    step, box = np.array([1.0, 0.0, -1.0]), np.array([1.0, 1.0, 1.0])
    sobel, scharr = np.array([1.0, 2.0, 1.0]), np.array([3.0, 10.0, 3.0])
    kernels = {
        "vertical": np.outer(box, step),
        "horizontal": np.outer(step, box),
        "sobel_x": np.outer(sobel, step),
        "sobel_y": np.outer(step, sobel),
        "scharr_x": np.outer(scharr, step),
        "scharr_y": np.outer(step, scharr),
        "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
        "blur": np.ones((3, 3)),
        "identity": np.outer([0.0, 1.0, 0.0], [0.0, 1.0, 0.0]),
    }
    return kernels[name]
