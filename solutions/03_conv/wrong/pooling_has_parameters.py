"""gives pooling layers parameters

Pooling takes the maximum or the mean of its window: there is nothing to learn in it, so it has no
weights and no bias. Its kernel size is a setting, not a parameter.

Hint: what would training change in a pooling layer?
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
                channels = layer["out_channels"]
            else:
                params = conv_params(channels, channels, kernel)
            shape = (channels, *map(conv_output_size, lengths, kernel, padding, stride))
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            params = linear_params(shape[0], layer["out_features"], layer.get("bias", True))
            shape = (layer["out_features"],)
        rows.append({"name": layer.get("name", kind), "output_shape": shape, "params": params})
    return rows
