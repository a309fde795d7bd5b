"""asks for the character before

The target stands one place too early: the model learns to remember, not to foretell.

Hint: in the text 'abc', what is the target of b?
"""


def chunks(tokens, batch, length):
    row = (len(tokens) - 1) // batch
    inputs = tokens[1 : batch * row + 1].reshape(batch, row)
    targets = tokens[: batch * row].reshape(batch, row)
    return list(zip(inputs.split(length, dim=1), targets.split(length, dim=1)))
