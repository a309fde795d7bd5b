"""Runs beside the learner's code: hands it files, networks and images, and writes down facts.

How loops are watched is `grader.watching`'s; here stands which of the learner's functions are asked.
Labels of test images never come here.
"""

import contextlib
import os
import pathlib
import tempfile

import torch

from grader import watching
from grader.watching import SmallNet, made, with_state

# ---------------------------------------------------------------------------- files


def read_bytes(module, content, name, as_path=False):
    """Write a file and have it read. A ValueError comes back as its message."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        path = pathlib.Path(folder) / name
        path.write_bytes(content)
        try:
            return {"array": module.read_idx(path if as_path else str(path)), "message": None}
        except ValueError as error:
            return {"array": None, "message": str(error)}


# ---------------------------------------------------------------------------- the network


def build(module, arguments, state, device):
    """The learner's network, or our small one when `arguments` is None, in float64.

    Arguments are a dict by name, or a list by position.
    """
    net = SmallNet() if arguments is None else made(module.LeNet5, arguments)
    return with_state(net, state, device)


def layout(module, arguments):
    """The name and shape of every entry of the state dict."""
    return watching.layout(module.LeNet5(**arguments))


@watching.one_thread()
def sizes(module, arguments):
    """The shapes of what leaves each convolution for a 32x32 image, as far as the image gets."""
    net = module.LeNet5(**arguments).eval()
    shapes = {}
    for name in ("conv1", "conv2"):
        part = getattr(net, name, None)
        if isinstance(part, torch.nn.Module):

            def record(_, inputs, output, name=name):
                shapes[name] = list(output.shape)

            part.register_forward_hook(record)
    with contextlib.suppress(Exception), torch.no_grad():
        net(torch.zeros(1, 1, 32, 32))
    return shapes


def responses(module, arguments, state, x, cotangent, training, device="cpu"):
    """What the network answers with given weights: outputs, and gradients of <outputs, cotangent>."""
    net = build(module, arguments, state, device)
    return watching.responses(net, x, cotangent, training, device)


def first_logits(module, arguments, seed, images, device="cpu"):
    """The logits of a new network in eval mode, and its state."""
    torch.manual_seed(seed)
    return watching.first_logits_of(module.LeNet5(**arguments), images, device)


# ---------------------------------------------------------------------------- single steps


def small_state(module, seed):
    """Weights and buffers for the small network."""
    return watching.small_state(seed)


def steps(module, arguments, state, batches, lr, momentum, device="cpu"):
    """Call train_step once for each batch, from eval mode, and watch the optimizer."""
    net = build(module, arguments, state, device)
    return watching.steps(module.train_step, net, batches, lr, momentum, device)


def evaluation(module, state, batches, once, training, frozen, device="cpu"):
    """Call evaluate on the small network, and write down what it found and what it left behind."""
    return watching.evaluation(module.evaluate, state, batches, once, training, frozen, device)


@watching.one_thread()
def prediction(module, state, image, training, device="cpu"):
    """Call predict on the small network with some of its parts in the other mode."""
    net = build(module, None, state, device)
    watched = watching.Watched(net)
    watched.train(training)
    net.scale.train(not training)
    before = watching.modes_of(watched)
    label, probabilities = module.predict(watched, image.to(device))
    return {
        "label": label,
        "tensor": isinstance(label, torch.Tensor),
        "probabilities": probabilities,
        "eval": all(event["eval"] for event in watched.events),
        "gradients": any(event["gradients"] for event in watched.events),
        "modes": watching.changed_modes(watched, before),
        "state": watching.state_of(net),
    }


# ---------------------------------------------------------------------------- fit


def watch_fit(module, state, train, valid, epochs, lr, options, noise=0, device="cpu"):
    """Call fit on the small network with tagged images, and write down everything that passes.

    `options` are further keyword arguments of fit. `noise` random numbers are drawn beforehand from the
    global generator.
    """
    net = build(module, None, state, device)
    return watching.watch_fit(module.fit, net, train, valid, epochs, lr, options, noise, device)


def network(module, state):
    """The small network with these weights."""
    return build(module, None, state, "cpu")


def unmoved(module, arguments, train, valid, lr, device="cpu"):
    """Train the learner's network for one epoch; which weights stayed where they were?"""
    torch.manual_seed(3)
    return watching.unmoved(module.fit, module.LeNet5(**arguments), train, valid, lr, device)


# ---------------------------------------------------------------------------- whole runs


def overfit(module, arguments, seed, images, labels, limit, target, device="cpu"):
    """Train on one batch until the loss is below `target`; stops early when that is hopeless."""
    torch.manual_seed(seed)
    net = module.LeNet5(**arguments)
    return watching.overfit(module.train_step, net, images, labels, limit, target, device)


def full_run(module, arguments, seed, train, valid, test_images, epochs, lr, device="cpu"):
    """Train the learner's network with the learner's fit; answer with its logits for test images."""
    torch.manual_seed(seed)
    net = module.LeNet5(**arguments)
    return watching.full_run(
        module.fit, net, seed, train, valid, test_images, epochs, lr, 32, device
    )
