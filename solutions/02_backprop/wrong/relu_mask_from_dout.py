"""looks at the sign of dout instead of the sign of x

ReLU lets the gradient through where its *input* was positive. Here the sign of the incoming
gradient decides. Negative gradients are lost and switched-off units receive some. Training
moves anyway, only badly.

Hint: the mask was fixed in the forward pass, before any gradient existed. Made of what?
"""


def relu_backward(dout, x):
    return dout * (dout > 0)
