"""returns the last cell only

All hidden states and all cells are asked for, both of shape (N, T, H).

Hint: what is the shape of the second thing that you return?
"""

_forward = lstm_forward


def lstm_forward(x, h0, c0, wx, wh, b):
    h, c = _forward(x, h0, c0, wx, wh, b)
    return h, c[:, -1].copy()
