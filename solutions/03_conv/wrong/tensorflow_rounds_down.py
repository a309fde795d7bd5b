"""rounds TensorFlow's sizes down

TensorFlow writes its two sizes with a ceiling. "same" pads until every step of the stride has a
window; "valid" counts the places where a window may start. Rounding down loses the last one.

Hint: take n = 7, s = 2: windows of "same" start at 0, 2, 4 and 6.
"""


def tf_same_output_size(n, s):
    return n // s


def tf_valid_output_size(n, f, s):
    return (n - f + 1) // s
