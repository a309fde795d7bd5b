"""never clears the gradients

backward ADDS to the gradients that are already there. Without clearing, each step follows the sum
of all gradients so far. It can still learn, which makes it hard to notice: the steps are too long,
and point to the past.

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
