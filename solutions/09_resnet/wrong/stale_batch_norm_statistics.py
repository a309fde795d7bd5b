"""trains with stale batch-norm statistics

The step runs in eval mode, so batch norm normalises with its running statistics and never updates
them. They stay at mean 0 and variance 1 for ever. The network can learn around it, so accuracy on
easy images hides the fault.

Hint: in which mode are the running statistics updated?
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    images, labels = batch
    model.eval()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
