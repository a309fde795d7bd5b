"""returns the last state only

For a verdict on a whole sequence the last state may be enough. Here every step is asked for: a
model of characters has to foretell the next one after each.

Hint: what is the shape of the result?
"""


def rnn_forward(x, h0, wx, wh, b):
    h = h0
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, wx, wh, b)
    return h, (x, h0, h[:, None], wx, wh)
