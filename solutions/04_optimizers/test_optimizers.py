"""Hidden checks for 04_optimizers."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import floats, integers, sampled_from

from grader.testing import arrays, assert_close, error_bound, seeds

# One set of options for each optimizer, for the checks that ask the same of all of them.
OPTIONS = {
    "SGD": {"lr": 0.1},
    "Momentum": {"lr": 0.1},
    "HeavyBall": {"lr": 0.1},
    "Adagrad": {"lr": 0.1},
    "RMSProp": {"lr": 0.1},
    "AdaDelta": {},
    "Adam": {"lr": 0.1},
    "AdamW": {"lr": 0.1, "weight_decay": 0.5},
}
NAMES = list(OPTIONS)
# The arguments of each constructor in the stub's order, none at its default.
BY_POSITION = {
    "SGD": [0.5],
    "Momentum": [0.5, 0.7],
    "HeavyBall": [0.5, 0.7, True],
    "Adagrad": [0.5, 0.3],
    "RMSProp": [0.5, 0.7, 0.3],
    "AdaDelta": [0.7, 0.3, 0.5],
    "Adam": [0.5, 0.7, 0.8, 0.3],
    "AdamW": [0.5, 0.7, 0.8, 0.3, 0.2],
}
EVERY_ONE = pytest.mark.parametrize("name", NAMES)
RATES = sampled_from([0.1, 0.5, 1.0])
BETAS = sampled_from([0.9, 0.5, 0.0])


def tenths(rng, shape):
    """Values from -3 to 3 with one decimal."""
    return rng.integers(-30, 31, shape) / 10


@st.composite
def runs(draw, max_steps=20):
    """Draw the start of one parameter "w" and a list of its gradients, one a step.

    There are two steps at least: many mistakes look alike after the first one.
    """
    shape = (draw(integers(1, 3)), draw(integers(1, 3)))
    steps = draw(integers(2, max_steps))
    rng = np.random.default_rng(draw(seeds()))
    return {"w": tenths(rng, shape)}, [{"w": tenths(rng, shape)} for _ in range(steps)]


def compare_runs(student, reference, name, options, run):
    """Compare the parameters after every step of one run."""
    params, grads = run
    assert_close(
        student.harness.run(name, options, params, grads),
        reference.harness.run(name, options, params, grads),
        what="the parameters after each step",
    )


def compare_first(student, reference, name, options, grad):
    """Compare how far the first step goes from 0 for one gradient."""
    params, grads = {"w": np.zeros_like(grad)}, {"w": grad}
    expected = reference.harness.run(name, options, params, [grads])[0]["w"]
    assert_close(
        getattr(student, name)(**options).step(params, grads)["w"],
        expected,
        what="the first step from 0",
        bound=1e-9 * np.abs(expected),
    )


# --- gradient descent -----------------------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
@given(p=arrays((integers(1, 3), integers(1, 3))), seed=seeds(), lr=RATES)
def test_sgd_step(student, reference, p, seed, lr):
    """SGD steps against the gradient.

    The gradient points up the slope, and we want to go down.
    """
    params, grads = {"w": p}, {"w": tenths(np.random.default_rng(seed), p.shape)}
    assert_close(student.SGD(lr).step(params, grads), reference.SGD(lr).step(params, grads))


@pytest.mark.practice
@pytest.mark.points(1)
@pytest.mark.requires("test_sgd_step")
@settings(max_examples=20)
@given(factor=sampled_from([0.5, 1.0, 1.9, 2.1]), curvature=sampled_from([1.0, 10.0]))
def test_sgd_on_a_bowl(student, reference, factor, curvature):
    """SGD reaches the bottom of a bowl exactly when lr is below 2 / curvature.

    Each step multiplies the distance to the bottom by 1 - lr * curvature.
    """
    start = np.array([1.0, -2.0])
    lr = factor / curvature
    path = student.harness.descend("SGD", {"lr": lr}, start, np.full(2, curvature), 10)
    assert_close(
        path,
        [(1 - lr * curvature) ** t * start for t in range(11)],
        what="the positions",
        atol=1e-12,
    )


# --- momentum -------------------------------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
def test_momentum_by_hand(student, reference):
    """Momentum averages: the worked example 1, 0.98, 0.942 comes out.

    Write down m after the first and after the second step, by hand.
    """
    opt, grads = student.Momentum(0.1, 0.9), {"w": np.array([2.0])}
    one = opt.step({"w": np.array([1.0])}, grads)
    two = opt.step(one, grads)
    assert_close(one, {"w": np.array([0.98])}, what="the parameters after step 1")
    assert_close(two, {"w": np.array([0.942])}, what="the parameters after step 2")


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    run=runs(),
    options=st.one_of(
        st.fixed_dictionaries({"lr": RATES}),
        st.fixed_dictionaries({"lr": RATES, "beta": BETAS}),
    ),
)
def test_momentum_run(student, reference, run, options):
    """Momentum keeps its average through many steps.

    The new average is a mixture of the old one and the gradient; the shares add up to 1.
    """
    compare_runs(student, reference, "Momentum", options, run)


@pytest.mark.practice
@pytest.mark.points(2)
@given(
    run=runs(),
    options=st.one_of(
        st.fixed_dictionaries({"lr": RATES}),
        st.fixed_dictionaries({"lr": RATES, "momentum": BETAS}),
    ),
)
def test_heavy_ball_run(student, reference, run, options):
    """HeavyBall sums its velocity through many steps.

    The gradient enters the velocity with its full size; only the old velocity is scaled.
    """
    compare_runs(student, reference, "HeavyBall", options, run)


@pytest.mark.points(1)
@pytest.mark.requires("test_heavy_ball_run")
@given(
    run=runs(),
    options=st.one_of(
        st.fixed_dictionaries({"lr": RATES}),
        st.fixed_dictionaries({"lr": RATES, "momentum": BETAS}),
    ),
)
def test_nesterov_run(student, reference, run, options):
    """HeavyBall with nesterov=True looks one step ahead.

    Update the velocity first. Then the direction uses the gradient and the NEW velocity.
    """
    compare_runs(student, reference, "HeavyBall", {**options, "nesterov": True}, run)


# --- a step size for each number ------------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(2)
@given(run=runs(), lr=RATES)
def test_adagrad_run(student, reference, run, lr):
    """Adagrad divides by the root of all squared gradients so far.

    With a constant gradient the steps are lr, lr / sqrt(2), lr / sqrt(3) and so on.
    """
    compare_runs(student, reference, "Adagrad", {"lr": lr}, run)


@pytest.mark.points(1)
@given(
    grad=arrays((integers(1, 3),)),
    scale=sampled_from([1.0, 1e-10, 1e-9]),
    options=sampled_from([{"lr": 1.0}, {"lr": 0.5, "eps": 0.5}, {"lr": 1.0, "eps": 1e-3}]),
)
def test_adagrad_eps(student, reference, grad, scale, options):
    """Adagrad adds eps to the root, also when gradients are tiny.

    Where does eps stand, inside the square root or outside? And what is its default?
    """
    compare_first(student, reference, "Adagrad", options, grad * scale)


@pytest.mark.practice
@pytest.mark.points(2)
@given(
    run=runs(),
    options=st.one_of(
        st.fixed_dictionaries({"lr": RATES}),
        st.fixed_dictionaries({"lr": RATES, "beta": BETAS}),
    ),
)
def test_rmsprop_run(student, reference, run, options):
    """RMSProp divides by the root of an average of squared gradients.

    No bias correction here: the first step is as long as the small first average makes it.
    """
    compare_runs(student, reference, "RMSProp", options, run)


@pytest.mark.points(1)
@given(
    grad=arrays((integers(1, 3),)),
    scale=sampled_from([1.0, 1e-8, 1e-7]),
    options=sampled_from([{"lr": 1.0}, {"lr": 0.5, "eps": 0.5}, {"lr": 1.0, "eps": 1e-3}]),
)
def test_rmsprop_eps(student, reference, grad, scale, options):
    """RMSProp adds eps to the root, also when gradients are tiny.

    Where does eps stand, inside the square root or outside? And what is its default?
    """
    compare_first(student, reference, "RMSProp", options, grad * scale)


@pytest.mark.practice
@pytest.mark.points(2)
@given(
    run=runs(),
    options=st.one_of(
        sampled_from([{}, {"eps": 0.1}]),
        st.fixed_dictionaries({"rho": BETAS, "eps": sampled_from([0.1, 1e-3]), "lr": RATES}),
    ),
)
def test_adadelta_run(student, reference, run, options):
    """AdaDelta scales each step by the size of its earlier steps.

    Two averages: one of squared gradients, one of squared steps. The step uses the OLD average of
    steps, and only then is that average brought up to date.
    """
    compare_runs(student, reference, "AdaDelta", options, run)


@pytest.mark.points(1)
@given(
    grad=arrays((integers(1, 3),)),
    scale=sampled_from([1.0, 1e-3, 1e-2]),
    options=sampled_from([{}, {"eps": 0.5}, {"eps": 1e-3, "rho": 0.5}]),
)
def test_adadelta_eps(student, reference, grad, scale, options):
    """AdaDelta adds eps inside both roots.

    Among the optimizers here AdaDelta is the exception. And what is the default of eps?
    """
    compare_first(student, reference, "AdaDelta", options, grad * scale)


# --- Adam -----------------------------------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
@given(grad=arrays((integers(1, 4),)), scale=sampled_from([1.0, 1e-3, 1e3]), lr=RATES)
def test_adam_first_step(student, reference, grad, scale, lr):
    """Adam's first step is about lr, whatever the size of the gradient.

    After one step both corrected averages hold one gradient and nothing else.
    """
    grad = grad * scale
    new = student.Adam(lr=lr).step({"w": np.zeros_like(grad)}, {"w": grad})
    assert_close(new, {"w": -lr * np.sign(grad)}, what="the first step from 0", rtol=0, atol=1e-3)


@pytest.mark.practice
@pytest.mark.points(3)
@given(
    run=runs(),
    options=st.one_of(
        sampled_from([{}, {"lr": 0.1}]),
        st.fixed_dictionaries(
            {"lr": RATES, "beta1": BETAS, "beta2": sampled_from([0.99, 0.5, 0.9])}
        ),
    ),
)
def test_adam_run(student, reference, run, options):
    """Adam corrects both averages at every step.

    Which power belongs into the correction at step 2? What does the memory keep: the average, or
    the corrected average?
    """
    compare_runs(student, reference, "Adam", options, run)


@pytest.mark.points(1)
@given(
    grad=arrays((integers(1, 3),)),
    scale=sampled_from([1.0, 1e-8, 1e-7]),
    options=sampled_from([{"lr": 1.0}, {}, {"lr": 0.5, "eps": 0.5}, {"lr": 1.0, "eps": 1e-3}]),
)
def test_adam_eps(student, reference, grad, scale, options):
    """Adam adds eps to the root of the corrected average.

    Where does eps stand, inside the square root or outside? And what is its default?
    """
    compare_first(student, reference, "Adam", options, grad * scale)


@pytest.mark.points(1)
@pytest.mark.requires("test_adam_run")
@settings(max_examples=20)
@given(seed=seeds(), steps=integers(1, 10), scale=sampled_from([10.0, 1000.0, 0.1]))
def test_adam_ignores_scale(student, reference, seed, steps, scale):
    """Gradients ten times as large barely change Adam's path.

    The first average grows by the factor, and so does the root of the second.
    """
    rng = np.random.default_rng(seed)
    params = {"w": tenths(rng, (3,))}
    grads = [{"w": rng.choice([-1.0, 1.0], 3) * rng.integers(5, 31, 3) / 10} for _ in range(steps)]
    scaled = [{"w": scale * g["w"]} for g in grads]
    plain = student.harness.run("Adam", {"lr": 0.1}, params, grads)
    assert_close(
        student.harness.run("Adam", {"lr": 0.1}, params, scaled),
        plain,
        what="the path with scaled gradients",
        rtol=0,
        atol=1e-5,
    )


@pytest.mark.practice
@pytest.mark.points(2)
@pytest.mark.requires("test_adam_run")
@given(
    run=runs(),
    scale=sampled_from([1.0, 1e-8]),
    options=st.one_of(
        sampled_from([{}, {"lr": 0.1}, {"eps": 0.5}]),
        st.fixed_dictionaries(
            {
                "lr": RATES,
                "beta1": BETAS,
                "beta2": sampled_from([0.99, 0.5]),
                "eps": sampled_from([1e-8, 0.5]),
                "weight_decay": sampled_from([0.01, 0.5, 0.0]),
            }
        ),
    ),
)
def test_adamw_run(student, reference, run, scale, options):
    """AdamW shrinks the weights beside the Adam step.

    The decay never passes through the averages, and it comes before the step. Gradients may be as
    tiny as eps.
    """
    params, grads = run
    scaled = [{"w": scale * g["w"]} for g in grads]
    compare_runs(student, reference, "AdamW", options, (params, scaled))


@pytest.mark.points(1)
@given(
    p=arrays((integers(1, 3),)),
    scale=sampled_from([1.0, 1e-8]),
    options=sampled_from([{}, {"lr": 0.1}, {"lr": 0.5, "weight_decay": 0.1}]),
)
def test_adamw_decay_alone(student, reference, p, scale, options):
    """With a zero gradient AdamW only shrinks the weights, by lr * weight_decay.

    With no gradient Adam itself stands still. What is left is the decay.
    """
    lr, decay = options.get("lr", 1e-3), options.get("weight_decay", 1e-2)
    p = p * scale
    assert_close(
        student.AdamW(**options).step({"w": p}, {"w": np.zeros_like(p)}),
        {"w": (1 - lr * decay) * p},
        bound=1e-9 * np.abs(p) + 1e-30,
    )


# --- what holds for every optimizer ---------------------------------------------------------------
# These checks compare a learner's optimizer with itself, so that one wrong formula above does not
# fail all of them. `sane` first asks for the right kind of result, and for any movement at all.


def make(student, name):
    """A new optimizer of the learner's."""
    return getattr(student, name)(**OPTIONS[name])


