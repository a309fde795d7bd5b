"""the gradient normalised too

Both vectors are divided by their lengths. What comes out is the cosine of the angle between
them, never above 1, and a steep hill is as steep as a gentle one.

Hint: only one of the two vectors is there merely to point somewhere.
"""


def directional_derivative(grad, direction):
    length = norm(grad, 2) * norm(direction, 2)
    return inner(grad, direction) / (length or 1.0)
