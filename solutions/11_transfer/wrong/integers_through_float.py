"""sends integers through a float

A float64 holds integers exactly up to 2**53 only. Larger ones are rounded, and "3.0" is not how an integer is
written.

Hint: keep the tensor's own type on the way into Python.
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(*value.flatten().double().tolist(), file=file)
