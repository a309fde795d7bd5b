"""leaves the sizes out

A line of values alone does not say which shape they had.

Hint: what does a reader need to know before the first value?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, file=file)
            print(*value.flatten().tolist(), file=file)