def sane(new, params, what):
    """Ask that `new` has the kinds and shapes of `params`, is finite, and has moved from them."""
    assert_close(new, params, what=what, bound=np.inf)
    for key, old in params.items():
        assert not old.size or np.any(new[key] != old), f"{what} [{key!r}] should have moved."


def slopes(rng, shape):
    """Gradients of one decimal, of either sign, none of them 0."""
    return rng.integers(1, 31, shape) / 10 * rng.choice([-1, 1], shape)


@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=6)
@given(seed=seeds())
def test_arguments_by_position(student, reference, name, seed):
    """Arguments without their names come in the order of the stub.

    Compare the order of your constructor's parameters with the stub's.
    """
    rng = np.random.default_rng(seed)
    start, grads = {"w": tenths(rng, (2,))}, [{"w": slopes(rng, (2,))} for _ in range(3)]
    opt, own = (getattr(module, name)(*BY_POSITION[name]) for module in (student, reference))
    yours = ours = start
    for step, grad in enumerate(grads, start=1):
        yours, ours = opt.step(yours, grad), own.step(ours, grad)
        assert_close(yours, ours, what=f"the parameters of {name} after step {step}")


@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=6)
@given(seed=seeds(), steps=integers(1, 3))
def test_memory_by_parameter(student, name, seed, steps):
    """Every parameter has a memory of its own.

    Stepping four parameters together must give what stepping each alone gives. What one parameter
    went through must not move another one.
    """
    shapes = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (3,)}
    rng = np.random.default_rng(seed)
    together, alone = make(student, name), {key: make(student, name) for key in shapes}
    params = {key: tenths(rng, shape) for key, shape in shapes.items()}
    for step in range(1, steps + 1):
        grads = {key: slopes(rng, shape) for key, shape in shapes.items()}
        what = f"the parameters of {name} after step {step}"
        new, apart = together.step(params, grads), {}
        sane(new, params, what)
        for key, optimizer in alone.items():
            part = optimizer.step({key: params[key]}, {key: grads[key]})
            sane(part, {key: params[key]}, what)
            apart |= part
        assert_close(new, apart, what=what)
        params = apart


