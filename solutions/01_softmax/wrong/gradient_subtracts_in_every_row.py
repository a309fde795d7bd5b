"""subtracts 1 in the columns of all labels

`grad[:, labels] -= 1` changes whole columns. Each row loses 1 at its own label only.

Hint: give the rows an index too: np.arange(N).
"""


def cross_entropy_grad(logits, labels):
    grad = softmax(logits)
    grad[:, labels] -= 1
    return grad / len(labels)
