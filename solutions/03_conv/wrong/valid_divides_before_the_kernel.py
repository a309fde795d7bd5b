"""takes the kernel off after dividing by the stride

The places where a window can start have to be counted in pixels first; only then does the stride
pick every s-th of them. Taking the kernel off at the end mixes two units: pixels and steps.

Hint: for which pixels may a window start? Count those, then think about the stride.
"""


def tf_valid_output_size(n, f, s):
    return -(-n // s) - f + 1
