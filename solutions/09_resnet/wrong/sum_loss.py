"""sums the loss over the batch

The loss is a sum over the batch and not a mean. Every gradient is as many times too large as the
batch has samples. Batch norm makes a network forgiving, so this is easy to miss.

Hint: double a batch by repeating every image. Should the loss change?
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels, reduction="sum")
    loss.backward()
    optimizer.step()
    return loss.item()
