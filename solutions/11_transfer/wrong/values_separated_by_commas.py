"""separates the values by commas

The format has single spaces between values, as between the sizes. A comma belongs to a number in some countries.

Hint: what stands between two values in the stub's example?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(*value.flatten().tolist(), sep=",", file=file)
