"""Runs beside the learner's code: builds networks, changes and trains them, and writes down facts.

Nothing here knows how a learner's function works. It looks at what must hold afterwards: which
weights ask for gradients, which buffers moved, which random numbers come next, what lies in a file.
Files are written and read in a scratch folder. Labels of test images never come here.
"""

import contextlib
import functools
import os
import pathlib
import pickle
import tempfile
from unittest import mock

import torch
from torch import nn
from torch.nn import functional as F

from grader import watching
from grader.watching import Watched, changed_modes, modes_of, one_thread, state_of


class SmallNet(nn.Module):
    """A network with batch norm in three places and dropout in one, for images (N, 1, 8, 8)."""

    def __init__(self, drop=0.0):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4))
        self.body = nn.Sequential(nn.ReLU(), nn.Conv2d(4, 6, 3, stride=2, bias=False))
        self.body.append(nn.Sequential(nn.BatchNorm2d(6), nn.Dropout(drop)))
        self.norm = nn.BatchNorm2d(6)
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(54, 12), nn.ReLU(), nn.Linear(12, 10))

    def forward(self, x):
        return self.head(torch.relu(self.norm(self.body(self.stem(x)))))


class DigitNet(nn.Module):
    """The network whose weights were trained on some of the digits, for images (N, 1, 32, 32)."""

    def __init__(self, classes):
        super().__init__()
        self.stem = nn.Sequential(nn.AvgPool2d(2), nn.Conv2d(1, 12, 3, padding=1, bias=False))
        self.norm = nn.BatchNorm2d(12)
        self.body = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(12, 24, 3), nn.ReLU())
        self.pool = nn.Sequential(nn.MaxPool2d(2), nn.Flatten())
        self.head = nn.Sequential(nn.Linear(216, 64), nn.ReLU(), nn.Linear(64, classes))

    def forward(self, x):
        return self.head(self.pool(self.body(self.norm(self.stem(x)))))


def about(function):
    """The checks name the learner's function that a question is about first; here it is not needed."""

    @functools.wraps(function)
    def answer(module, subject, *arguments, **options):
        with one_thread():
            return function(module, *arguments, **options)

    return answer


@contextlib.contextmanager
def scratch():
    """A folder that vanishes, as the working folder."""
    home = os.getcwd()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        os.chdir(folder)
        try:
            yield pathlib.Path(folder)
        finally:
            os.chdir(home)


def shake(net):
    """Give batch norms weights and buffers that are not the first ones."""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            with torch.no_grad():
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.5, 0.5)
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 2.0)
                module.num_batches_tracked.fill_(3)
    return net


def small_state(module, seed):
    """Weights and buffers for the small network."""
    torch.manual_seed(seed)
    return state_of(shake(SmallNet().double()))


def build(state, device, drop=0.0):
    net = SmallNet(drop).double()
    net.load_state_dict(state)
    return net.to(device)


# ---------------------------------------------------------------------------- a new head


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
        return nn.Sequential(nn.Sequential(nn.Linear(5, 8)), inner, nn.BatchNorm1d(3, affine=False))
    return nn.Sequential(nn.Linear(5, 64), nn.ReLU(), nn.Linear(64, 50))


@about
def new_head(module, kind, num_classes, double=False, frozen=False, device="cpu"):
    """Replace the head, and compare the network before and after."""
    torch.manual_seed(11)
    net = headed(kind).to(device)
    net = (net.double() if double else net).requires_grad_(not frozen)
    old_modules = {name: id(part) for name, part in net.named_modules()}
    old_state = state_of(net)
    name = [name for name, part in net.named_modules() if isinstance(part, nn.Linear)][-1]
    old = net.get_submodule(name)
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
        "expected weights": {
            key: value for key, value in old_state.items() if not key.startswith(name + ".")
        },
        "type": type(new).__name__,
    }
    if isinstance(new, nn.Linear):
        x = torch.ones(2, new.in_features, dtype=old.weight.dtype, device=device)
        facts |= {
            "weight": new.weight.detach(),
            "bias": None if new.bias is None else new.bias.detach(),
            "trainable": all(parameter.requires_grad for parameter in new.parameters()),
            "on the device": new.weight.device == old.weight.device,
            "output": list(new(x).shape),
        }
    return facts


# ---------------------------------------------------------------------------- freezing


@about
def frozen(module, state, until, x, cotangent, words, drop=0.0, also=None, device="cpu"):
    """Freeze, speak to the model as `words` say, take two steps, and write down what moved.

    Words: "train", "eval", "parts" (train mode for every module by itself), "outer" (train mode for
    a model around it).
    """
    net = build(state, device, drop)
    if also is not None:
        module.freeze(net, also)
    result = module.freeze(net, until)
    for word in words:
        if word == "parts":
            for part in net.modules():
                part.train()
        elif word == "outer":
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


