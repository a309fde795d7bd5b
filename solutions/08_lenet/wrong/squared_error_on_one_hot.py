"""takes the squared error of one-hot labels for the loss

Squared error asks the logits to be 0 and 1, and punishes a logit that is surer than that. Cross-entropy compares
probabilities, as classification needs it.

Hint: which loss does the stub name, and what labels does it take?
"""

from torch.nn import functional as F


def train_step(model, batch, optimizer):
    device = _device_of(model)
    images, labels = batch[0].to(device), batch[1].to(device)
    model.train()
    optimizer.zero_grad()
    logits = model(images)
    loss = F.mse_loss(logits, F.one_hot(labels, logits.shape[1]).to(logits.dtype))
    loss.backward()
    optimizer.step()
    return loss.item()
