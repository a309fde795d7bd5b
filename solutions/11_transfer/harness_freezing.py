"""A new head, and frozen layers: which weights ask for gradients, which buffers moved."""

import torch
from harness_networks import about, build
from torch import nn

from grader.watching import state_of


def headed(kind):
    """Networks that keep their last linear layer in different places."""
    if kind == "fc3":
        net = nn.Module()
        net.fc1, net.act, net.fc2, net.fc3 = (
            nn.Linear(5, 7),
            nn.ReLU(),
            nn.Linear(7, 9),
            nn.Linear(9, 10),
        )
        net.forward = lambda x: net.fc3(net.fc2(net.act(net.fc1(x))))
        return net
    if kind == "classifier":
        features = nn.Sequential(nn.Linear(5, 30), nn.BatchNorm1d(30))
        classifier = nn.Sequential(nn.Linear(30, 4), nn.ReLU(), nn.Linear(4, 6), nn.Dropout(0.0))
        net = nn.Sequential()
        net.add_module("features", features)
        net.add_module("classifier", classifier)
        return net
    if kind == "deep, without bias":
        inner = nn.Sequential(nn.ReLU(), nn.Sequential(nn.Linear(8, 3, bias=False)))
        return nn.Sequential(nn.Sequential(nn.Linear(5, 8)), inner, nn.Sigmoid())
    return nn.Sequential(nn.Linear(5, 64), nn.ReLU(), nn.Linear(64, 50))


@about
def new_head(module, kind, num_classes, double=False, frozen=False, device="cpu"):
    """Replace the head, and compare the network before and after."""
    torch.manual_seed(11)
    net = headed(kind).to(device)
    net = (net.double() if double else net).requires_grad_(not frozen)
    old_modules = {name: id(part) for name, part in net.named_modules()}
    name = [name for name, part in net.named_modules() if isinstance(part, nn.Linear)][-1]
    old = net.get_submodule(name)
    old_weight = old.weight.detach().clone()
    result = module.replace_head(net, num_classes)
    linears = [key for key, part in net.named_modules() if isinstance(part, nn.Linear)]
    new = net.get_submodule(name)
    values = {key: value for key, value in state_of(net).items() if not key.startswith(name + ".")}
    facts = {
        "same model": result is net,
        "the linear layers": linears,
        "replaced": new is not old,
        "other modules kept": all(
            id(part) == old_modules.get(key) for key, part in net.named_modules() if key != name
        ),
        "other weights": values,
        "type": type(new).__name__,
        "old weight": old_weight,
    }
    if isinstance(new, nn.Linear):
        facts |= {"state": state_of(net), "answers": answers(net)}
        x = torch.ones(2, new.in_features, dtype=old.weight.dtype, device=device)
        facts |= {
            "weight": new.weight.detach(),
            "bias": None if new.bias is None else new.bias.detach(),
            "trainable": all(parameter.requires_grad for parameter in new.parameters()),
            "on the device": new.weight.device == old.weight.device,
            "output": list(new(x).shape),
        }
    return facts


def answers(net):
    """What a network of `headed` answers in eval mode."""
    own = next(net.parameters())
    x = torch.linspace(-1, 1, 15, dtype=own.dtype, device=own.device).reshape(3, 5)
    with torch.no_grad():
        return net.eval()(x).cpu()


@about
def answers_of(module, kind, num_classes, state, device="cpu"):
    """What such a network with a new head answers, with these weights."""
    net = module.replace_head(headed(kind), num_classes)
    net.load_state_dict(state)
    return answers(net)


@about
def frozen(module, state, until, x, cotangent, words, drop=0.0, also=None, device="cpu"):
    """Freeze, speak to the model as `words` say, take two steps, and write down what moved.

    Words: "train", "eval", "outer" (train mode for a model around it).
    """
    net = build(state, device, drop)
    if also is not None:
        module.freeze(net, also)
    result = module.freeze(net, until)
    for word in words:
        if word == "outer":
            nn.Sequential(net).train()
        else:
            net.train(word == "train")
    torch.manual_seed(5)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=0.1)
    outputs = []
    for _ in range(2):
        optimizer.zero_grad()
        outputs.append(net(x.to(device)))
        if outputs[-1].requires_grad:
            outputs[-1].backward(cotangent.to(device))
        optimizer.step()
    return {
        "same model": result is net,
        "trainable": [name for name, p in net.named_parameters() if p.requires_grad],
        "outputs": [out.detach() for out in outputs],
        "state": state_of(net),
    }


@about
def freeze_unknown(module, state, until, device="cpu"):
    """Freeze up to a child that does not exist. A ValueError comes back as its message."""
    net = build(state, device).train()
    try:
        module.freeze(net, until)
    except ValueError as error:
        message = str(error)
    else:
        message = None
    net.train()
    return {
        "message": message,
        "untouched": all(parameter.requires_grad for parameter in net.parameters())
        and all(part.training for part in net.modules()),
    }