# ---------------------------------------------------------------------------- cached features


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


# ---------------------------------------------------------------------------- fine-tuning


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


# ---------------------------------------------------------------------------- checkpoints


def optimizer_for(net, kind, lr):
    if kind == "adam":
        return torch.optim.Adam(net.parameters(), lr=lr)
    return torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)


def train_on(net, optimizer, data, steps):
    """Some steps on random batches, with dropout: all chance is drawn from torch's generators."""
    net.train()
    losses = []
    for _ in range(steps):
        chosen = torch.randperm(len(data[1]))[:6]
        optimizer.zero_grad()
        loss = F.cross_entropy(net(data[0][chosen]), data[1][chosen])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def start(state, kind, data, steps, device):
    """A run up to the moment when it is saved: the learning rate has been lowered by then."""
    net = build(state, device, drop=0.5)
    optimizer = optimizer_for(net, kind, 0.02)
    torch.manual_seed(21)
    train_on(net, optimizer, data, steps)
    optimizer.param_groups[0]["lr"] = 0.01
    return net, optimizer


def other(state, kind, device):
    """Another model and optimizer of the same making, with other weights and a used generator."""
    mixed = {name: value + (2 if value.is_floating_point() else 4) for name, value in state.items()}
    torch.manual_seed(99)
    net = build(mixed, device, drop=0.5)
    return net, optimizer_for(net, kind, 0.5)


def plain_optimizer(optimizer):
    """What an optimizer knows, as plain data."""
    state = optimizer.state_dict()
    return {
        "lr": [group["lr"] for group in state["param_groups"]],
        "state": {
            str(index): {
                key: value.detach().clone().cpu()
                for key, value in entry.items()
                if isinstance(value, torch.Tensor)
            }
            for index, entry in state["state"].items()
        },
    }


@about
def uninterrupted(module, state, kind, data, first, more, device="cpu"):
    """A run without any stop."""
    data = (data[0].to(device), data[1].to(device))
    net, optimizer = start(state, kind, data, first, device)
    losses = train_on(net, optimizer, data, more)
    return {"losses": losses, "state": state_of(net)}


@about
def resumed(module, state, kind, data, first, more, epoch, as_path=False, device="cpu"):
    """Save a run, let it go on, load it into another model, and let that go on too."""
    data = (data[0].to(device), data[1].to(device))
    with scratch() as folder:
        path = folder / "run.pt" if as_path else str(folder / "run.pt")
        net, optimizer = start(state, kind, data, first, device)
        net.eval()
        net.body.train()
        modes, saved, known = modes_of(net), state_of(net), plain_optimizer(optimizer)
        module.save_checkpoint(path, net, optimizer, epoch)
        facts = {
            "modes after saving": changed_modes(net, modes),
            "files": sorted(file.name for file in folder.iterdir()),
            "saved state": saved,
            "state after saving": state_of(net),
            "saved optimizer": known,
            "losses after saving": train_on(net, optimizer, data, more),
        }
        net, optimizer = other(state, kind, device)
        net.eval()
        net.norm.train()
        modes = modes_of(net)
        facts["epoch"] = module.load_checkpoint(path, net, optimizer)
        facts |= {
            "modes after loading": changed_modes(net, modes),
            "loaded state": state_of(net),
            "loaded optimizer": plain_optimizer(optimizer),
        }
        facts["losses after loading"] = train_on(net, optimizer, data, more)
        facts["final state"] = state_of(net)
    return facts


@about
def from_a_gpu(module, state, device="cpu"):
    """Load a checkpoint whose tensors say that they lay on a GPU that this machine does not have."""
    ones = torch.ones(6, 1, 8, 8, dtype=torch.float64, device=device)
    data = (ones, torch.arange(6, device=device))
    with scratch() as folder:
        path = str(folder / "run.pt")
        net, optimizer = start(state, "adam", data, 2, device)
        with mock.patch.object(torch.serialization, "location_tag", return_value="cuda:77"):
            module.save_checkpoint(path, net, optimizer, 3)
        saved = state_of(net)
        net, optimizer = other(state, "adam", device)
        try:
            epoch, message = module.load_checkpoint(path, net, optimizer), None
        except RuntimeError as error:
            epoch, message = None, str(error)
    return {"epoch": epoch, "message": message, "saved": saved, "loaded": state_of(net)}


