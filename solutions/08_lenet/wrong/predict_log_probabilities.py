"""gives log-probabilities where probabilities are asked for

log_softmax gives numbers below zero whose exponentials sum to 1. The class is the same, so only the numbers tell.

Hint: what is the sum of the numbers that you return?
"""

_predict = predict


def predict(model, image):
    label, probabilities = _predict(model, image)
    return label, probabilities.log()
