"""writes nine decimals instead of nine significant digits

Behind the point, a small number begins with zeros: 1e-8 has one digit left of nine decimals. Significant digits count from
the first that is not zero.

Hint: print 1.2345e-8 with "%.9f" and with repr.
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            if value.is_floating_point():
                print(*(f"{x:.9f}" for x in value.flatten().tolist()), file=file)
            else:
                print(*value.flatten().tolist(), file=file)
