"""writes the parameters, but no buffers

Batch norm's running statistics and its counter belong to the state dict as well. Without them the network answers
differently, and one without parameters leaves an empty line.

Hint: which names are in state_dict() but not in named_parameters()?
"""

from pathlib import Path


def export_weights_text(model, path):
    lines = []
    for name, value in model.named_parameters():
        lines.append(" ".join([name, *map(str, value.shape)]))
        lines.append(" ".join(map(repr, value.flatten().tolist())))
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
