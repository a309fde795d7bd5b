"""never clears the gradients

backward adds to the gradients that are there. Each step then follows the sum of all gradients so
far. With batch norm a network survives even this, with an accuracy above 0.9, so only the gradients
tell.

Hint: print one gradient before and after backward at the second step.
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    model.train()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
