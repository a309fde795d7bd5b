"""keeps the number of channels through a convolution

The shape after a convolution shows the channels that went in. A convolution has as many output
channels as it has filters.

Hint: eight filters look at a picture with three channels. How many maps come out?
"""


def trace(layers, shape):
    rows = []
    for layer in layers:
        kind, params = layer["type"], 0
        if kind in ("conv", "pool"):
            channels, *lengths = shape
            kernel = _pair(layer["kernel"])
            stride = _pair(layer.get("stride", 1 if kind == "conv" else kernel))
            padding = _pair(layer.get("padding", 0))
            if kind == "conv":
                bias = layer.get("bias", True)
                params = conv_params(channels, layer["out_channels"], kernel, bias)
            shape = (channels, *map(conv_output_size, lengths, kernel, padding, stride))
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            params = linear_params(shape[0], layer["out_features"], layer.get("bias", True))
            shape = (layer["out_features"],)
        rows.append({"name": layer.get("name", kind), "output_shape": shape, "params": params})
    return rows
