"""writes each value on a line of its own

The format has two lines for each entry, and all of its values on the second, separated by single spaces.

Hint: how many lines has the file of a network with two tensors?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(*value.flatten().tolist(), sep="\n", file=file)
