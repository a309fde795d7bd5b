"""lets a layer's own stride widen its own kernel

A layer's kernel lies on the layer's input. Its stride moves the outputs apart, which only matters
to the layers after it. You multiply by the stride one layer too early.

Hint: what does one layer with kernel 3 and stride 2 see? Three pixels.
"""


def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        jump *= stride
        field += dilation * (kernel - 1) * jump
    return field
