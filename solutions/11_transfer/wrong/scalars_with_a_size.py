"""writes a size of one for a number without axes

A single number, such as batch norm's counter, has no axes and so no sizes. With a 1 behind its name a reader makes a
vector of it.

Hint: what is the shape of torch.tensor(3)?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *(tuple(value.shape) or (1,)), file=file)
            print(*value.flatten().tolist(), file=file)