@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=6)
@given(seed=seeds())
def test_order_of_keys(student, name, seed):
    """Another order of the keys changes nothing.

    Memories and gradients are found by name, never by position.
    """
    rng = np.random.default_rng(seed)
    params = {key: tenths(rng, (2,)) for key in "abc"}
    opt, sorted_opt = make(student, name), make(student, name)
    for step, order in enumerate(["abc", "cab", "bca"], start=1):
        grads = {key: slopes(rng, (2,)) for key in "abc"}
        what = f"the parameters of {name} after step {step}, with the keys in another order"
        expected = sorted_opt.step({key: params[key] for key in "abc"}, grads)
        sane(expected, params, what)
        new = opt.step(
            {key: params[key] for key in order},
            {key: grads[key] for key in reversed(order)},
        )
        assert_close(new, expected, what=what)
        params = expected


@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=6)
@given(seed=seeds())
def test_two_optimizers(student, name, seed):
    """Two optimizers do not share their memory.

    A dict written in the class body belongs to all objects of the class.
    """
    rng = np.random.default_rng(seed)
    params, grads = {"w": tenths(rng, (2,))}, {"w": slopes(rng, (2,))}
    what = f"the first step of a new {name}"
    first, second = make(student, name), make(student, name)
    expected = first.step(params, grads)
    sane(expected, params, what)
    first.step(expected, {"w": slopes(rng, (2,))})
    assert_close(second.step(params, grads), expected, what=what + ", after another one ran")


