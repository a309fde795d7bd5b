"""leaves the padding out of the sizes

Layers with padding are treated as if they had none, so the shapes shrink too much. The key is
missing in most layers, which is why it is easily forgotten.

Hint: what does a 3x3 convolution with padding 1 do to the size?
"""


def trace(layers, shape):
    rows = []
    for layer in layers:
        kind, params = layer["type"], 0
        if kind in ("conv", "pool"):
            channels, *lengths = shape
            kernel = _pair(layer["kernel"])
            stride = _pair(layer.get("stride", 1 if kind == "conv" else kernel))
            padding = _pair(0)
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
        rows.append({"name": layer.get("name", kind), "output_shape": shape, "params": params})
    return rows
