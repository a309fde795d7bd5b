"""does not switch to train mode

The step runs in whatever mode the model happens to be in. After an evaluation that is often eval
mode, where batch norm stops learning its statistics.

Hint: who called eval() last, and who calls train()?
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