@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=6)
@given(seed=seeds())
def test_parameters_from_outside(student, name, seed):
    """Each step starts from the parameters it is given.

    Between two steps somebody may have loaded other weights. Do you remember old ones?
    """
    rng = np.random.default_rng(seed)
    grads = [{"w": slopes(rng, (2,))} for _ in range(2)]
    loaded = {"w": tenths(rng, (2,))}
    results = []
    for start in (np.array([1.0, -2.0]), np.array([-0.5, 3.0])):
        opt = make(student, name)
        opt.step({"w": start}, grads[0])
        results.append(opt.step(loaded, grads[1]))
        sane(results[-1], loaded, f"the second step of {name}")
    assert_close(
        results[1],
        results[0],
        what=f"step 2 of {name}, with the same weights loaded before it in two runs, which",
    )


@pytest.mark.points(1)
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name != "AdamW"]
)  # whose weights shrink
@settings(max_examples=6)
@given(p=arrays((integers(1, 3), integers(1, 3))))
def test_zero_gradient(student, name, p):
    """A gradient of zero moves nothing and divides by nothing.

    0 / 0 is nan. Which part of the formula prevents it?
    """
    params, grads = {"w": p}, {"w": np.zeros_like(p)}
    new = make(student, name).step(params, grads)
    assert_close(new, params, what=f"the parameters of {name} after a gradient of zero")


