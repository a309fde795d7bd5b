"""The blocks of 07 against formulas written once more with torch's functions, forth and back."""

import pytest
import torch
import torch.nn.functional as F

from tests.exercises.loading import load

residual = load("07_residual")


def weights(block, seed=0):
    """Fill a block with generic float64 numbers, eval mode, and return its state dict."""
    generator = torch.Generator().manual_seed(seed)
    block.double().eval()
    for name, tensor in block.state_dict().items():
        if tensor.is_floating_point():
            noise = torch.rand(tensor.shape, generator=generator, dtype=tensor.dtype)
            tensor.copy_(noise + 0.5 if name.endswith("running_var") else noise - 0.4)
    return block.state_dict()


def image(channels, seed=1):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(2, channels, 6, 5, generator=generator, dtype=torch.float64)


def norm(x, state, name):
    """Batch norm in eval mode from its definition."""
    mean, var, gamma, beta = (
        state[f"{name}.{part}"][:, None, None]
        for part in ("running_mean", "running_var", "weight", "bias")
    )
    return gamma * (x - mean) / torch.sqrt(var + 1e-5) + beta


def conv(x, state, name, **kwargs):
    return F.conv2d(x, state[f"{name}.weight"], state.get(f"{name}.bias"), **kwargs)


def agree(block, oracle, x):
    """Outputs and input gradients of the block and of the formula."""
    ours, theirs = x.clone().requires_grad_(), x.clone().requires_grad_()
    out, wanted = block(ours), oracle(theirs)
    torch.testing.assert_close(out, wanted)
    cotangent = torch.randn_like(out)
    out.backward(cotangent)
    wanted.backward(cotangent)
    torch.testing.assert_close(ours.grad, theirs.grad)


def shortcut(x, s, stride):
    if "shortcut.0.weight" not in s:
        return x
    return norm(conv(x, s, "shortcut.0", stride=stride), s, "shortcut.1")


@pytest.mark.parametrize(("c_in", "c_out", "stride"), [(3, 3, 1), (3, 4, 1), (3, 3, 2), (2, 4, 2)])
def test_residual_block(c_in, c_out, stride):
    block = residual.ResidualBlock(c_in, c_out, stride)
    s = weights(block)

    def oracle(x):
        y = F.relu(norm(conv(x, s, "conv1", stride=stride, padding=1), s, "bn1"))
        y = norm(conv(y, s, "conv2", padding=1), s, "bn2")
        return F.relu(y + shortcut(x, s, stride))

    agree(block, oracle, image(c_in))


@pytest.mark.parametrize(("c_in", "stride"), [(4, 1), (3, 1), (4, 2)])
def test_bottleneck(c_in, stride):
    block = residual.Bottleneck(c_in, 2, stride, expansion=2)
    s = weights(block)

    def oracle(x):
        y = F.relu(norm(conv(x, s, "conv1"), s, "bn1"))
        y = F.relu(norm(conv(y, s, "conv2", stride=stride, padding=1), s, "bn2"))
        return F.relu(norm(conv(y, s, "conv3"), s, "bn3") + shortcut(x, s, stride))

    agree(block, oracle, image(c_in))


@pytest.mark.parametrize(("c_out", "stride"), [(3, 1), (4, 1), (3, 2)])
def test_preact_block(c_out, stride):
    block = residual.PreActBlock(3, c_out, stride)
    s = weights(block)

    def oracle(x):
        a = F.relu(norm(x, s, "bn1"))
        y = conv(a, s, "conv1", stride=stride, padding=1)
        y = conv(F.relu(norm(y, s, "bn2")), s, "conv2", padding=1)
        return y + (conv(a, s, "shortcut", stride=stride) if "shortcut.weight" in s else x)

    agree(block, oracle, image(3))


def test_inception_block():
    block = residual.InceptionBlock(3, 2, 3, 4, 1, 2, 3)
    s = weights(block)

    def oracle(x):
        three = conv(F.relu(conv(x, s, "branch3_reduce")), s, "branch3", padding=1)
        five = conv(F.relu(conv(x, s, "branch5_reduce")), s, "branch5", padding=2)
        pooled = conv(F.max_pool2d(x, 3, 1, 1), s, "branch_pool")
        return F.relu(torch.cat([conv(x, s, "branch1"), three, five, pooled], 1))

    agree(block, oracle, image(3))


def test_nin_and_dense_block():
    nin = residual.NiNBlock(3, 4, 3, 2, 1)
    s = weights(nin)
    agree(
        nin,
        lambda x: F.relu(
            conv(
                F.relu(conv(F.relu(conv(x, s, "conv1", stride=2, padding=1)), s, "conv2")),
                s,
                "conv3",
            )
        ),
        image(3),
    )
    dense = residual.DenseBlock(2, 3, 2)
    d = weights(dense)

    def oracle(x):
        for i in range(2):
            new = conv(F.relu(norm(x, d, f"layers.{i}.0")), d, f"layers.{i}.2", padding=1)
            x = torch.cat([x, new], 1)
        return x

    agree(dense, oracle, image(2))


def test_published_bottleneck_counts():
    """Stages of ResNet-50 add up: 23,508,032 parameters without the last layer."""
    total = 64 * 3 * 49 + 2 * 64
    channels = 64
    for width, depth, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for i in range(depth):
            block = residual.Bottleneck(channels, width, stride if i == 0 else 1)
            total += sum(p.numel() for p in block.parameters())
            channels = 4 * width
    assert total == 23_508_032
