"""Freezing by a hook that puts the part in eval mode before each pass; features into one tensor; %.17g text."""

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812


def replace_head(model, num_classes):
    owner = key = None
    for module in model.modules():
        for name, child in module._modules.items():
            if isinstance(child, nn.Linear):
                owner, key = module, name
    order = [m for m in model.modules() if isinstance(m, nn.Linear)]
    for module in model.modules():
        for name, child in module._modules.items():
            if child is order[-1]:
                owner, key = module, name
    old = getattr(owner, key)
    owner._modules[key] = nn.Linear(old.in_features, num_classes, bias=old.bias is not None).to(
        old.weight
    )
    return model


def _quiet(module, inputs):
    module.eval()


def freeze(model, until):
    names = [name for name, _ in model.named_children()]
    if until not in names:
        raise ValueError("choose one of " + ", ".join(names))
    for name in names[: names.index(until) + 1]:
        child = getattr(model, name)
        for parameter in child.parameters():
            parameter.requires_grad = False
        child.register_forward_pre_hook(_quiet)
    return model


def cache_features(backbone, loader):
    modes = {module: module.training for module in backbone.modules()}
    home = next((p.device for p in backbone.parameters()), "cpu")
    outputs, targets = torch.zeros(0), torch.zeros(0, dtype=torch.int64)
    backbone.train(False)
    for images, classes in loader:
        with torch.inference_mode():
            out = backbone(images.to(home))
        out = out.clone().cpu()
        outputs = torch.cat([outputs.to(out.dtype), out]) if len(outputs) else out
        targets = torch.hstack([targets, classes.cpu()])
    for module, mode in modes.items():
        module.training = mode
    return outputs, targets


def fine_tune(model, train, valid, epochs, lr, seed=0, device="cpu"):
    model.to(device)
    generator = torch.Generator().manual_seed(seed + 3)
    named = {name: value for name, value in model.named_parameters() if value.requires_grad}
    speed = {name: torch.zeros_like(value) for name, value in named.items()}
    history = {name: [] for name in ("valid_accuracy", "valid_loss", "train_loss")}
    for _ in range(epochs):
        order = torch.argsort(torch.rand(len(train[1]), generator=generator))
        losses = []
        for start in range(0, len(order), 32):
            model.train()
            x, y = (part[order[start : start + 32]].to(device) for part in train)
            loss = F.cross_entropy(model(x), y)
            for (name, value), gradient in zip(
                named.items(), torch.autograd.grad(loss, list(named.values())), strict=True
            ):
                speed[name] = 0.9 * speed[name] + gradient
                value.data = value.data - lr * speed[name]
            losses += [loss.item()] * len(y)
        model.eval()
        with torch.no_grad():
            logits = model(valid[0].to(device)).cpu()
        history["train_loss"].append(sum(losses) / len(losses))
        history["valid_loss"].append(float(F.cross_entropy(logits, valid[1])))
        history["valid_accuracy"].append(float((logits.argmax(1) == valid[1]).double().mean()))
    return history


def save_checkpoint(path, model, optimizer, epoch):
    with open(path, "wb") as file:
        torch.save(
            [
                epoch,
                {name: value.clone() for name, value in model.state_dict().items()},
                optimizer.state_dict(),
                torch.random.get_rng_state(),
                [torch.cuda.get_rng_state(i) for i in range(torch.cuda.device_count())],
            ],
            file,
        )


def load_checkpoint(path, model, optimizer):
    with open(path, "rb") as file:
        epoch, weights, memory, numbers, devices = torch.load(
            file, map_location="cpu", weights_only=True
        )
    model.load_state_dict(weights)
    optimizer.load_state_dict(memory)
    torch.random.set_rng_state(numbers)
    for index, state in enumerate(devices[: torch.cuda.device_count()]):
        torch.cuda.set_rng_state(state, index)
    return epoch


def export_weights_text(model, path):
    lines = []
    for name, value in model.state_dict().items():
        lines.append(" ".join([name, *map(str, value.shape)]))
        form = "{:.17g}" if value.is_floating_point() else "{:d}"
        lines.append(
            " ".join(form.format(x) for x in value.cpu().numpy().ravel(order="C").tolist())
        )
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
