"""Hidden checks for 13_recurrent, the NumPy half: the layer by hand, clipping, the loss, and the LSTM."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import booleans, integers, sampled_from

from grader.testing import assert_close, error_bound, seeds, show_curves

GRADIENTS = ("dx", "dh0", "dwx", "dwh", "db")

# N, T, D and H, no two alike: an exchanged axis shows in the shape.
SIZES = st.lists(integers(1, 5), min_size=4, max_size=4, unique=True)


def tenths(rng, *shape, dtype=np.float64):
    """Numbers of one decimal between -2 and 2, which read well in a report."""
    return (rng.integers(-20, 21, shape) / 10).astype(dtype)


def layer(seed, sizes, gates=1, dtype=np.float64):
    """x, h0, wx, wh, b of a layer; with `gates` blocks side by side. The weights do not saturate it."""
    rng = np.random.default_rng(seed)
    n, t, d, h = sizes
    shapes = ((n, t, d), (n, h), (d, gates * h), (h, gates * h), (gates * h,))
    scales = (1.0, 0.4, 0.5, 0.5, 0.3)
    return [
        (tenths(rng, *shape) * scale).round(2).astype(dtype)
        for shape, scale in zip(shapes, scales, strict=True)
    ]


def wide(arrays):
    return [array.astype(np.float64) for array in arrays]


def states(student, *arguments):
    answer = student.harness.rnn_states(*arguments)
    assert answer["pair"], "rnn_forward returns two things: the hidden states and a cache."
    return answer["h"]


# ---------------------------------------------------------------------------- the layer, forward


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=40)
def test_rnn_step(student, reference, seed, sizes):
    """One step: tanh of what comes in, what was remembered and a bias

    Write the shapes of x, wx, h and wh on paper first.
    """
    x, h, wx, wh, b = layer(seed, sizes)
    assert_close(student.rnn_step(x[:, 0], h, wx, wh, b), reference.rnn_step(x[:, 0], h, wx, wh, b))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_rnn_step")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=20)
def test_rnn_forward_one_step(student, reference, seed, sizes):
    """A sequence of one step is a step

    The result keeps an axis for time, of length 1.
    """
    x, h0, *weights = layer(seed, [sizes[0], 1, *sizes[2:]])
    expected = reference.rnn_step(x[:, 0], h0, *weights)[:, None]
    assert_close(states(student, x, h0, *weights), expected, what="the hidden states")


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_rnn_forward_one_step")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=40)
def test_rnn_forward(student, reference, seed, sizes):
    """Each step begins with the state that the one before left

    The first begins with h0. Time is the second axis of x: step t reads x[:, t].
    """
    arguments = layer(seed, sizes)
    expected = reference.rnn_forward(*arguments)[0]
    assert_close(states(student, *arguments), expected, what="the hidden states")


@pytest.mark.points(1)
@pytest.mark.requires("test_rnn_forward")
@given(seed=seeds(), sizes=SIZES, cut=integers(1, 3))
@settings(max_examples=20)
def test_rnn_forward_in_two_parts(student, reference, seed, sizes, cut):
    """A sequence read in two parts, with the state carried over, equals the whole

    The state is all that the layer remembers: whoever hands it on can stop and go on anywhere.
    """
    n, _, d, h = sizes
    x, h0, *weights = layer(seed, (n, cut + 2, d, h))
    first = states(student, x[:, :cut].copy(), h0, *weights)
    second = states(student, x[:, cut:].copy(), np.ascontiguousarray(first[:, -1]), *weights)
    expected = reference.rnn_forward(x, h0, *weights)[0]
    assert_close(first, expected[:, :cut], what="the states of the first part")
    assert_close(second, expected[:, cut:], what="the states of the second part")


# ---------------------------------------------------------------------------- the layer, backward


def gradients(side, dh, arguments, times=1):
    return side.harness.rnn_gradients(dh, *arguments, times=times)


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_rnn_forward")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=20)
def test_rnn_backward_one_step(student, reference, seed, sizes):
    """The gradients of a single step

    tanh's slope is 1 - h², with the value that the forward pass returned. Then come a linear layer in x
    and one in h.
    """
    arguments = layer(seed, [sizes[0], 1, *sizes[2:]])
    dh = tenths(np.random.default_rng(seed + 1), sizes[0], 1, sizes[3])
    actual = gradients(student, dh, arguments)
    assert_close(actual, gradients(reference, dh, arguments), names=GRADIENTS)


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_rnn_backward_one_step")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=20)
def test_rnn_backward_from_the_end(student, reference, seed, sizes):
    """A gradient that arrives at the last step reaches every step before it

    It travels from state to state, through tanh and wh, and each step adds its part to the weights.
    """
    arguments = layer(seed, sizes)
    dh = np.zeros((*sizes[:2], sizes[3]))
    dh[:, -1] = tenths(np.random.default_rng(seed + 1), sizes[0], sizes[3])
    actual = gradients(student, dh, arguments)
    assert_close(actual, gradients(reference, dh, arguments), names=GRADIENTS)


@pytest.mark.points(2)
@pytest.mark.requires("test_rnn_backward_from_the_end")
@given(seed=seeds(), sizes=SIZES, times=integers(1, 2))
@settings(max_examples=40)
def test_rnn_backward(student, reference, seed, sizes, times):
    """The gradients of all five, with a gradient arriving at every step

    A state gets a gradient from outside and one from the next step. Both count, and they meet before
    tanh is undone. With times = 2 the same cache is used twice.
    """
    arguments = layer(seed, sizes)
    dh = tenths(np.random.default_rng(seed + 1), *sizes[:2], sizes[3])
    actual = gradients(student, dh, arguments, times)
    assert_close(actual, gradients(reference, dh, arguments), names=GRADIENTS)


@pytest.mark.points(1)
@pytest.mark.requires("test_rnn_backward")
@given(seed=seeds(), sizes=SIZES, cut=integers(1, 3))
@settings(max_examples=20)
def test_rnn_backward_in_two_parts(student, reference, seed, sizes, cut):
    """dh0 of the second part is what the last state of the first part still needs

    Go back through the second part, add its dh0 to the gradient of the first part's last state, and go on.
    Leave that sum out, and you have truncated backpropagation.
    """
    n, _, d, h = sizes
    x, h0, *weights = layer(seed, (n, cut + 2, d, h))
    dh = tenths(np.random.default_rng(seed + 1), n, cut + 2, h)
    middle = reference.rnn_forward(x, h0, *weights)[0][:, cut - 1].copy()
    second = gradients(student, dh[:, cut:].copy(), (x[:, cut:].copy(), middle, *weights))
    bridged = dh[:, :cut].copy()
    bridged[:, -1] += second[1]
    first = gradients(student, bridged, (x[:, :cut].copy(), h0, *weights))
    expected = gradients(reference, dh, (x, h0, *weights))
    joined = (np.concatenate([first[0], second[0]], axis=1), first[1])
    summed = tuple(first[place] + second[place] for place in (2, 3, 4))
    assert_close((*joined, *summed), expected, names=GRADIENTS)


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_rnn_backward")
def test_gradient_through_time(student, reference):
    """Through 50 steps a gradient shrinks to 0.0052 of its length, or grows to 117.4

    With all states at 0, tanh has slope 1, and each step back multiplies by wh transposed. If wh turns
    a vector and scales it by r, 50 steps scale it by r to the 50: 0.9 vanishes, 1.1 explodes. The report
    shows the three curves.
    """
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    zeros = np.zeros((1, 51, 2)), np.zeros((1, 2)), np.eye(2)
    dh = np.zeros((1, 51, 2))
    dh[0, -1] = [0.6, 0.8]
    curves = {}
    for radius in (0.9, 1.0, 1.1):
        dx = gradients(student, dh, (*zeros, radius * turn, np.zeros(2)))[0]
        curves[f"radius {radius}_length"] = np.linalg.norm(dx[0], axis=1)[::-1]
    show_curves("Length of the gradient, steps back", curves, unit="step")
    for (name, curve), radius in zip(curves.items(), (0.9, 1.0, 1.1), strict=True):
        what = f"the lengths of dx for {name.removesuffix('_length')}"
        assert_close(curve, radius ** np.arange(51.0), what=what, rtol=1e-9)


@pytest.mark.points(1)
@pytest.mark.requires("test_rnn_backward")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=15)
def test_rnn_float32(student, reference, seed, sizes):
    """float32 in, float32 out, forward and backward

    Look for a new array that was made without a dtype.
    """
    arguments = layer(seed, sizes, dtype=np.float32)
    dh = tenths(np.random.default_rng(seed + 1), *sizes[:2], sizes[3], dtype=np.float32)
    n, t, d, h = sizes
    terms = t * (d + h + 2)
    actual = states(student, *arguments)
    expected = reference.rnn_forward(*wide(arguments))[0]
    bound = error_bound(10.0, terms, np.float32)
    assert_close(actual, expected, dtype=np.float32, bound=bound, what="the hidden states")
    actual = gradients(student, dh, arguments)
    expected = gradients(reference, dh.astype(np.float64), wide(arguments))
    bound = error_bound(30.0 + 10 * max(np.abs(e).max() for e in expected), n * terms, np.float32)
    assert_close(actual, expected, dtype=np.float32, bound=bound, names=GRADIENTS)


# ---------------------------------------------------------------------------- clipping


def gradient_dict(seed, scale=1.0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    shapes = {"wx": (3, 4), "wh": (4, 4), "b": (4,)}
    return {name: (scale * tenths(rng, *shape)).astype(dtype) for name, shape in shapes.items()}


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), share=sampled_from([0.1, 0.5, 0.9]))
@settings(max_examples=20)
def test_clip_shortens(student, reference, seed, share):
    """A gradient that is too long gets the length max_norm and keeps its direction

    One factor for all arrays: together they are one long vector, and it shall point where it pointed.
    The norm returned is the one before.
    """
    grads = gradient_dict(seed)
    max_norm = share * reference.clip_by_global_norm(grads, 1e9)[1]
    actual = student.clip_by_global_norm(grads, max_norm)
    expected = reference.clip_by_global_norm(grads, max_norm)
    assert_close(actual, expected, names=("grads", "norm"), rtol=1e-5, atol=1e-7)


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), room=sampled_from([1.01, 3.0, 1e6]))
@settings(max_examples=20)
def test_clip_leaves_small_ones_alone(student, reference, seed, room):
    """A gradient that is short enough stays as it is

    Clipping never makes a gradient longer.
    """
    grads = gradient_dict(seed, 0.01)
    norm = reference.clip_by_global_norm(grads, 1e9)[1]
    actual = student.clip_by_global_norm(grads, room * norm)
    assert_close(actual, (grads, norm), names=("grads", "norm"), rtol=1e-12, atol=0.0)


@pytest.mark.points(1)
@pytest.mark.requires("test_clip_shortens", "test_clip_leaves_small_ones_alone")
@given(seed=seeds(), scale=sampled_from([0.0, 1.0, 1e25]))
@settings(max_examples=15)
def test_clip_float32(student, reference, seed, scale):
    """float32 stays float32, zeros stay zeros, and 1e25 can be clipped too

    The square of 1e25 does not fit into float32, but into float64.
    """
    grads = gradient_dict(seed, scale, np.float32)
    actual = student.clip_by_global_norm(grads, 2.0)
    expected = reference.clip_by_global_norm(grads, 2.0)
    assert_close(actual, expected, names=("grads", "norm"), rtol=1e-5, atol=1e-7)


# ---------------------------------------------------------------------------- the loss of a sequence


def loss_case(seed, n, t, v, dtype=np.float64):
    """Logits, targets and a mask of sequences that end at different times."""
    rng = np.random.default_rng(seed)
    mask = np.arange(t) < rng.integers(1, t + 1, (n, 1))
    targets = np.where(mask, rng.integers(0, v, (n, t)), rng.choice([-100, 0, v - 1, v + 3]))
    return tenths(rng, n, t, v, dtype=dtype), targets, mask


LOSS_SIZES = st.lists(integers(2, 6), min_size=3, max_size=3, unique=True)
LOSS_NAMES = ("loss", "dlogits")


@pytest.mark.practice
@pytest.mark.points(1)
@given(v=integers(2, 60), n=integers(1, 3), t=integers(1, 4))
@settings(max_examples=15)
def test_sequence_loss_of_a_guess(student, n, t, v):
    """Logits of zeros cost ln V

    A model that knows nothing gives each of V characters the probability 1/V. For 40 characters
    that is 3.689, whatever the number of sequences and steps.
    """
    targets = np.arange(n * t).reshape(n, t) % v
    loss, _ = student.sequence_loss(np.zeros((n, t, v)), targets, np.ones((n, t), bool))
    assert_close(loss, float(np.log(v)), what="the loss")


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_sequence_loss_of_a_guess")
@given(seed=seeds(), sizes=LOSS_SIZES)
@settings(max_examples=30)
def test_sequence_loss_whole(student, reference, seed, sizes):
    """Loss and gradient where every position counts

    A mean over all N·T positions. Its gradient is that of softmax and cross-entropy in one: p minus 1 at
    the target, over the number of positions.
    """
    logits, targets, _ = loss_case(seed, *sizes)
    targets, mask = targets.clip(0, sizes[2] - 1), np.ones(targets.shape, bool)
    actual = student.sequence_loss(logits, targets, mask)
    assert_close(actual, reference.sequence_loss(logits, targets, mask), names=LOSS_NAMES)


@pytest.mark.points(2)
@pytest.mark.requires("test_sequence_loss_whole")
@given(seed=seeds(), sizes=LOSS_SIZES)
@settings(max_examples=40)
def test_sequence_loss_masked(student, reference, seed, sizes):
    """Padded positions have no part in the loss, its mean or its gradient

    Divide by the number of positions that count. A target at a padded position may be -100 or
    larger than V: do not look it up.
    """
    logits, targets, mask = loss_case(seed, *sizes)
    actual = student.sequence_loss(logits, targets, mask)
    expected = reference.sequence_loss(logits, targets, mask)
    assert_close(actual, expected, names=LOSS_NAMES)
    assert not np.any(actual[1][~mask]), "A padded position got a gradient."


@pytest.mark.points(1)
@pytest.mark.requires("test_sequence_loss_masked")
@given(seed=seeds(), single=booleans())
@settings(max_examples=15)
def test_sequence_loss_large(student, reference, seed, single):
    """Finite for logits in the thousands, and float32 stays float32

    You solved this in the module on softmax: what may be subtracted from each row?
    """
    logits, targets, mask = loss_case(seed, 2, 3, 4)
    logits = (logits * 1000).astype(np.float32 if single else np.float64)
    actual = student.sequence_loss(logits, targets, mask)
    expected = reference.sequence_loss(logits.astype(np.float64), targets, mask)
    tolerance = {"rtol": 1e-5, "atol": 1e-5} if single else {}
    assert_close(actual[0], expected[0], what="loss", **tolerance)
    assert_close(actual[1], expected[1], what="dlogits", dtype=logits.dtype, **tolerance)


# ---------------------------------------------------------------------------- the bigram


@pytest.mark.practice
@pytest.mark.points(1)
@given(seed=seeds(), size=integers(2, 5), lengths=st.tuples(integers(2, 12), integers(2, 9)))
@settings(max_examples=30)
def test_bigram_loss(student, reference, seed, size, lengths):
    """The loss of a model that remembers one character

    Count pairs of neighbours in the first text, add 1 to each count, divide by the sum of the row. Then
    take the mean of -ln p over the pairs of the second text.
    """
    rng = np.random.default_rng(seed)
    train, valid = (rng.integers(0, size, length) for length in lengths)
    actual = student.bigram_loss(train, valid, size)
    assert_close(actual, reference.bigram_loss(train, valid, size), what="the loss")


# ---------------------------------------------------------------------------- the LSTM by hand


def lstm_layer(seed, sizes, dtype=np.float64):
    """x, h0, c0, wx, wh, b of an LSTM."""
    x, h0, wx, wh, b = layer(seed, sizes, gates=4, dtype=dtype)
    c0 = tenths(np.random.default_rng(seed + 2), *h0.shape, dtype=dtype)
    return x, h0, c0, wx, wh, b


@pytest.mark.practice
@pytest.mark.points(1)
@given(gate=sampled_from(["input", "forget", "cell", "output"]), value=sampled_from([-1.0, 1.0]))
def test_lstm_gates(student, reference, gate, value):
    """The gates lie in the order input, forget, cell, output

    Here all weights are 0 and only one block of the bias differs from 0. Which block is which?
    """
    h = 2
    zeros, b = np.zeros((1, h)), np.zeros(4 * h)
    place = ("input", "forget", "cell", "output").index(gate)
    b[place * h : (place + 1) * h] = value
    if gate != "cell":
        b[2 * h : 3 * h] = 0.5
    arguments = (zeros, zeros, zeros + 2, np.zeros((h, 4 * h)), np.zeros((h, 4 * h)), b)
    assert_close(student.lstm_step(*arguments), reference.lstm_step(*arguments), names=("h", "c"))


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_lstm_gates")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=40)
def test_lstm_step(student, reference, seed, sizes):
    """One step of an LSTM: forget, write, read

    Three gates go through the sigmoid, the new content through tanh. The new h reads the NEW cell.
    """
    x, *rest = lstm_layer(seed, sizes)
    actual = student.lstm_step(x[:, 0], *rest)
    assert_close(actual, reference.lstm_step(x[:, 0], *rest), names=("h", "c"))


@pytest.mark.points(1)
@pytest.mark.requires("test_lstm_step")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=10)
def test_lstm_keeps_its_cell(student, seed, sizes):
    """With the forget gate at 1 and the input gate at 0 the cell stays for ever

    That is what an LSTM has and a plain recurrent layer has not: a way for a number through time that
    nothing multiplies.
    """
    n, _, d, h = sizes
    x, h0, c0, wx, wh, b = lstm_layer(seed, (n, 1, d, h))
    wx[:, : 2 * h], wh[:, : 2 * h] = 0.0, 0.0
    b[:h], b[h : 2 * h] = -1000.0, 1000.0
    state = (h0, c0)
    for _ in range(30):
        state = student.lstm_step(x[:, 0], *map(np.array, state), wx, wh, b)
    assert_close(state[1], c0, what="the cell after 30 steps", rtol=0.0, atol=1e-12)


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_lstm_step")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=30)
def test_lstm_forward(student, reference, seed, sizes):
    """An LSTM over whole sequences: all hidden states and all cells

    Two things are handed from step to step. A sequence of one step is a step.
    """
    arguments = lstm_layer(seed, sizes)
    actual = student.lstm_forward(*arguments)
    assert_close(actual, reference.lstm_forward(*arguments), names=("h", "c"))


@pytest.mark.points(1)
@pytest.mark.requires("test_lstm_forward")
@given(seed=seeds(), sizes=SIZES, cut=integers(1, 3))
@settings(max_examples=15)
def test_lstm_forward_in_two_parts(student, reference, seed, sizes, cut):
    """Read in two parts, with h and c carried over, it equals the whole"""
    n, _, d, h = sizes
    x, h0, c0, *weights = lstm_layer(seed, (n, cut + 2, d, h))
    first = student.lstm_forward(x[:, :cut].copy(), h0, c0, *weights)
    last = [np.ascontiguousarray(part[:, -1]) for part in first]
    second = student.lstm_forward(x[:, cut:].copy(), *last, *weights)
    expected = reference.lstm_forward(x, h0, c0, *weights)
    for name, a, b, whole in zip(("h", "c"), first, second, expected, strict=True):
        assert_close(np.concatenate([a, b], axis=1), whole, what=name)


@pytest.mark.points(1)
@pytest.mark.requires("test_lstm_forward")
@given(seed=seeds(), sizes=SIZES)
@settings(max_examples=15)
def test_lstm_float32(student, reference, seed, sizes):
    """float32 stays float32, also for gates that are wide open

    exp(1000) is too large for a float. What do you divide by then?
    """
    arguments = lstm_layer(seed, sizes, np.float32)
    arguments[-1][::2] = 1000.0
    arguments[-1][1::3] = -1000.0
    actual = student.lstm_forward(*arguments)
    expected = reference.lstm_forward(*wide(arguments))
    bound = error_bound(10.0 + sizes[1], sizes[1] * (sizes[2] + sizes[3] + 2), np.float32)
    assert_close(actual, expected, dtype=np.float32, bound=bound, names=("h", "c"))


# ---------------------------------------------------------------------------- counting


COUNTED = given(
    # Sizes of 1 would let different mistakes come out alike.
    d=integers(2, 300),
    h=integers(3, 300),
    biases=sampled_from(["the default", 0, 1, 2]),
)


def counted(d, h, biases):
    """Positional and keyword arguments; the default number of biases is left out."""
    return (d, h), {} if biases == "the default" else {"biases": biases}


@pytest.mark.practice
@pytest.mark.points(1)
@COUNTED
@settings(max_examples=20)
def test_rnn_parameters(student, reference, d, h, biases):
    """The number of parameters of a recurrent layer

    With 10 inputs and 20 hidden units: 620, and 640 with two biases, as PyTorch has them. One set of weights
    serves all steps.
    """
    sizes, options = counted(d, h, biases)
    assert_close(student.rnn_params(*sizes, **options), reference.rnn_params(*sizes, **options))


@pytest.mark.practice
@pytest.mark.points(1)
@COUNTED
@settings(max_examples=20)
def test_lstm_parameters(student, reference, d, h, biases):
    """The number of parameters of an LSTM

    With 10 inputs and 20 hidden units: 2,480, and 2,560 with two biases. Each gate has weights and biases of its own.
    """
    sizes, options = counted(d, h, biases)
    assert_close(student.lstm_params(*sizes, **options), reference.lstm_params(*sizes, **options))


@pytest.mark.practice
@pytest.mark.points(1)
@COUNTED
@settings(max_examples=20)
def test_gru_parameters(student, reference, d, h, biases):
    """The number of parameters of a GRU

    With 10 inputs and 20 hidden units: 1,860, and 1,920 with two biases. How many gates and candidates are there?
    """
    sizes, options = counted(d, h, biases)
    assert_close(student.gru_params(*sizes, **options), reference.gru_params(*sizes, **options))