@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=6)
@given(seed=seeds())
def test_results_stay(student, name, seed):
    """Parameters handed out earlier stay as they were.

    Return new arrays, never a buffer that the next step writes into. And a memory that is the
    caller's gradient array itself must not be changed in place.
    """
    rng = np.random.default_rng(seed)
    params = {"w": tenths(rng, (2,))}
    grads = [{"w": slopes(rng, (2,))} for _ in range(3)]
    early, late, held = student.harness.handed_out(name, OPTIONS[name], params, grads)
    sane(early[0], params, f"the parameters of {name} after step 1")
    assert_close(late, early, what=f"what {name} returned, read at the end")
    assert_close(held, grads, what=f"the gradients {name} was given, read at the end")


@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=6)
@given(seed=seeds(), steps=integers(1, 5))
def test_float32(student, name, seed, steps):
    """float32 parameters stay float32.

    Of which dtype are your memories when they start?
    """
    rng = np.random.default_rng(seed)
    start = {"w": tenths(rng, (3,)).astype(np.float32)}
    rows = rng.integers(5, 31, (steps, 3)) / 10 * rng.choice([-1, 1], (steps, 3))
    grads = [{"w": row.astype(np.float32)} for row in rows]
    what = f"the parameters of {name} after step {steps}"
    wide = {"w": start["w"].astype(np.float64)}
    exact = student.harness.run(
        name, OPTIONS[name], wide, [{"w": g["w"].astype(np.float64)} for g in grads]
    )[-1]
    sane(exact, wide, what)
    assert_close(
        student.harness.run(name, OPTIONS[name], start, grads)[-1]["w"],
        exact["w"],
        what=what,
        dtype=np.float32,
        bound=error_bound(np.abs(exact["w"]) + 5, steps, np.float32),
    )


