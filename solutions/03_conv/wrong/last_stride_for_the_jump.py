"""takes the stride of the layer before for the jump

How far apart two outputs lie in the input is the product of all strides before, not the last
one alone.

Hint: two layers of stride 2: how far apart are neighbours in the input?
"""


def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *rest in layers:
        field += (rest[0] if rest else 1) * (kernel - 1) * jump
        jump = stride
    return field
