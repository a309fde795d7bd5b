"""drops the last piece if it is shorter

The end of each row is never read. A shorter piece is as good as any: only its mean has fewer
characters in it.

Hint: how many columns do all pieces have together?
"""

_all = chunks


def chunks(tokens, batch, length):
    return [pair for pair in _all(tokens, batch, length) if pair[0].shape[1] == length]
