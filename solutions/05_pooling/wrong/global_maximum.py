"""takes the maximum in global average pooling

The largest pixel of each channel is returned. That is global maximum pooling, a useful layer,
but another one: here every pixel of the channel has the same say.

Hint: Should the result change when a pixel that is not the largest one changes?
"""


def global_avg_pool2d(x):
    return x.max(axis=(2, 3))
