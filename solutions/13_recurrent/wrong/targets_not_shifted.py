"""asks for the character that was just read

Inputs and targets are the same, so the model learns to repeat what it sees. Its loss becomes
nearly zero, and it cannot write.

Hint: what stands in the text after the character at place i?
"""


def chunks(tokens, batch, length):
    row = (len(tokens) - 1) // batch
    rows = tokens[: batch * row].reshape(batch, row)
    return [(piece, piece) for piece in rows.split(length, dim=1)]
