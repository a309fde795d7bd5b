"""sums the loss over the batch

The loss of a batch is the sum over its samples and not the mean. Every gradient is then as many
times too large as the batch has samples, and the learning rate means something else for every batch
size.

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
