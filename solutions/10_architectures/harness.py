"""Runs beside the learner's networks: builds one, gives it weights, and reports what came out.

Sizes and counts are found on the meta device, where a tensor has a shape and no numbers. For
values, weights are drawn from a seed and the name of each tensor, so that the reference's network
and the learner's get the same numbers without sending them.
"""

import functools
import zlib

import torch
from torch.overrides import TorchFunctionMode

PERIOD = 999_983  # larger tensors repeat their numbers after so many, a prime, to save time


def _one_thread(function):
    """Run `function` with one thread: for small tensors threads mostly wait for each other."""

    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return function(*args, **kwargs)
        finally:
            torch.set_num_threads(threads)

    return wrapped


def shapes(module, cls, args, kwargs):
    """Name -> shape of everything in the state dict, the counters of batch norm left out."""
    net = _build(module, cls, args, kwargs, "meta")
    return {name: list(tensor.shape) for name, tensor in _state(net)}


def count(module, cls, args, kwargs):
    """How many numbers the network learns."""
    net = _build(module, cls, args, kwargs, "meta")
    return sum(p.numel() for p in net.parameters())


def vgg16(module):
    """The number of parameters of the VGG that the module's own VGG16_CONFIG describes."""
    make = getattr(module, "VGG", None)
    if make is None:
        raise AttributeError("your file has no class VGG")
    with torch.device("meta"):
        net = make(module.VGG16_CONFIG)
    return sum(p.numel() for p in net.parameters())


def table(module, cls, args, kwargs, shape, training=False):
    """Name -> [shape in, shape out] of every layer with weights, and the shapes of the results.

    Runs on the meta device, with a batch of two; the shapes are given without the batch.
    """
    net = _build(module, cls, args, kwargs, "meta").train(training)
    rows = {}
    hooks = []

    def watch(name):
        def hook(layer, inputs, output):
            rows[name] = [list(inputs[0].shape[1:]), list(output.shape[1:])]

        return hook

    for name, layer in net.named_modules():
        if any(True for _ in layer.parameters(recurse=False)):
            hooks.append(layer.register_forward_hook(watch(name)))
    try:
        results = _forward_shapes(net, shape)
    finally:
        for hook in hooks:
            hook.remove()
    return {"layers": rows, "results": results}


def dropouts(module, cls, args, kwargs, shape, training):
    """The probability of each active dropout, and how many numbers an image gave it, in the order of the calls.

    Runs on the meta device, with a batch of two.
    """
    net = _build(module, cls, args, kwargs, "meta").train(training)
    watch = _NoDropout()
    with watch:
        _forward_shapes(net, shape)
    return watch.seen


def _forward_shapes(net, shape):
    """The shapes of the results for a batch of two images of a shape, on the meta device."""
    with torch.no_grad(), torch.device("meta"):
        return [list(result.shape) for result in _results(net(torch.zeros(2, *shape)))]


@_one_thread
def run(module, cls, args, kwargs, x, seed, training=False, device="cpu"):
    """Load the weights of `seed`, go forth and back, with every dropout replaced by the identity.

    Returns the results, the gradient of the input for a cotangent drawn from the seed, and the buffers
    afterwards.
    """
    dtype = torch.as_tensor(x).dtype
    net = _build(module, cls, args, kwargs, "meta").to(dtype).to_empty(device=device)
    _fill(net, seed)
    net.requires_grad_(False).train(training)
    x = torch.as_tensor(x).clone().to(device).requires_grad_()
    with _NoDropout():
        results = _results(net(x))
    total = 0.0
    for i, result in enumerate(results):
        cotangent = torch.randn(result.shape, generator=_generator(seed, f"c{i}"), dtype=dtype)
        total = total + (result * cotangent.to(device)).sum()
    if torch.is_tensor(total) and total.requires_grad:
        total.backward()
    grad = torch.zeros_like(x) if x.grad is None else x.grad
    return {
        "results": [result.detach().cpu() for result in results],
        "dx": grad.cpu(),
        "buffers": {name: b.cpu() for name, b in net.named_buffers() if b.is_floating_point()},
    }


class _NoDropout(TorchFunctionMode):
    """Inside, dropout changes nothing and is written down."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        if func in (torch.nn.functional.dropout, torch.dropout):
            given = dict(zip(("input", "p", "training"), args, strict=False)) | kwargs
            if given.get("training", given.get("train", True)):
                self.seen.append([float(given.get("p", 0.5)), given["input"][0].numel()])
            return given["input"]
        return func(*args, **kwargs)


def _build(module, cls, args, kwargs, device):
    make = getattr(module, cls, None)
    if make is None:
        raise AttributeError(f"your file has no class {cls}")
    torch.manual_seed(0)
    with torch.device(device):
        return make(*args, **kwargs)


def _results(out):
    results = list(out) if isinstance(out, (tuple, list)) else [out]
    for result in results:
        if not isinstance(result, torch.Tensor):
            raise TypeError(f"forward must return tensors, not a {type(result).__name__}")
    return results


def _state(net):
    """Name and tensor, detached but sharing memory."""
    return [
        (name, tensor.detach())
        for name, tensor in net.state_dict().items()
        if not name.endswith("num_batches_tracked")
    ]


def _generator(seed, name):
    return torch.Generator().manual_seed(zlib.crc32(f"{seed} {name}".encode()))


def _fill(net, seed):
    for name, tensor in net.state_dict().items():
        generator = _generator(seed, name)
        if name.endswith("num_batches_tracked"):
            tensor.zero_()
        elif name.endswith("running_var"):
            tensor.copy_(0.5 + torch.rand(tensor.shape, generator=generator))
        elif tensor.ndim > 1:
            width = (6.0 / tensor[0].numel()) ** 0.5
            noise = torch.empty(min(tensor.numel(), PERIOD)).uniform_(
                -width, width, generator=generator
            )
            times = -(-tensor.numel() // PERIOD)
            tensor.copy_(noise.repeat(times)[: tensor.numel()].view(tensor.shape))
        else:
            noise = 0.3 * torch.randn(tensor.shape, generator=generator)
            tensor.copy_(noise + (1.0 if name.endswith("weight") else 0.0))
