"""stores the loss of the epoch's last batch

One batch of a few images is a noisy witness. The training loss is the mean over all samples of the epoch.

Hint: what does your variable hold when the inner loop ends?
"""

import torch
from torch.nn import functional as F


def fine_tune(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed)
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.SGD(trainable, lr=lr, momentum=0.9)
    images, labels = train[0].to(device), train[1].to(device)
    valid_images, valid_labels = valid[0].to(device), valid[1].to(device)
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        model.train()
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images[chosen]), labels[chosen])
            loss.backward()
            optimizer.step()
        with _eval_mode(model), torch.no_grad():
            logits = model(valid_images)
        correct = (logits.argmax(1) == valid_labels).sum().item()
        history["train_loss"].append(loss.item())
        history["valid_loss"].append(F.cross_entropy(logits, valid_labels).item())
        history["valid_accuracy"].append(correct / len(valid_labels))
    return history
