"""Runs of several steps beside the learner's code. Holds no secret."""

import copy


def run(module, name, options, params, grads):
    """Return the parameters after each step of the optimizer `name`, copied as they come."""
    optimizer = getattr(module, name)(**options)
    history = []
    for step_grads in grads:
        params = optimizer.step(params, step_grads)
        history.append(copy.deepcopy(params))
    return history


def handed_out(module, name, options, params, grads):
    """Return the dicts a run handed out, copied at once and read after the last step; and the grads.

    The gradients returned are those the optimizer was given, read after the last step.
    """
    optimizer = getattr(module, name)(**options)
    held = [{key: value.copy() for key, value in step_grads.items()} for step_grads in grads]
    early, late = [], []
    for step_grads in held:
        params = optimizer.step(params, step_grads)
        early.append(copy.deepcopy(params))
        late.append(params)
    return early, late, held


def descend(module, name, options, x, curvature, steps):
    """Return the positions of a run on f(x) = sum(curvature * x ** 2) / 2, the start first."""
    optimizer = getattr(module, name)(**options)
    positions = [x.copy()]
    for _ in range(steps):
        x = optimizer.step({"x": x}, {"x": curvature * x})["x"]
        positions.append(copy.deepcopy(x))
    return positions
