"""fills each piece with the next stretch of text

Each piece holds neighbouring stretches, one below the other. Row n of the next piece then goes on
somewhere else, and the state that is carried belongs to another place of the text.

Hint: which text has row 0 of the second piece, and where did row 0 of the first one stop?
"""


def chunks(tokens, batch, length):
    size, last = batch * length, len(tokens) - 1
    return [
        (
            tokens[i : i + size].reshape(batch, length),
            tokens[i + 1 : i + size + 1].reshape(batch, length),
        )
        for i in range(0, last - size + 1, size)
    ]
