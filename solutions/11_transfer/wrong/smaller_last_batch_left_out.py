"""leaves the smaller last batch of an epoch out

The images at the end of the order are not learned from, others in each epoch. An epoch goes through all the images.

Hint: how many steps has an epoch of 70 images?
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
        total = 0.0
        for chosen in torch.randperm(len(labels), generator=generator).split(32):
            if len(chosen) < 32:
                continue
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images[chosen]), labels[chosen])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(chosen)
        with _eval_mode(model), torch.no_grad():
            logits = model(valid_images)
        correct = (logits.argmax(1) == valid_labels).sum().item()
        history["train_loss"].append(total / len(labels))
        history["valid_loss"].append(F.cross_entropy(logits, valid_labels).item())
        history["valid_accuracy"].append(correct / len(valid_labels))
    return history
