"""fit with a TensorDataset and a DataLoader, and training losses taken from the loader's batches."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def fit(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model = model.to(device)
    generator = torch.Generator()
    generator.manual_seed(1000 + seed)
    loader = DataLoader(TensorDataset(*train), batch_size=32, shuffle=True, generator=generator)
    check = DataLoader(TensorDataset(*valid), batch_size=50)
    optimizer = torch.optim.SGD(model.parameters(), lr, 0.9)
    names = "train_loss", "valid_loss", "valid_accuracy"
    rows = []
    for _ in range(epochs):
        pairs = []
        for batch in loader:
            pairs.append((train_step(model, batch, optimizer), len(batch[1])))
        mean = sum(loss * size for loss, size in pairs) / sum(size for _, size in pairs)
        rows.append((mean, *evaluate(model, check)))
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def predict(model, image):
    modes = [module.training for module in model.modules()]
    with torch.no_grad():
        scores = nn.functional.softmax(model.eval()(image[None]), -1).squeeze(0)
    for module, mode in zip(model.modules(), modes, strict=True):
        module.train(mode) if not list(module.children()) else setattr(module, "training", mode)
    return scores.max(0).indices.item(), scores
