"""divides by the square of the direction's length

The inner product of the direction with itself is its length squared. An arrow twice as
long then gives half the slope, though the length should not matter at all.

Hint: what is still to be done with direction @ direction before it is a length?
"""


def directional_derivative(grad, direction):
    return float(grad @ direction / (direction @ direction))
