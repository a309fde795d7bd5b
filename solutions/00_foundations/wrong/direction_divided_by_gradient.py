"""normalises the gradient instead of the direction

The gradient's length is the slope of the steepest way up, which is just what must
not be lost. The direction only says where to look, and its length does not count.

Hint: double the direction, then double the gradient. Which of the two should change the result?
"""


def directional_derivative(grad, direction):
    return inner(grad, direction) / (norm(grad, 2) or 1.0)
