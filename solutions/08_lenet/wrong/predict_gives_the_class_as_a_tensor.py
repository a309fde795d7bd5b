"""predict returns the class as a tensor

argmax gives a tensor with one entry, and it is handed on as it is. A class is a plain int:
something to index a list of names with, or to write to a file.

Hint: what makes an int of a tensor with one entry?
"""

import torch


def predict(model, image):
    with _eval_mode(model), torch.no_grad():
        logits = model(image.unsqueeze(0))[0]
    return logits.argmax(), torch.softmax(logits, dim=0)
