"""writes the values with Python's brackets and commas

"[0.1, -2.0]" is how Python shows a list. The format has the bare numbers, separated by single spaces.

Hint: what does the second line of the stub's example look like?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(value.flatten().tolist(), file=file)
