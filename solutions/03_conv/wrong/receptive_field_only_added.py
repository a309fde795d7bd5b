"""adds up the kernels without compounding the strides

After a layer with stride 2, neighbours stand two input pixels apart. Every kernel above it
therefore reaches twice as far in the input. Adding the kernels alone is right only if all strides
are 1.

Hint: keep a second number while you walk through the layers: how far apart are two neighbours in
the input?
"""


def receptive_field(layers):
    field = 1
    for kernel, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        field += dilation * (kernel - 1)
    return field
