"""Optimizers: from a gradient to the next parameters.

Every optimizer here is a small object with one method,

    new_params = optimizer.step(params, grads)

`params` and `grads` are dicts that map a name to an array. At every step both hold the same names,
and the arrays of one name have the same shape and the same float dtype. `step` returns a new dict
with new arrays of that dtype and leaves `params` and `grads` as they are.

What an optimizer remembers from one step to the next (its state) stays inside the object, one array
for each parameter, found by the parameter's NAME: another order of the keys changes nothing. All
memories start at zero. The state belongs to one object: two optimizers know nothing of each other.
The parameters themselves are not part of the state: always start from the `params` you are given.

In the formulas `p` is a parameter, `g` its gradient, and all operations are elementwise.
Conventions: `eps` is added outside the square root, as PyTorch does, except in AdaDelta, where it is
inside. The averaging form of momentum is `Momentum`, PyTorch's summing form is `HeavyBall`.
"""

import math

import numpy as np

Arrays = dict[str, np.ndarray]


class SGD:
    """Plain gradient descent: `p <- p - lr * g`."""

    def __init__(self, lr: float):
        """Keep the learning rate `lr`."""
        raise NotImplementedError("SGD.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step against the gradient.

        >>> import numpy as np
        >>> SGD(lr=0.1).step({"w": np.array([1.0, 2.0])}, {"w": np.array([2.0, -5.0])})
        {'w': array([0.8, 2.5])}
        """
        raise NotImplementedError("SGD.step is yours to write")


class Momentum:
    """Descent along a moving average of the gradients (the EMA form of momentum).

        m <- beta * m + (1 - beta) * g        m starts at 0
        p <- p - lr * m

    There is no bias correction: the first step is only `(1 - beta)` times SGD's.
    Source: Polyak (1964), in the averaging form of Kingma and Ba (2015).
    """

    def __init__(self, lr: float, beta: float = 0.9):
        """Keep the learning rate and `beta`, the share of the old average that is kept."""
        raise NotImplementedError("Momentum.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step.

        >>> import numpy as np
        >>> opt, g = Momentum(lr=0.1, beta=0.9), {"w": np.array([2.0])}
        >>> one = opt.step({"w": np.array([1.0])}, g)
        >>> two = opt.step(one, g)
        >>> one["w"].round(6), two["w"].round(6)
        (array([0.98]), array([0.942]))
        """
        raise NotImplementedError("Momentum.step is yours to write")


class HeavyBall:
    """Descent with a velocity that sums old gradients, as `torch.optim.SGD(momentum=...)`.

        v <- momentum * v + g                 v starts at 0
        p <- p - lr * v                       or, with nesterov=True,
        p <- p - lr * (g + momentum * v)      with the new v

    Sources: Polyak (1964); Nesterov (1983), in the form of Sutskever et al. (2013) that PyTorch uses.
    """

    def __init__(self, lr: float, momentum: float = 0.9, nesterov: bool = False):
        """Keep the learning rate, the factor on the old velocity, and which form to use."""
        raise NotImplementedError("HeavyBall.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step.

        >>> import numpy as np
        >>> opt, g = HeavyBall(lr=0.1), {"w": np.array([2.0])}
        >>> one = opt.step({"w": np.array([1.0])}, g)
        >>> two = opt.step(one, g)
        >>> one["w"].round(6), two["w"].round(6)
        (array([0.8]), array([0.42]))
        >>> HeavyBall(lr=0.1, nesterov=True).step({"w": np.array([1.0])}, g)["w"].round(6)
        array([0.62])
        """
        raise NotImplementedError("HeavyBall.step is yours to write")


class Adagrad:
    """A step size for each number, divided by the root of all its squared gradients so far.

        s <- s + g ** 2                       s starts at 0
        p <- p - lr * g / (sqrt(s) + eps)

    Source: Duchi, Hazan and Singer (2011).
    """

    def __init__(self, lr: float, eps: float = 1e-10):
        """Keep the learning rate and `eps`."""
        raise NotImplementedError("Adagrad.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step.

        >>> import numpy as np
        >>> opt, g = Adagrad(lr=0.1), {"w": np.array([2.0])}
        >>> one = opt.step({"w": np.array([1.0])}, g)
        >>> two = opt.step(one, g)
        >>> one["w"].round(6), two["w"].round(6)
        (array([0.9]), array([0.829289]))
        """
        raise NotImplementedError("Adagrad.step is yours to write")


class RMSProp:
    """Adagrad that forgets: a moving average of the squared gradients in place of their sum.

        v <- beta * v + (1 - beta) * g ** 2   v starts at 0
        p <- p - lr * g / (sqrt(v) + eps)

    There is no bias correction, so the first step is long: about `lr / sqrt(1 - beta)`.
    Source: Tieleman and Hinton (2012), lecture 6.5 of "Neural Networks for Machine Learning".
    """

    def __init__(self, lr: float, beta: float = 0.99, eps: float = 1e-8):
        """Keep the learning rate, the share `beta` of the old average that is kept, and `eps`."""
        raise NotImplementedError("RMSProp.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step.

        >>> import numpy as np
        >>> opt, g = RMSProp(lr=0.1), {"w": np.array([2.0])}
        >>> one = opt.step({"w": np.array([3.0])}, g)
        >>> two = opt.step(one, g)
        >>> one["w"].round(6), two["w"].round(6)
        (array([2.]), array([1.291119]))
        """
        raise NotImplementedError("RMSProp.step is yours to write")


class AdaDelta:
    """Two moving averages: of the squared gradients, and of the squared steps taken so far.

        v <- rho * v + (1 - rho) * g ** 2             v starts at 0
        delta = sqrt(u + eps) / sqrt(v + eps) * g     u starts at 0: here the old u is used
        u <- rho * u + (1 - rho) * delta ** 2
        p <- p - lr * delta

    Here `eps` is INSIDE both roots: without it the first step, and so every step, would be 0.
    Source: Zeiler (2012), arXiv 1212.5701; the factor `lr` is PyTorch's addition.
    """

    def __init__(self, rho: float = 0.9, eps: float = 1e-6, lr: float = 1.0):
        """Keep the share `rho` of the old averages that is kept, `eps` and `lr`."""
        raise NotImplementedError("AdaDelta.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step.

        >>> import numpy as np
        >>> opt, g = AdaDelta(), {"w": np.array([2.0])}
        >>> one = opt.step({"w": np.array([1.0])}, g)
        >>> two = opt.step(one, g)
        >>> one["w"].round(6), two["w"].round(6)
        (array([0.996838]), array([0.993593]))
        """
        raise NotImplementedError("AdaDelta.step is yours to write")


class Adam:
    """Momentum for the direction, RMSProp for the step size, both corrected for their start at 0.

        t <- t + 1                            t starts at 0: the first step has t = 1
        m <- beta1 * m + (1 - beta1) * g      m starts at 0
        v <- beta2 * v + (1 - beta2) * g ** 2 v starts at 0
        m_hat = m / (1 - beta1 ** t)
        v_hat = v / (1 - beta2 ** t)
        p <- p - lr * m_hat / (sqrt(v_hat) + eps)

    The memories keep `m` and `v`; the corrected `m_hat` and `v_hat` are used and thrown away.
    Source: Kingma and Ba (2015), arXiv 1412.6980, algorithm 1.
    """

    def __init__(
        self, lr: float = 1e-3, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8
    ):
        """Keep the learning rate, the two shares of old averages that are kept, and `eps`."""
        raise NotImplementedError("Adam.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step.

        >>> import numpy as np
        >>> opt = Adam(lr=0.1)
        >>> one = opt.step({"w": np.array([1.0])}, {"w": np.array([2.0])})
        >>> two = opt.step(one, {"w": np.array([-1.0])})
        >>> one["w"].round(6), two["w"].round(6)
        (array([0.9]), array([0.873366]))
        """
        raise NotImplementedError("Adam.step is yours to write")


class AdamW(Adam):
    """Adam with decoupled weight decay: the weights shrink beside the Adam step.

        p <- p - lr * weight_decay * p        the gradient never sees this
        then one step of Adam with g, from the p just made

    Every parameter given is decayed, biases too. (You may write this class without `Adam`.)
    Source: Loshchilov and Hutter (2019), arXiv 1711.05101.
    """

    def __init__(
        self,
        lr: float = 1e-3,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ):
        """Keep Adam's numbers and `weight_decay`."""
        raise NotImplementedError("AdamW.__init__ is yours to write")

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """Return the parameters after one step.

        >>> import numpy as np
        >>> AdamW(lr=0.1).step({"w": np.array([1.0])}, {"w": np.array([2.0])})["w"].round(6)
        array([0.899])
        """
        raise NotImplementedError("AdamW.step is yours to write")


def exponential_decay(
    lr: float, rate: float, step: int, decay_steps: int, staircase: bool = False
) -> float:
    """Return the learning rate `lr * rate ** (step / decay_steps)`.

    The rate falls by the factor `rate` in each `decay_steps` steps. With `staircase=True` it falls
    in jumps: the exponent is the number of whole periods of `decay_steps` that have passed.
    `step` counts from 0.

    >>> round(exponential_decay(0.1, 0.5, 25, 10), 6)
    0.017678
    >>> exponential_decay(0.1, 0.5, 25, 10, staircase=True)
    0.025
    """
    raise NotImplementedError("exponential_decay is yours to write")


def warmup_cosine(lr: float, step: int, warmup: int, total: int) -> float:
    """Return the learning rate of a linear warm-up followed by half a cosine wave down to 0.

        lr * step / warmup                                              while step < warmup
        lr * (1 + cos(pi * (step - warmup) / (total - warmup))) / 2     from warmup on
        0                                                               from total on

    `step` counts from 0, and `0 <= warmup <= total`. `warmup = 0` starts at `lr` at once.
    Sources: Goyal et al. (2017), arXiv 1706.02677, for the warm-up; Loshchilov and Hutter (2017),
    arXiv 1608.03983, for the cosine.

    >>> warmup_cosine(0.1, 5, 10, 110)
    0.05
    >>> warmup_cosine(0.1, 10, 10, 110)
    0.1
    >>> round(warmup_cosine(0.1, 85, 10, 110), 6)
    0.014645
    >>> warmup_cosine(0.1, 110, 10, 110)
    0.0
    """
    raise NotImplementedError("warmup_cosine is yours to write")
