"""writes sizes and values as Python shows tuples and lists

Brackets and commas are Python's way. The format has bare numbers, separated by single spaces, on both lines, so that
any language can read them.

Hint: compare both of your lines with those of the stub's example.
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, tuple(value.shape), file=file)
            print(value.flatten().tolist(), file=file)
