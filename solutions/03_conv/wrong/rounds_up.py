"""rounds up instead of down

When the stride does not divide the length evenly, some pixels are left over at the end. Your size
counts one more window there, but that window would stick out of the image. A window that does not
fit is dropped.

Hint: take n = 8, f = 3, s = 2 and write down the first pixel of every window that fits.
"""


def conv_output_size(n, f, p=0, s=1, d=1):
    reach = d * (f - 1) + 1
    return -(-(n + 2 * p - reach) // s) + 1
