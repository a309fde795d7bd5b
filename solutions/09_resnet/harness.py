"""Runs beside the learner's code: hands it files, networks and images, and writes down facts.

How loops are watched is `grader.watching`'s; here stands which of the learner's functions are asked.
Labels of test images never come here.
"""

import os
import pathlib
import tempfile

import torch

from grader import watching
from grader.watching import SmallNet, made, with_state

# ---------------------------------------------------------------------------- files


def read_bytes(module, content, name, as_path=False):
    """Write a file and have it read. A ValueError comes back as its message.

    "executed" tells whether something called "executed" has appeared in the working folder.
    """
    home = os.getcwd()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        path = pathlib.Path(folder) / name
        path.write_bytes(content)
        os.chdir(folder)
        images, labels, message = None, None, None
        try:
            images, labels = module.read_cifar10(path if as_path else str(path))
        except ValueError as error:
            message = str(error)
        finally:
            os.chdir(home)
        executed = os.path.exists(os.path.join(folder, "executed"))
    return {"images": images, "labels": labels, "message": message, "executed": executed}


def augmented(module, images, seed, noise=0):
    """Call augment with a new generator; `noise` seeds the global one."""
    torch.manual_seed(noise)
    given = images.clone()
    result = module.augment(given, torch.Generator().manual_seed(seed))
    return {"images": result, "changed": not torch.equal(given, images)}


# ---------------------------------------------------------------------------- the network


def build(module, arguments, state, device):
    """The learner's network, or our small one when `arguments` is None, in float64.

    Arguments are a dict by name, or a list by position.
    """
    net = SmallNet() if arguments is None else made(module.ResNet, arguments)
    return with_state(net, state, device)


def layout(module, arguments):
    """The name and shape of every entry of the state dict."""
    return watching.layout(module.ResNet(**arguments))


def responses(module, arguments, state, x, cotangent, training, device="cpu"):
    """What the network answers with given weights: outputs, and gradients of <outputs, cotangent>."""
    net = build(module, arguments, state, device)
    return watching.responses(net, x, cotangent, training, device)


@watching.one_thread()
def stages(module, arguments, x):
    """The shapes of what leaves conv1 and the last convolution of each stage, where they are called."""
    net = module.ResNet(**arguments).eval()
    last = arguments["n"] - 1
    names = ["conv1", *(f"layer{i}.{last}.conv2" for i in (1, 2, 3))]
    shapes = {}
    hooks = []
    for name, part in net.named_modules():
        if name in names:

            def record(_, inputs, output, name=name):
                shapes[name] = list(output.shape)

            hooks.append(part.register_forward_hook(record))
    try:
        with torch.no_grad():
            net(x)
    finally:
        for hook in hooks:
            hook.remove()
    return shapes


def first_logits(module, arguments, seed, images, device="cpu"):
    """The logits of a new network in eval mode, and its state."""
    torch.manual_seed(seed)
    return watching.first_logits_of(module.ResNet(**arguments), images, device)


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
    return watching.unmoved(module.fit, module.ResNet(**arguments), train, valid, lr, device)


# ---------------------------------------------------------------------------- whole runs


def overfit(module, arguments, seed, images, labels, limit, target, device="cpu"):
    """Train on one batch until the loss is below `target`; stops early when that is hopeless."""
    torch.manual_seed(seed)
    net = module.ResNet(**arguments)
    return watching.overfit(module.train_step, net, images, labels, limit, target, device)


def full_run(module, arguments, seed, train, valid, test_images, epochs, lr, device="cpu"):
    """Train the learner's network with the learner's fit; answer with its logits for test images."""
    torch.manual_seed(seed)
    net = module.ResNet(**arguments)
    return watching.full_run(
        module.fit, net, seed, train, valid, test_images, epochs, lr, 64, device
    )
