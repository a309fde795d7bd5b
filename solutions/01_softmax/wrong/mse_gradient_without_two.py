"""gradient without the two of the square

The loss is right, but its gradient is half as large as it should be. The derivative of a
square brings down a factor 2, and nothing in this loss cancels it.

Hint: move one prediction by 1e-6 and see how much the loss changes.
"""


def mse_grad(pred, target):
    return (pred - target) / pred.size
