"""rounds to the nearest number instead of down

Half a window is not a window. Rounding to the nearest whole number sometimes goes up, and then it
counts a window that sticks out of the image; which way a half goes even depends on the number
before it.

Hint: a size must never be larger than the exact quotient plus one. Which rounding promises that?
"""


def conv_output_size(n, f, p=0, s=1, d=1):
    reach = d * (f - 1) + 1
    return round((n + 2 * p - reach) / s) + 1
