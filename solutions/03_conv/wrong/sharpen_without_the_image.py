"""keeps only the details when it sharpens

With 4 in the centre the numbers sum to 0: the kernel shows the edges, and everything even turns
black. To sharpen is to add these details to the image.

Hint: what should a sharpened image of nothing but ones look like?
"""

import numpy as np


def edge_kernel(name):
    if name == "sharpen":
        return np.array([[0.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 0.0]])
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
        "blur": np.full((3, 3), 1 / 9),
        "identity": np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]),
    }
