"""lets the dilation widen all later layers

The dilation is multiplied into the jump, like a stride. It only spreads the cells of its own
kernel: neighbouring outputs still lie one stride apart.

Hint: a dilated layer with stride 1 gives as many outputs as inputs. How far apart are they?
"""


def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        field += dilation * (kernel - 1) * jump
        jump *= stride * dilation
    return field
