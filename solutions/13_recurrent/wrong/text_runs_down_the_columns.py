"""lets the text run down the columns

A row shall be a stretch of text. Here neighbouring characters stand in neighbouring rows, so each
row jumps through the text in steps of `batch`.

Hint: read row 0 aloud. Is it text?
"""


def chunks(tokens, batch, length):
    row = (len(tokens) - 1) // batch
    inputs = tokens[: batch * row].reshape(row, batch).T
    targets = tokens[1 : batch * row + 1].reshape(row, batch).T
    return list(zip(inputs.split(length, dim=1), targets.split(length, dim=1)))
