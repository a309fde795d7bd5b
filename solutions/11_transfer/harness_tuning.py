"""Features kept, and fine-tuning watched."""

import torch
from harness_networks import DigitNet, about, build
from torch import nn

from grader import watching
from grader.watching import Watched, changed_modes, modes_of, state_of


@about
def cached(module, state, batches, part, once, training, device="cpu"):
    """Call cache_features on a part of the small network, and write down what it left behind."""
    net = build(state, device, drop=0.5)
    backbone = nn.Sequential(net.stem, net.body) if part == "body" else nn.Flatten()
    watched = Watched(backbone)
    watched.train(training)
    net.stem[1].train(not training)
    net.stem[0].weight.grad = torch.ones_like(net.stem[0].weight)
    before = modes_of(watched)
    loader = [(images.clone(), labels.clone()) for images, labels in batches]
    features, labels = module.cache_features(watched, iter(loader) if once else loader)
    return {
        "features": features,
        "labels": labels,
        "on the CPU": all(
            not isinstance(value, torch.Tensor) or value.device.type == "cpu"
            for value in (features, labels)
        ),
        "records": isinstance(features, torch.Tensor) and features.requires_grad,
        "passes": len(watched.events),
        "eval": all(event["eval"] for event in watched.events),
        "gradients": any(event["gradients"] for event in watched.events),
        "modes": changed_modes(watched, before),
        "state": state_of(net),
        "gradient": net.stem[0].weight.grad,
    }


@about
def tuned(module, state, until, train, valid, epochs, lr, seed=None, noise=0, device="cpu"):
    """Call fine_tune on the small network with tagged images, and write down what passes.

    Frozen weights hold gradients of an earlier run. `noise` random numbers are drawn beforehand.
    """
    net = build(state, device, drop=0.5 if until in ("body", "norm") else 0.0)
    if until is not None:
        module.freeze(net, until)
    for parameter in net.parameters():
        parameter.grad = torch.ones_like(parameter)
    watched = Watched(net, torch.cat([train[0], valid[0]])).eval()
    torch.manual_seed(7)
    torch.rand(noise)
    options = {} if seed is None else {"seed": seed}
    options |= {} if device == "cpu" else {"device": device}  # the default is looked at too
    with watching.watched_steps(lambda _: watched.events.append({"kind": "step"})):
        history = module.fine_tune(watched, tuple(train), tuple(valid), epochs, lr, **options)
    batches, looks = watching.sort_events(watched.events)
    return {
        "history": history,
        "batches": batches,
        "looks": looks,
        "state": state_of(net),
        "trainable": [name for name, p in net.named_parameters() if p.requires_grad],
    }


def network(module, state, until):
    """The small network with these weights, frozen so far."""
    net = build(state, "cpu")
    return net if until is None else module.freeze(net, until)


@about
def transfer(module, state, classes, until, train, valid, test_images, epochs, lr, device="cpu"):
    """All steps together: trained weights, a new head, frozen layers, fine-tuning on a few images."""
    torch.manual_seed(0)
    old = len(state["head.2.bias"])
    net = DigitNet(old)
    net.load_state_dict(state)
    net = module.freeze(module.replace_head(net.to(device), classes), until)
    history = module.fine_tune(net, tuple(train), tuple(valid), epochs, lr, device=device)
    net.eval()
    with torch.no_grad():
        return {"history": history, "logits": net(test_images.to(device))}
