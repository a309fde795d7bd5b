"""writes the sizes with Python's brackets and commas

"(2, 3)" is how Python shows a tuple. Any language can read numbers separated by spaces; brackets and commas each
reader would have to peel off.

Hint: what does the first line of the stub's example look like?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, tuple(value.shape), file=file)
            print(*value.flatten().tolist(), file=file)