@about
def next_numbers(module, state, drawn, device="cpu"):
    """Which random numbers come after saving, and which after loading?"""
    with scratch() as folder:
        path = str(folder / "run.pt")
        net, optimizer = other(state, "sgd", device)
        torch.manual_seed(13)
        torch.rand(drawn, device=device)
        torch.rand(drawn)
        module.save_checkpoint(path, net, optimizer, 1)
        after_saving = [torch.rand(4), torch.randn(3), torch.rand(4, device=device).cpu()]
        torch.manual_seed(14)
        module.load_checkpoint(path, net, optimizer)
        after_loading = [torch.rand(4), torch.randn(3), torch.rand(4, device=device).cpu()]
        torch.manual_seed(13)
        torch.rand(drawn, device=device)
        torch.rand(drawn)
        truth = [torch.rand(4), torch.randn(3), torch.rand(4, device=device).cpu()]
    return {"truth": truth, "after saving": after_saving, "after loading": after_loading}


@about
def is_plain(module, state, device="cpu"):
    """Can the file be read with weights_only? The error comes back as text."""
    with scratch() as folder:
        path = str(folder / "run.pt")
        net, optimizer = start(state, "sgd", (torch.zeros(6, 1, 8, 8).double().to(device), torch.zeros(6, dtype=torch.int64, device=device)), 1, device)  # fmt: skip
        module.save_checkpoint(path, net, optimizer, 2)
        try:
            torch.load(path, map_location="cpu", weights_only=True)
        except pickle.UnpicklingError as error:
            return str(error).splitlines()[0][:200] or "UnpicklingError"
    return None


class Intruder:
    """What an attacker hides in a file: when it is unpickled the ordinary way, a folder is made."""

    def __init__(self, place):
        self.place = place

    def __reduce__(self):
        return os.mkdir, (self.place,)


@about
def attacked(module, state, layout, device="cpu"):
    """Hide a call in a checkpoint of the learner's own making, and have it loaded.

    Layouts: "zip", the usual file; "legacy", the old file format; "deep", hidden among the weights;
    "pickle", a bare pickle without any tensors.
    """
    with scratch() as folder:
        path, mark = str(folder / "run.pt"), folder / "executed"
        net, optimizer = other(state, "sgd", device)
        module.save_checkpoint(path, net, optimizer, 3)
        content = torch.load(path, map_location="cpu", weights_only=True)
        if layout == "pickle":
            pathlib.Path(path).write_bytes(pickle.dumps({"epoch": 3, "note": Intruder(str(mark))}))
        else:
            content = add(content, Intruder(str(mark)), deep=layout == "deep")
            torch.save(content, path, _use_new_zipfile_serialization=layout != "legacy")
        net = build(state, device)
        optimizer = optimizer_for(net, "sgd", 0.5)
        torch.manual_seed(31)
        error = None
        try:
            module.load_checkpoint(path, net, optimizer)
        except Exception as problem:  # noqa: BLE001 - whatever refuses the file
            error = type(problem).__name__
        numbers = torch.rand(3)
        torch.manual_seed(31)
        return {
            "executed": mark.exists(),
            "error": error,
            "state": state_of(net),
            "numbers": numbers,
            "expected numbers": torch.rand(3),
        }


def add(content, intruder, deep):
    """The content with one entry more; in the first dict inside of it when `deep`."""
    if not isinstance(content, dict):
        return [*content, intruder] if isinstance(content, (list, tuple)) else [content, intruder]
    inner = [key for key, value in content.items() if isinstance(value, dict)]
    if deep and inner:
        return {**content, inner[0]: {**content[inner[0]], "note": intruder}}
    return {**content, "note": intruder}


# ---------------------------------------------------------------------------- text


class Holder(nn.Module):
    """A model that holds given tensors as parameters and buffers, some of them one level down."""

    def __init__(self, entries):
        super().__init__()
        for name, value, trainable in entries:
            *parents, last = name.split(".")
            owner = self
            for part in parents:
                if not hasattr(owner, part):
                    owner.add_module(part, nn.Module())
                owner = getattr(owner, part)
            if trainable:
                owner.register_parameter(last, nn.Parameter(value.clone()))
            else:
                owner.register_buffer(last, value.clone())


@about
def as_text(module, entries, as_path=False, device="cpu"):
    """Write a model of given tensors as text, and read the file."""
    with scratch() as folder:
        model = Holder(entries).to(device)
        before = state_of(model)
        module.export_weights_text(
            model, folder / "net.txt" if as_path else str(folder / "net.txt")
        )
        after = state_of(model)
        return {
            "text": (folder / "net.txt").read_bytes().decode("utf-8", "replace"),
            "names": list(before),
            "changed": [name for name in before if not torch.equal(before[name], after[name])],
        }
