"""stacks linear layers without an activation between them

Two linear layers in a row are one linear layer with other weights. However many are stacked,
the network can only draw straight borders.

Hint: what stands between W1 and W2?
"""


def _run(params, activation, x):
    inputs, outputs = [x], []
    for layer in range(1, len(params) // 2 + 1):
        outputs.append(linear_forward(inputs[-1], params[f"W{layer}"], params[f"b{layer}"]))
        inputs.append(outputs[-1])
    return inputs, outputs
