"""counts biases also where bias is False

The flag of the layer is not asked. A layer without biases has only its weights; networks with
batch normalisation often leave the biases out.

Hint: what is the default of the key, and what if it is there?
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
                bias = True
                params = conv_params(channels, layer["out_channels"], kernel, bias)
                channels = layer["out_channels"]
            shape = (channels, *map(conv_output_size, lengths, kernel, padding, stride))
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            params = linear_params(shape[0], layer["out_features"])
            shape = (layer["out_features"],)
        rows.append({"name": layer.get("name", kind), "output_shape": shape, "params": params})
    return rows
