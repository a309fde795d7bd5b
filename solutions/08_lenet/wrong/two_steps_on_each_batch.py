"""takes two optimizer steps on the same gradients

Each batch moves the weights twice, and momentum counts its gradient twice. One backward pass, one step.

Hint: how many times does your function call optimizer.step?
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    device = _device_of(model)
    images, labels = batch[0].to(device), batch[1].to(device)
    model.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    optimizer.step()
    return loss.item()
