"""writes the values in Fortran order

The first index runs fastest. The reader, who fills in C order, gets a shuffled tensor with the right sizes.

Hint: in C order, which index changes from one value to the next?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(*value.permute(tuple(reversed(range(value.ndim)))).flatten().tolist(), file=file)
