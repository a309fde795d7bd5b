"""Runs beside the learner's code: builds networks, feeds training loops, and writes down facts.

Nothing here knows how a training loop is written. It looks at what every loop must do: images pass
through a model in some mode, gradients lie in the parameters when an optimizer steps, weights move.
Whatever is found goes back as plain data; the checks decide. Labels of test images never
come here.
"""

import contextlib
import copy
import json
import math
import os
import pathlib
import tempfile

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.optimizer import register_optimizer_step_pre_hook

FIRST_TAG, TAG_STEP = 0.6, 0.001  # the brightest pixel of a tagged image says which image it is
PATIENCE = 3.0  # epochs after which a run must be better than guessing
GUESSING = 0.97  # of the loss of guessing


def tell(epoch, epochs, loss):
    """Print a line that the grader shows while we train, and takes out of what the learner printed."""
    known = loss is not None and math.isfinite(loss)
    line = {"epoch": epoch, "epochs": epochs, "loss": round(loss, 4) if known else None}
    with contextlib.suppress(OSError, ValueError):
        print("\x1eprogress " + json.dumps(line), flush=True)


class Hopeless(Exception):
    """A run that cannot succeed any more. The message says what was seen."""


class SmallNet(nn.Module):
    """A network of our own with batch norm, so that a loop is judged without the learner's network."""

    def __init__(self, channels=1):
        super().__init__()
        self.conv = nn.Conv2d(channels, 6, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(6)
        self.fc = nn.Linear(24, 10)

    def forward(self, x):
        x = torch.relu(self.bn(self.conv(x)))
        half = [part.mean((2, 3)) for rows in x.chunk(2, 2) for part in rows.chunk(2, 3)]
        return self.fc(torch.cat(half, 1))


class Watched(nn.Module):
    """Hands images on to a network, and writes down which ones, in which mode."""

    def __init__(self, net, originals=None):
        super().__init__()
        self.net = net
        self.originals = originals
        self.events = []

    def forward(self, x):
        ids = [] if self.originals is None else identify(x, len(self.originals))
        self.events.append(
            {
                "kind": "forward",
                "ids": ids,
                "prints": [round(float(image.sum()), 9) for image in scaled(x)] if ids else [],
                "size": len(x),
                "training": all(module.training for module in self.net.modules()),
                "eval": not any(module.training for module in self.net.modules()),
                "gradients": torch.is_grad_enabled(),
                "altered": [
                    i < 0 or not torch.equal(image, self.originals[i])
                    for i, image in zip(ids, x.detach().cpu(), strict=False)
                ],
            }
        )
        return self.net(x)


class Guarded(nn.Module):
    """Hands images on to a network, and stops a run that has become hopeless."""

    def __init__(self, net, images, labels, batch, epochs):
        super().__init__()
        self.net = net
        weights = torch.linspace(1.0, 2.0, images[0].numel(), dtype=torch.float64)
        self.weights = weights
        self.prints, order = (images.double().flatten(1).cpu() @ weights).sort()
        self.labels = labels.cpu()[order]
        self.limit = math.ceil(PATIENCE * len(labels) / batch)
        self.per_epoch, self.epochs = math.ceil(len(labels) / batch), epochs
        self.guess = math.log(10)
        self.recent = []
        self.steps = 0
        self.start = [parameter.detach().clone() for parameter in net.parameters()]
        tell(0, epochs, None)

    def forward(self, x):
        logits = self.net(x)
        if torch.is_grad_enabled():
            self.look(x, logits.detach())
        return logits

    def look(self, x, logits):
        self.steps += 1
        if not bool(torch.isfinite(logits).all()):
            raise Hopeless(f"at step {self.steps} the network's outputs are not finite any more")
        if self.steps == 10 and all(
            torch.equal(old.to(new.device), new)
            for old, new in zip(self.start, self.net.parameters(), strict=True)
        ):
            raise Hopeless("after 9 steps not one weight has moved")
        prints = x.detach().double().flatten(1).cpu() @ self.weights
        places = torch.searchsorted(self.prints, prints - 1e-9).clamp(max=len(self.labels) - 1)
        if bool(((self.prints[places] - prints).abs() < 1e-6).all()):
            self.recent.append(float(F.cross_entropy(logits.cpu(), self.labels[places])))
        epoch, rest = divmod(self.steps, self.per_epoch)
        if not rest and epoch <= self.epochs:
            last = self.recent[-self.per_epoch :]
            tell(epoch, self.epochs, sum(last) / len(last) if last else None)
        if self.steps == self.limit and len(self.recent) >= 20:
            late = sum(self.recent[-20:]) / 20
            if late > GUESSING * self.guess:
                raise Hopeless(
                    f"after {self.steps} steps the loss of the logits is still {late:.3f}, "
                    f"and guessing gives {self.guess:.3f}"
                )


@contextlib.contextmanager
def one_thread():
    """One thread: networks this small gain little from more, and lose much on a busy machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def watch_steps(record):
    """Call `record(optimizer)` whenever gradients are ready for a step of any optimizer. Returns the hook."""

    def before_step(optimizer, arguments, options):
        closure = options.get("closure") or (arguments[1] if len(arguments) > 1 else None)
        if closure is None:
            record(optimizer)
            return None

        def watched_closure():
            loss = closure()
            record(optimizer)
            return loss

        return (arguments[0], watched_closure), {}

    return register_optimizer_step_pre_hook(before_step)


def identify(images, tags):
    """The numbers of tagged images, -1 for an image that is none of them."""
    brightest = images.detach().double().flatten(1).amax(1).cpu()
    numbers = ((brightest - FIRST_TAG) / TAG_STEP).round().long()
    known = (numbers >= 0) & (numbers < tags)
    exact = (FIRST_TAG + TAG_STEP * numbers - brightest).abs() < 1e-6
    return torch.where(known & exact, numbers, -1).tolist()


def scaled(images):
    """Images with every pixel weighted by its place, so that a sum tells a shift or a flip."""
    images = images.detach().double().cpu()
    return images * torch.linspace(1.0, 2.0, images[0].numel(), dtype=torch.float64).view_as(
        images[0]
    )


def build(module, arguments, state, device):
    """The learner's network, or our small one when `arguments` is None, in float64."""
    net = SmallNet() if arguments is None else module.ResNet(**arguments)
    net = net.double()
    net.load_state_dict(state)
    return net.to(device)


def gradients_of(model):
    return {
        name: None if parameter.grad is None else parameter.grad.detach().clone().cpu()
        for name, parameter in model.named_parameters()
    }


def state_of(model):
    return {name: value.detach().clone().cpu() for name, value in model.state_dict().items()}


def modes_of(model):
    return {name: module.training for name, module in model.named_modules()}


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


def layout(module, arguments):
    """The name and shape of every entry of the state dict."""
    net = module.ResNet(**arguments)
    return {name: list(value.shape) for name, value in net.state_dict().items()}


@one_thread()
def responses(module, arguments, state, x, cotangent, training, device="cpu"):
    """What the network answers with given weights: outputs, and gradients of <outputs, cotangent>."""
    net = build(module, arguments, state, device)
    net.train(training)
    x = x.clone().to(device).requires_grad_()
    out = net(x)
    if out.shape == cotangent.shape:
        out.backward(cotangent.to(device))
    return {
        "outputs": out.detach(),
        "input gradient": x.grad,
        "weight gradients": gradients_of(net),
        "state": state_of(net),
    }


@one_thread()
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


@one_thread()
def first_logits(module, arguments, seed, images, device="cpu"):
    """The logits of a new network in eval mode."""
    torch.manual_seed(seed)
    net = module.ResNet(**arguments).to(device).eval()
    with torch.no_grad():
        return net(images.to(device))


# ---------------------------------------------------------------------------- single steps


def small_state(module, seed):
    """Weights and buffers for the small network, with batch-norm values that are not the first ones."""
    torch.manual_seed(seed)
    net = SmallNet().double()
    with torch.no_grad():
        net.bn.weight.uniform_(0.5, 1.5)
        net.bn.bias.uniform_(-0.5, 0.5)
        net.bn.running_mean.uniform_(-0.5, 0.5)
        net.bn.running_var.uniform_(0.5, 2.0)
        net.conv.weight.mul_(3.0)
    return state_of(net)


@one_thread()
def steps(module, arguments, state, batches, lr, momentum, device="cpu"):
    """Call train_step once for each batch, from eval mode, and watch the optimizer."""
    watched = Watched(build(module, arguments, state, device))
    optimizer = torch.optim.SGD(watched.parameters(), lr=lr, momentum=momentum)
    seen = []
    hook = watch_steps(lambda _: seen.append(gradients_of(watched.net)))
    facts = {"losses": [], "steps": [], "training": [], "gradients": [], "states": []}
    try:
        for images, labels in batches:
            watched.eval()
            watched.events.clear()
            seen.clear()
            pair = (images.to(device), labels.to(device))
            facts["losses"].append(module.train_step(watched, pair, optimizer))
            facts["steps"].append(len(seen))
            facts["training"].append(all(event["training"] for event in watched.events))
            facts["gradients"].append(copy.copy(seen[-1]) if seen else {})
            facts["states"].append(state_of(watched.net))
    finally:
        hook.remove()
    return facts


@one_thread()
def evaluation(module, state, batches, once, training, frozen, device="cpu"):
    """Call evaluate on the small network, and write down what it found and what it left behind."""
    net = build(module, None, state, device)
    watched = Watched(net)
    watched.train(training)
    net.bn.train(training != frozen)
    net.fc.weight.grad = torch.ones_like(net.fc.weight)
    before = modes_of(watched)
    loader = [(images.to(device), labels.to(device)) for images, labels in batches]
    result = module.evaluate(watched, iter(loader) if once else loader)
    return {
        "result": result,
        "batches": len(watched.events),
        "eval": all(event["eval"] for event in watched.events),
        "gradients": any(event["gradients"] for event in watched.events),
        "modes": [name for name, mode in modes_of(watched).items() if before[name] != mode],
        "state": state_of(net),
        "weight gradient": net.fc.weight.grad,
    }


# ---------------------------------------------------------------------------- fit


@one_thread()
def watch_fit(module, state, train, valid, epochs, lr, options, noise=0, device="cpu"):
    """Call fit on the small network with tagged images, and write down everything that passes.

    `options` are further keyword arguments of fit. `noise` random numbers are drawn beforehand from the
    global generator.
    """
    watched = Watched(build(module, None, state, device), torch.cat([train[0], valid[0]]))
    torch.manual_seed(7)
    torch.rand(noise)

    def record(optimizer):
        watched.events.append(
            {
                "kind": "step",
                "gradients": gradients_of(watched.net),
                "rates": [float(group["lr"]) for group in optimizer.param_groups],
            }
        )

    hook = watch_steps(record)
    try:
        history = module.fit(
            watched, tuple(train), tuple(valid), epochs, lr, device=device, **options
        )
    finally:
        hook.remove()
    made = [event for event in watched.events if event["kind"] == "step"]
    batches, looks = sort_events(watched.events)
    return {
        "history": history,
        "batches": batches,
        "gradients": [event["gradients"] for event in made],
        "rates": [event["rates"] for event in made],
        "looks": looks,
        "state": state_of(watched.net),
    }


def sort_events(events):
    """Tell the forward passes that a step learned from ("batches") from mere looks.

    A loop without a torch optimizer makes no step that can be seen; there, every pass that records
    gradients counts as learning.
    """
    steps_seen = any(event["kind"] == "step" for event in events)
    batches, looks, last = [], [], None
    for event in events:
        if event["kind"] == "step":
            if last is not None:
                looks.remove(last)
                batches.append(last)
                last = None
        elif steps_seen:
            looks.append(event)
            last = event if event["gradients"] else last
        else:
            (batches if event["gradients"] else looks).append(event)
    return batches, looks


def replay(
    module, state, train, valid, batches, epochs, lr, weight_decay, decayed, schedule="epoch"
):
    """Train the small network on given batches (lists of image numbers), as a textbook would.

    `decayed` names the parameters that weight decay falls on. The schedule takes its cosine steps once
    an epoch, or after each batch, or never.
    """
    net = build(module, None, state, "cpu")
    names = [name for name, _ in net.named_parameters()]
    parameters = list(net.parameters())
    speeds = [torch.zeros_like(parameter) for parameter in parameters]
    per_epoch = len(batches) // epochs
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": [], "lr": []}
    all_gradients = []
    for epoch in range(epochs):
        total = 0.0
        for number in range(epoch * per_epoch, (epoch + 1) * per_epoch):
            ids = batches[number]
            time = {"epoch": epoch, "batch": number, "never": 0}[schedule]
            rate = lr * 0.5 * (1.0 + math.cos(math.pi * time / epochs))
            net.train()
            loss = F.cross_entropy(net(train[0][ids]), train[1][ids])
            gradients = torch.autograd.grad(loss, parameters)
            all_gradients.append(dict(zip(names, gradients, strict=True)))
            total += float(loss.detach()) * len(ids)
            with torch.no_grad():
                for name, parameter, speed, gradient in zip(
                    names, parameters, speeds, gradients, strict=True
                ):
                    pull = weight_decay if name in decayed else 0.0
                    speed.mul_(0.9).add_(gradient + pull * parameter)
                    parameter.sub_(rate * speed)
        net.eval()
        with torch.no_grad():
            logits = net(valid[0])
        history["train_loss"].append(total / len(train[1]))
        history["valid_loss"].append(float(F.cross_entropy(logits, valid[1])))
        history["valid_accuracy"].append(float((logits.argmax(1) == valid[1]).double().mean()))
        history["lr"].append(lr * 0.5 * (1.0 + math.cos(math.pi * epoch / epochs)))
    return {"history": history, "state": state_of(net), "gradients": all_gradients}


@one_thread()
def unmoved(module, arguments, train, valid, lr, device="cpu"):
    """Train the learner's network for one epoch; which weights stayed where they were?"""
    torch.manual_seed(3)
    net = module.ResNet(**arguments)
    before = {name: value.detach().clone() for name, value in net.named_parameters()}
    flat = dict.fromkeys(before, True)

    def record(_):
        for name, parameter in net.named_parameters():
            if parameter.grad is not None and bool(parameter.grad.any()):
                flat[name] = False

    hook = watch_steps(record)
    try:
        module.fit(net, tuple(train), tuple(valid), 1, lr, device=device)
    finally:
        hook.remove()
    still = [
        name
        for name, value in net.named_parameters()
        if torch.equal(value.detach().cpu(), before[name].cpu())
    ]
    return {"still": still, "without gradient": [name for name in still if flat[name]]}


# ---------------------------------------------------------------------------- whole runs


@one_thread()
def overfit(module, arguments, seed, images, labels, limit, target, device="cpu"):
    """Train on one batch until the loss is below `target`; stops early when that is hopeless."""
    torch.manual_seed(seed)
    net = module.ResNet(**arguments).to(device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    batch = (images.to(device), labels.to(device))
    losses = []
    for step in range(limit):
        losses.append(float(module.train_step(net, batch, optimizer)))
        if losses[-1] < target:
            return {"losses": losses, "stopped": ""}
        if not math.isfinite(losses[-1]):
            return {"losses": losses, "stopped": f"the loss is {losses[-1]} at step {step + 1}"}
        if step == limit // 2 and losses[-1] > 0.98 * losses[0]:
            why = f"after {step + 1} steps the loss has only gone from {losses[0]:.3f} to {losses[-1]:.3f}"
            return {"losses": losses, "stopped": why}
    return {"losses": losses, "stopped": ""}


@one_thread()
def full_run(module, arguments, seed, train, valid, test_images, epochs, lr, device="cpu"):
    """Train the learner's network with the learner's fit; answer with its logits for test images."""
    torch.manual_seed(seed)
    guarded = Guarded(module.ResNet(**arguments), train[0], train[1], 64, epochs)
    try:
        history = module.fit(
            guarded, tuple(train), tuple(valid), epochs, lr, seed=seed, device=device
        )
    except Hopeless as reason:
        return {"history": None, "logits": None, "stopped": str(reason), "losses": guarded.recent}
    guarded.net.to(device).eval()
    with torch.no_grad():
        logits = guarded.net(test_images.to(device))
    return {"history": history, "logits": logits, "stopped": "", "losses": []}
