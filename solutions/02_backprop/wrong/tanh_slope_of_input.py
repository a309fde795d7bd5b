"""puts the input where tanh's output belongs

The slope of tanh is 1 minus the square of tanh(x), of the output. This code squares x
itself. Near 0 the two are almost the same; at x = 2 the wrong slope is -3, although tanh
never falls.

Hint: tanh_backward receives x. What has to be computed from it first?
"""


def tanh_backward(dout, x):
    return dout * (1 - x**2)
