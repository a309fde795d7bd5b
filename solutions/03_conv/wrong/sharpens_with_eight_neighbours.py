"""takes away all eight neighbours when it sharpens

The kernel of the statement takes away the four direct neighbours and has 5 in the middle. With
eight neighbours and 9 it is another one.

Hint: which neighbours share an edge with the middle?
"""

import numpy as np


def edge_kernel(name):
    if name == "sharpen":
        kernel = -np.ones((3, 3))
        kernel[1, 1] = 9.0
        return kernel
    return _kernels(name)


def _kernels(name):
    step = np.array([1.0, 0.0, -1.0])
    across = {
        "vertical": np.outer([1.0, 1.0, 1.0], step),
        "sobel_x": np.outer([1.0, 2.0, 1.0], step),
        "scharr_x": np.outer([3.0, 10.0, 3.0], step),
    }
    identity = np.zeros((3, 3))
    identity[1, 1] = 1.0
    return {
        **across,
        "horizontal": across["vertical"].T,
        "sobel_y": across["sobel_x"].T,
        "scharr_y": across["scharr_x"].T,
        "blur": np.full((3, 3), 1 / 9),
        "identity": identity,
    }[name]
