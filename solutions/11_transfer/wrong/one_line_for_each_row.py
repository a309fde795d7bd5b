"""writes a line for each row of a matrix

The format has two lines for each entry: one with name and sizes, one with all values. A reader who counts lines loses
its place at the first matrix.

Hint: how many lines has the file of a network with two tensors?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            columns = value.shape[-1] if value.ndim > 1 else max(1, value.numel())
            for row in value.reshape(-1, columns).tolist():
                print(*row, file=file)
