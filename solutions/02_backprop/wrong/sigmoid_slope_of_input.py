"""puts the input where sigmoid's output belongs

The slope s * (1 - s) is written with the output s = sigmoid(x). This code uses x itself in
its place. Sigmoid always rises, so a negative slope is a sign that something is wrong.

Hint: which of the two names in s * (1 - s) do you have, and how do you get from x to s?
"""


def sigmoid_backward(dout, x):
    return dout * x * (1 - x)
