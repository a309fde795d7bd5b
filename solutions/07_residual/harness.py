"""Runs beside the learner's blocks: builds one, gives it weights, and reports what came out.

Weights are drawn from a seed and the name of each tensor, so that the reference's block and the
learner's get the same numbers without sending them.
"""

import functools
import zlib

import torch


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
    return {name: list(tensor.shape) for name, tensor in _state(_build(module, cls, args, kwargs))}


def count(module, cls, args, kwargs):
    """How many numbers the block learns."""
    return sum(p.numel() for p in _build(module, cls, args, kwargs).parameters())


@_one_thread
def output_shape(module, cls, args, kwargs, shape):
    """The shape of the block's output for an input of zeros, and its dtype's name."""
    block = _build(module, cls, args, kwargs)
    with torch.no_grad():
        out = block(torch.zeros(shape))
    return [list(out.shape), str(out.dtype)]


@_one_thread
def run(module, cls, args, kwargs, x, seed, training, zeroed=(), device="cpu"):
    """Load the weights of `seed`, set the tensors named in `zeroed` to zero, go forth and back.

    The cotangent is drawn from the seed too. Returns the output, the gradient of the input, the
    gradient of each parameter (zeros where none arrived), and the buffers afterwards.
    """
    block = _build(module, cls, args, kwargs).to(device=device, dtype=torch.float64)
    _fill(block, seed)
    state = dict(_state(block))
    for name in zeroed:
        state[name].zero_()
    block.train(training)
    x = torch.as_tensor(x, dtype=torch.float64).clone().to(device).requires_grad_()
    out = block(x)
    if not isinstance(out, torch.Tensor):
        raise TypeError(f"forward must return a tensor, not a {type(out).__name__}")
    if out.requires_grad:
        cotangent = torch.randn(out.shape, generator=_generator(seed, "cotangent"), dtype=out.dtype)
        out.backward(cotangent.to(out.device))
    return {
        "output": out.detach().cpu(),
        "dx": _gradient(x),
        "gradients": {name: _gradient(p) for name, p in block.named_parameters()},
        "buffers": {name: b.cpu() for name, b in block.named_buffers() if b.is_floating_point()},
    }


@_one_thread
def footprint(module, cls, args, kwargs, shape, row, column, device="cpu"):
    """Which input pixels one output pixel depends on: a (H, W) array of truth values.

    All weights and inputs are positive, so no ReLU hides anything.
    """
    block = _build(module, cls, args, kwargs).to(device=device, dtype=torch.float64).eval()
    for _, tensor in _state(block):
        tensor.fill_(0.5)
    x = torch.ones(shape, dtype=torch.float64, device=device, requires_grad=True)
    block(x)[:, :, row, column].sum().backward()
    return (_gradient(x).abs().sum(dim=(0, 1)) > 0).numpy()


@_one_thread
def constant_branches(module, cls, args, kwargs, values, x, device="cpu"):
    """Zero every weight, set the bias of each named convolution to a constant; the output."""
    block = _build(module, cls, args, kwargs).to(device=device, dtype=torch.float64).eval()
    for name, tensor in _state(block):
        tensor.fill_(values.get(name, 0.0))
    with torch.no_grad():
        return block(torch.as_tensor(x, dtype=torch.float64).clone().to(device)).cpu()


def _build(module, cls, args, kwargs):
    make = getattr(module, cls, None)
    if make is None:
        raise AttributeError(f"your file has no class {cls}")
    torch.manual_seed(0)
    return make(*args, **kwargs)


def _state(block):
    """Name and tensor, detached but sharing memory."""
    return [
        (name, tensor.detach())
        for name, tensor in block.state_dict().items()
        if not name.endswith("num_batches_tracked")
    ]


def _generator(seed, name):
    return torch.Generator().manual_seed(zlib.crc32(f"{seed} {name}".encode()))


def _fill(block, seed):
    for name, tensor in _state(block):
        noise = torch.randn(tensor.shape, generator=_generator(seed, name), dtype=torch.float64)
        if name.endswith("running_var"):
            noise = 0.5 + noise.abs()
        elif tensor.ndim > 1:
            noise = noise * (2.0 / tensor[0].numel()) ** 0.5
        else:
            noise = 0.4 * noise + (1.0 if name.endswith("weight") else 0.0)
        tensor.copy_(noise)


def _gradient(tensor):
    """The gradient on the CPU; zeros where none arrived."""
    grad = torch.zeros_like(tensor) if tensor.grad is None else tensor.grad
    return grad.detach().cpu()
