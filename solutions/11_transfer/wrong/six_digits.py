"""writes six digits

A float32 needs nine significant digits to come back as the same number, a float64 seventeen. With six the
weights are rounded.

Hint: print 0.1 + 0.2 with "%g" and with repr.
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(*(f"{float(x):g}" for x in value.flatten()), file=file)
