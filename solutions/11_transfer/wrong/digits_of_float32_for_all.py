"""writes nine digits for every type

Nine significant digits are enough for float32. A float64 has nearly seventeen, and a large integer all of its own.

Hint: what does repr do for a Python float, and for an int?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(*(f"{float(x):.9g}" for x in value.flatten()), file=file)
