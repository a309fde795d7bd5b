"""returns the sum of the batch's losses

The step is right, but what is returned is the loss times the size of the batch. The loss of a batch
is a mean over its samples, whatever the caller does with it.

Hint: compare what is returned for a batch and for the same batch twice over.
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item() * len(labels)
