"""clears the gradients between backward and step

The gradients are computed and then thrown away before the optimizer looks at them. The weights
never move, and the loss only changes with the batch.

Hint: write down the order of three actions: clear, backward, step.
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    model.train()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.zero_grad(set_to_none=False)
    optimizer.step()
    return loss.item()
