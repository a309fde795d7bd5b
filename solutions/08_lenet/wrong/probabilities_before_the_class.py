"""returns the probabilities first and the class second

Whoever unpacks the result takes one for the other.

Hint: read the order in the docstring, and in the annotation of what is returned.
"""

_predict = predict


def predict(model, image):
    label, probabilities = _predict(model, image)
    return probabilities, label
