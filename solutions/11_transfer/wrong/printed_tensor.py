"""writes what print shows

A printed tensor is made for eyes: four decimals, brackets, and dots in place of most values when there are many.

Hint: count the numbers in `print(torch.rand(2000))`.
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.state_dict().items():
            print(name, *value.shape, file=file)
            print(
                " ".join(
                    str(value.flatten())
                    .replace("tensor([", "")
                    .split("]")[0]
                    .replace(",", " ")
                    .split()
                ),
                file=file,
            )
