"""predict returns the probabilities with a batch axis

The image got a batch axis for the network, and the probabilities still have it: their shape is (1,
C). One image was asked about, so one row is the answer.

Hint: which entry of the network's answer belongs to the image?
"""

import torch


def predict(model, image):
    with _eval_mode(model), torch.no_grad():
        logits = model(image.unsqueeze(0))
    return int(logits.argmax()), torch.softmax(logits, dim=1)
