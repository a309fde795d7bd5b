"""walks the layers from the output to the input

The jump is compounded from the wrong end: a stride widens what lies behind it, not what comes
before. With all strides equal nobody sees it.

Hint: swap a layer of stride 2 and one with a kernel of 5. Does your result change, and should
it?
"""


def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *rest in reversed(layers):
        dilation = rest[0] if rest else 1
        field += dilation * (kernel - 1) * jump
        jump *= stride
    return field
