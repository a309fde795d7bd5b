"""takes the targets from the piece itself

The last character of each row has its next one in the following piece. Cut the targets like the
inputs, from the text moved by one, and none is lost.

Hint: how many characters of the text are never foretold?
"""


def chunks(tokens, batch, length):
    row = (len(tokens) - 1) // batch
    rows = tokens[: batch * row].reshape(batch, row)
    return [(piece[:, :-1], piece[:, 1:]) for piece in rows.split(length, dim=1)]
