"""multiplies the kernels

Neighbouring windows overlap: two 3x3 layers of stride 1 see 5x5 pixels, not 9x9. A kernel of
length k adds k - 1 steps to what is seen, it does not multiply it.

Hint: draw two layers with a kernel of 3 and stride 1, and mark what one output sees.
"""


def receptive_field(layers):
    field = 1
    for kernel, _, *rest in layers:
        dilation = rest[0] if rest else 1
        field *= dilation * (kernel - 1) + 1
    return field
