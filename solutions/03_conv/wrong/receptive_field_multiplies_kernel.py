"""takes the reach of a dilated kernel as d times k

Three cells with gaps of one between them reach over 5 pixels, not 6: there is no gap behind the
last. The reach is d (k - 1) + 1.

Hint: draw three cells with dilation 2.
"""


def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        field += (dilation * kernel - 1) * jump
        jump *= stride
    return field