@pytest.mark.practice
@pytest.mark.points(1)
@EVERY_ONE
@settings(max_examples=8)
@given(
    shape=sampled_from([(1,), (0,), (2, 0), (1, 1), (2, 1, 3, 2)]),
    seed=seeds(),
)
def test_any_shape(student, name, shape, seed):
    """Parameters of any shape work, empty ones too.

    Only the numbers matter, not how they are arranged.
    """
    rng = np.random.default_rng(seed)
    params, grads = {"w": tenths(rng, shape)}, {"w": slopes(rng, shape)}
    flat_params, flat_grads = {"w": params["w"].ravel()}, {"w": grads["w"].ravel()}
    opt, flat_opt = make(student, name), make(student, name)
    for step in (1, 2):
        what = f"the parameters of {name} of shape {shape} after step {step}"
        new = opt.step(params, grads)
        sane(new, params, what)
        flat = flat_opt.step(flat_params, flat_grads)
        sane(flat, flat_params, what)
        assert_close(new["w"].ravel(), flat["w"], what=what)


# --- schedules ------------------------------------------------------------------------------------


@pytest.mark.practice
@pytest.mark.points(1)
@given(
    lr=RATES,
    rate=sampled_from([0.5, 0.9, 0.1]),
    step=integers(0, 60),
    decay_steps=integers(1, 20),
)
def test_exponential_decay(student, reference, lr, rate, step, decay_steps):
    """The rate falls by its factor in each decay_steps steps.

    Between two whole periods it falls smoothly: half a period is a factor of sqrt(rate).
    """
    assert_close(
        student.exponential_decay(lr, rate, step, decay_steps),
        reference.exponential_decay(lr, rate, step, decay_steps),
        rtol=1e-9,
        atol=0,
    )


@pytest.mark.points(1)
@given(
    lr=RATES,
    rate=sampled_from([0.5, 0.9, 0.1]),
    step=integers(0, 60),
    decay_steps=integers(1, 20),
)
def test_staircase(student, reference, lr, rate, step, decay_steps):
    """With staircase the rate falls only after whole periods.

    How many whole periods have passed at this step?
    """
    assert_close(
        student.exponential_decay(lr, rate, step, decay_steps, staircase=True),
        reference.exponential_decay(lr, rate, step, decay_steps, staircase=True),
        rtol=1e-9,
        atol=0,
    )


@pytest.mark.practice
@pytest.mark.points(1)
@given(lr=RATES, warmup=integers(1, 20), part=floats(0, 1, width=16), rest=integers(1, 50))
def test_warmup(student, reference, lr, warmup, part, rest):
    """The warm-up rises in a straight line from 0 and reaches lr at step warmup.

    At step 0 the rate is 0, at half the warm-up it is half of lr.
    """
    step = round(part * warmup)
    assert_close(
        student.warmup_cosine(lr, step, warmup, warmup + rest), lr * step / warmup, atol=1e-12
    )


@pytest.mark.points(1)
@given(lr=RATES, warmup=integers(0, 20), after=integers(0, 50), rest=integers(1, 50))
def test_cosine(student, reference, lr, warmup, after, rest):
    """After the warm-up the rate follows half a cosine wave.

    The wave starts where the warm-up ends: which fraction of the way from there to total is done?
    Without a warm-up it starts at step 0.
    """
    step, total = warmup + after, warmup + after + rest
    assert_close(
        student.warmup_cosine(lr, step, warmup, total),
        reference.warmup_cosine(lr, step, warmup, total),
        rtol=1e-9,
        atol=1e-12,
    )


@pytest.mark.points(1)
@given(lr=RATES, warmup=integers(0, 20), length=integers(0, 30), beyond=integers(0, 40))
def test_zero_at_the_end(student, reference, lr, warmup, length, beyond):
    """From step total on the rate is 0.

    A cosine would rise again after total. And a wave of length 0 must not divide by 0.
    """
    total = warmup + length
    assert_close(student.warmup_cosine(lr, total + beyond, warmup, total), 0.0, atol=1e-12)
