"""leaves the buffers out

Only parameters are written. Batch norm's running statistics belong to the state dict, and without them the network
answers differently.

Hint: which names are in state_dict() but not in named_parameters()?
"""


def export_weights_text(model, path):
    with open(path, "w", encoding="utf-8") as file:
        for name, value in model.named_parameters():
            print(name, *value.shape, file=file)
            print(*value.flatten().tolist(), file=file)
