"""steps with gradients that were not clipped

The step is as long as if there were no limit. Either nothing is clipped, or it happens at the wrong
moment: before backward there are no gradients yet, and after the step they have been used. One chunk
with an exploding gradient is then enough to throw the weights far away.

Hint: between which two lines are the gradients complete, and not used yet?
"""

from torch.nn import functional as F


def train_chunk(model, inputs, targets, state, optimizer, max_norm):
    optimizer.zero_grad()
    logits, (h, c) = model(inputs, state)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    optimizer.step()
    return loss.item(), (h.detach(), c.detach())
