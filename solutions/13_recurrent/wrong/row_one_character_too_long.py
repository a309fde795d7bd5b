"""takes the last character as an input, too

The last character of the text has no next one. Where the length of the text is a multiple of the
number of rows, a target is missing.

Hint: a text of 8 characters in 2 rows: which target has the last one?
"""


def chunks(tokens, batch, length):
    row = len(tokens) // batch
    inputs = tokens[: batch * row].reshape(batch, row)
    targets = tokens[1 : batch * row + 1].reshape(batch, row)
    return list(zip(inputs.split(length, dim=1), targets.split(length, dim=1)))
