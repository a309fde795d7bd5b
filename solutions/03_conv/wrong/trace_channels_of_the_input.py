"""counts every convolution with the input's channels

The channels of the image are used for the parameters of all convolutions. From the second one on
a layer reads what the layer before it has made, and has as many input channels as that one has
filters.

Hint: how many channels does the second convolution of a network see?
"""


def trace(layers, shape):
    rows = []
    first = shape[0]
    for layer in layers:
        kind, params = layer["type"], 0
        if kind in ("conv", "pool"):
            channels, *lengths = shape
            kernel = _pair(layer["kernel"])
            stride = _pair(layer.get("stride", 1 if kind == "conv" else kernel))
            padding = _pair(layer.get("padding", 0))
            if kind == "conv":
                bias = layer.get("bias", True)
                params = conv_params(first, layer["out_channels"], kernel, bias)
                channels = layer["out_channels"]
            shape = (channels, *map(conv_output_size, lengths, kernel, padding, stride))
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            params = linear_params(shape[0], layer["out_features"], layer.get("bias", True))
            shape = (layer["out_features"],)
        rows.append({"name": layer.get("name", kind), "output_shape": shape, "params": params})
    return rows
