"""takes momentum for epsilon where they come without their names

The constructor has both in another order than the stub. Called by name it is right; called as
`BatchNorm(64, 0.1, 1e-5)` it normalises with an epsilon of 0.1.

Hint: compare the order of your parameters with the stub's.
"""


class BatchNorm(BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, momentum, eps)
