"""takes vertical for horizontal

A vertical edge is a line that runs up and down: the brightness changes from left to right. So its
kernel has equal rows and different columns. The x in sobel_x, likewise, is the direction in which
the brightness changes.

Hint: which way does the edge itself run, and which way does the brightness change?
"""

import numpy as np


def edge_kernel(name):
    step, box = np.array([1.0, 0.0, -1.0]), np.array([1.0, 1.0, 1.0])
    sobel, scharr = np.array([1.0, 2.0, 1.0]), np.array([3.0, 10.0, 3.0])
    kernels = {
        "vertical": np.outer(step, box),
        "horizontal": np.outer(box, step),
        "sobel_x": np.outer(step, sobel),
        "sobel_y": np.outer(sobel, step),
        "scharr_x": np.outer(step, scharr),
        "scharr_y": np.outer(scharr, step),
        "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
        "blur": np.full((3, 3), 1 / 9),
        "identity": np.outer([0.0, 1.0, 0.0], [0.0, 1.0, 0.0]),
    }
    return kernels[name]
