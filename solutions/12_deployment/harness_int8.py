"""Networks with int8 weights: what is stored, and what they answer."""

import contextlib

import torch
from harness_networks import about, build, scratch
from torch import nn
from torch.nn import functional as F

from grader.watching import modes_of, state_of


class Deep(nn.Module):
    """Linear layers at three depths beside layers that are none; one of them without bias."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 3)
        self.bn = nn.BatchNorm2d(3)
        self.fc1 = nn.Linear(48, 40)
        self.inner = nn.Sequential(
            nn.ReLU(), nn.Sequential(nn.Linear(40, 30, bias=False), nn.Tanh())
        )
        self.drop = nn.Dropout(0.5)
        self.out = nn.Linear(30, 7)

    def forward(self, x):
        x = torch.relu(self.bn(self.conv(x))).flatten(1)
        return self.out(self.drop(self.inner(self.fc1(x))))


def tensors_in(value, name=""):
    """Every tensor of a state dict, also those that PyTorch packs into tuples."""
    if isinstance(value, torch.Tensor):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from tensors_in(part, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from tensors_in(part, name)
    elif hasattr(value, "__getstate__") and not isinstance(value, (torch.dtype, str)):
        with contextlib.suppress(Exception):
            yield from tensors_in(value.__getstate__(), name)


def largest_of(value):
    """The largest absolute value of whole numbers, also of those that PyTorch packs."""
    whole = value.int_repr() if value.is_quantized else value
    return int(whole.int().abs().max()) if whole.dtype == torch.int8 and whole.numel() else None


def stored_bytes(state):
    with scratch() as folder:
        torch.save(state, folder / "state.pt")
        return (folder / "state.pt").stat().st_size


@about
def quantized(module, kind, state, x, training=True, device="cpu"):
    """Quantize a network; what became of it, what the copy says, and what it stores.

    Kind "one" is a single linear layer in a list, "deep" has several, "digits" is the trained one.
    """
    if kind == "one":
        net = nn.Sequential(nn.Linear(*reversed(state["0.weight"].shape), bias="0.bias" in state))
        net.load_state_dict(state)
    else:
        torch.manual_seed(3)
        net = Deep() if kind == "deep" else build("digits", state)
    net.train(training)
    if kind == "deep":
        net.bn.train(not training)
        with torch.no_grad():
            net.bn.running_mean.uniform_(-0.5, 0.5)
    modes, before = modes_of(net), state_of(net)
    linears = {name: m for name, m in net.named_modules() if isinstance(m, nn.Linear)}
    shapes = {name: list(m.weight.shape) for name, m in linears.items()}
    small = module.quantize_dynamic(net)
    changed = [
        name
        for name, value in state_of(net).items()
        if name not in before or not torch.equal(value, before[name])
    ] + [name for name in before if name not in net.state_dict()]
    facts = {
        "is a model": isinstance(small, nn.Module),
        "changed": changed,
        "same": small is net,
        "modes": [
            name or "the model" for name, on in modes_of(net).items() if modes.get(name) != on
        ],
        "shapes": shapes,
    }
    if not facts["is a model"]:
        return facts
    minding = (nn.BatchNorm2d, nn.Dropout)  # others answer the same in both modes
    facts["awake"] = [
        name or "the model"
        for name, part in small.named_modules()
        if part.training and (part is small or isinstance(part, minding))
    ]
    with torch.no_grad():
        facts["outputs"] = small(x).cpu()
        facts["again"] = small(x).cpu()
    state = small.state_dict()
    facts |= {
        "stored": [
            (name, str(value.dtype), value.numel(), largest_of(value))
            for name, value in tensors_in(state)
        ],
        "bytes": stored_bytes(small.state_dict()),
        "bytes before": stored_bytes(net.state_dict()),
        "shares": sorted(
            name
            for name, value in tensors_in(state)
            if not value.is_quantized
            and value.data_ptr() in {p.data_ptr() for p in net.parameters()}
        ),
    }
    if kind == "deep":
        parts = dict(small.named_modules())
        facts["other layers"] = {
            name: type(parts[name]).__name__ if name in parts else "missing"
            for name in ("conv", "bn", "inner.0", "inner.1.1", "drop")
        }
    return facts


def float_outputs(module, kind, state, x):
    """What the float network says in eval mode."""
    if kind == "one":
        bias = state.get("0.bias")
        return F.linear(x, state["0.weight"], bias)
    torch.manual_seed(3)
    net = Deep() if kind == "deep" else build("digits", state)
    if kind == "deep":
        with torch.no_grad():
            net.bn.running_mean.uniform_(-0.5, 0.5)
    with torch.no_grad():
        return net.eval()(x)
