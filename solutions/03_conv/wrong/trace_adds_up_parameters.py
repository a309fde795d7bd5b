"""adds the parameters of all layers so far

Each row shows a running total. The row of a layer shows the parameters of this layer alone;
pooling has none, wherever it stands.

Hint: how many parameters has a pooling layer behind a convolution?
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
            shape = (channels, *map(conv_output_size, lengths, kernel, padding, stride))
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            params = linear_params(shape[0], layer["out_features"], layer.get("bias", True))
            shape = (layer["out_features"],)
        params += rows[-1]["params"] if rows else 0
        rows.append({"name": layer.get("name", kind), "output_shape": shape, "params": params})
    return rows
