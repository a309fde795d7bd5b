"""ignores the dilation in the receptive field

A dilated kernel reaches further than its number of cells. That is what dilation is for: a larger
view without more weights.

Hint: a layer may have a third entry. How far is it from the first cell of such a kernel to its
last?
"""


def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *_ in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field
