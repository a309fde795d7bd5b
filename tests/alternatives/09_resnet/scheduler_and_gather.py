"""A scheduler object, weight decay chosen by dimension, a DataLoader, and augmentation by gathering."""

import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset


def augment(images, generator):
    n, c, h, w = images.shape
    down = torch.randint(9, (n, 1), generator=generator) - 4
    right = torch.randint(9, (n, 1), generator=generator) - 4
    mirrored = torch.randint(2, (n, 1), generator=generator).bool()
    rows = torch.arange(h) - down
    columns = torch.arange(w) - right
    columns = torch.where(mirrored, w - 1 - columns, columns)
    inside = ((rows >= 0) & (rows < h))[:, None, :, None] & ((columns >= 0) & (columns < w))[
        :, None, None, :
    ]
    index = rows.clamp(0, h - 1)[:, :, None] * w + columns.clamp(0, w - 1)[:, None, :]
    flat = index.view(n, 1, -1).expand(-1, c, -1)
    picked = images.flatten(2).gather(2, flat).view(n, c, h, w)
    return torch.where(inside, picked, torch.zeros((), dtype=images.dtype))


class _Cut(nn.Module):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, 1, 1, bias=False)
        self.bn1, self.bn2 = nn.BatchNorm2d(c_out), nn.BatchNorm2d(c_out)
        self.shortcut = nn.Identity()
        if c_in != c_out:
            parts = nn.Conv2d(c_in, c_out, 1, stride, bias=False), nn.BatchNorm2d(c_out)
            self.shortcut = nn.Sequential(*parts)

    def forward(self, x):
        skip = self.shortcut(x)
        x = self.bn1(self.conv1(x)).clamp(min=0)
        return (self.bn2(self.conv2(x)) + skip).clamp(min=0)


class ResNet(nn.Module):
    def __init__(self, n, width=16, num_classes=10, in_channels=3):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        c_in = width
        for stage in range(3):
            blocks = []
            for i in range(n):
                c_out = width * 2**stage
                blocks.append(_Cut(c_in, c_out, 2 if stage and not i else 1))
                c_in = c_out
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(c_in, num_classes)

    def forward(self, x):
        x = functional.relu(self.bn1(self.conv1(x)))
        for stage in (self.layer1, self.layer2, self.layer3):
            for block in stage:
                x = block(x)
        return self.fc(functional.adaptive_avg_pool2d(x, 1).flatten(1))


def fit(model, train, valid, epochs, lr, seed=0, device="cpu", weight_decay=5e-4, augmenting=False):
    model.to(device)
    generator = torch.Generator().manual_seed(31 * seed + 1)
    loader = DataLoader(TensorDataset(*train), 64, shuffle=True, generator=generator)
    matrices = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim <= 1]
    optimizer = torch.optim.SGD(
        [{"params": others}, {"params": matrices, "weight_decay": weight_decay}], lr, momentum=0.9
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    history = {"lr": [], "train_loss": [], "valid_loss": [], "valid_accuracy": []}
    for _ in range(epochs):
        history["lr"].append(schedule.get_last_lr()[0])
        total = 0.0
        for images, labels in loader:
            images = augment(images, generator) if augmenting else images
            total += train_step(model, (images, labels), optimizer) * len(labels)
        schedule.step()
        loss, accuracy = evaluate(model, DataLoader(TensorDataset(*valid), 16))
        history["train_loss"].append(total / len(train[1]))
        history["valid_loss"].append(loss)
        history["valid_accuracy"].append(accuracy)
    return history
