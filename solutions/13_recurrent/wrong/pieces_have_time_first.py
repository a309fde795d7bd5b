"""gives pieces of shape (length, batch)

The batch comes first in this module: (batch, length). Exchanged, a model takes neighbouring rows
for neighbouring characters.

Hint: what is the shape of the first piece?
"""

_pieces = chunks


def chunks(tokens, batch, length):
    return [(x.T.contiguous(), y.T.contiguous()) for x, y in _pieces(tokens, batch, length)]
