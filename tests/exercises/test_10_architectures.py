"""The networks of 10 against published counts, and three of them against plain formulas."""

import pytest
import torch
import torch.nn.functional as F

from tests.exercises.loading import load

architectures = load("10_architectures")


def count(net):
    return sum(p.numel() for p in net.parameters())


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("AlexNet", (), 62_378_344),
        ("VGG", (architectures.VGG16_CONFIG,), 138_357_544),
        (
            "VGG",
            ([64, "M", 128, "M", *[256] * 2, "M", *[512] * 2, "M", *[512] * 2, "M"],),
            132_863_336,
        ),
        ("NiN", (), 2_015_398),
        ("GoogLeNet", (1000, False), 6_998_552),
        ("GoogLeNet", (), 13_378_280),
        ("DenseNet", (32, (6, 12, 24, 16), 1000), 7_978_856),
        ("DenseNet", (32, (6, 12, 32, 32), 1000), 14_149_480),
        ("DenseNet", (32, (6, 12, 48, 32), 1000), 20_013_928),
    ],
)
def test_published_counts(name, args, expected):
    with torch.device("meta"):
        assert count(getattr(architectures, name)(*args)) == expected


@pytest.mark.parametrize(
    ("name", "args", "side"),
    [
        ("AlexNet", (), 227),
        ("VGG", (architectures.VGG16_CONFIG,), 224),
        ("NiN", (1000,), 224),
        ("GoogLeNet", (), 224),
        ("DenseNet", (32, (6, 12, 24, 16), 1000), 224),
    ],
)
def test_logits(name, args, side):
    with torch.device("meta"):
        net = getattr(architectures, name)(*args).eval()
        assert net(torch.zeros(2, 3, side, side)).shape == (2, 1000)
        if name == "GoogLeNet":
            shapes = [out.shape for out in net.train()(torch.zeros(2, 3, side, side))]
            assert shapes == [(2, 1000)] * 3


def generic(net, seed=0):
    generator = torch.Generator().manual_seed(seed)
    for name, tensor in net.eval().state_dict().items():
        if name.endswith("running_var"):
            tensor.copy_(0.5 + torch.rand(tensor.shape, generator=generator))
        elif tensor.is_floating_point():
            scale = (2.0 / max(tensor[0].numel(), 2)) ** 0.5 if tensor.ndim > 1 else 0.3
            tensor.copy_(scale * torch.randn(tensor.shape, generator=generator))
    return net.state_dict()


def conv(x, s, name, **kwargs):
    return F.conv2d(x, s[f"{name}.weight"], s.get(f"{name}.bias"), **kwargs)


def image(*shape):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(5))


def agree(net, oracle, x):
    ours, theirs = x.clone().requires_grad_(), x.clone().requires_grad_()
    out, wanted = net(ours), oracle(theirs)
    torch.testing.assert_close(out, wanted, rtol=1e-4, atol=1e-4)
    cotangent = image(*out.shape)
    out.backward(cotangent)
    wanted.backward(cotangent)
    torch.testing.assert_close(ours.grad, theirs.grad, rtol=1e-3, atol=1e-4)


def test_googlenet_values():
    net = architectures.GoogLeNet(3, aux=False)
    s = generic(net)

    def block(x, name):
        name = f"inception{name}"
        three = conv(F.relu(conv(x, s, f"{name}.branch3_reduce")), s, f"{name}.branch3", padding=1)
        five = conv(F.relu(conv(x, s, f"{name}.branch5_reduce")), s, f"{name}.branch5", padding=2)
        pooled = conv(F.max_pool2d(x, 3, 1, 1), s, f"{name}.branch_pool")
        return F.relu(torch.cat([conv(x, s, f"{name}.branch1"), three, five, pooled], 1))

    def oracle(x):
        x = F.max_pool2d(F.relu(conv(x, s, "conv1", stride=2, padding=3)), 3, 2, 1)
        x = F.relu(conv(F.relu(conv(x, s, "conv2_reduce")), s, "conv2", padding=1))
        for name in ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"):
            if name in ("3a", "4a", "5a"):
                x = F.max_pool2d(x, 3, 2, 1)
            x = block(x, name)
        return F.linear(x.mean((2, 3)), s["fc.weight"], s["fc.bias"])

    agree(net, oracle, image(1, 3, 64, 48))


def test_densenet_values():
    blocks = (2, 1, 2)
    net = architectures.DenseNet(3, blocks, 4)
    s = generic(net)

    def activated(x, name):
        parts = (s[f"{name}.{p}"] for p in ("running_mean", "running_var", "weight", "bias"))
        return F.relu(F.batch_norm(x, *parts))

    def oracle(x):
        x = activated(conv(x, s, "conv0", stride=2, padding=3), "norm0")
        x = F.max_pool2d(x, 3, 2, 1)
        for i, layers in enumerate(blocks):
            for j in range(layers):
                name = f"blocks.{i}.{j}"
                new = conv(activated(x, f"{name}.norm1"), s, f"{name}.conv1")
                new = conv(activated(new, f"{name}.norm2"), s, f"{name}.conv2", padding=1)
                x = torch.cat([x, new], 1)
            if i < 2:
                name = f"transitions.{i}"
                x = F.avg_pool2d(conv(activated(x, f"{name}.norm"), s, f"{name}.conv"), 2)
        return F.linear(
            activated(x, "norm_last").mean((2, 3)),
            *(s[f"classifier.{p}"] for p in ("weight", "bias")),
        )

    agree(net, oracle, image(2, 3, 64, 48))


def test_nin_values():
    net = architectures.NiN(4)
    s = generic(net)

    def oracle(x):
        for i, (stride, padding) in enumerate(((4, 0), (1, 2), (1, 1), (1, 1)), 1):
            if i > 1:
                x = F.max_pool2d(x, 3, 2)
            x = F.relu(conv(x, s, f"block{i}.conv1", stride=stride, padding=padding))
            for j in (2, 3):
                x = F.relu(conv(x, s, f"block{i}.conv{j}"))
        return F.adaptive_avg_pool2d(x, 1).flatten(1)

    agree(net, oracle, image(1, 3, 131, 163))
