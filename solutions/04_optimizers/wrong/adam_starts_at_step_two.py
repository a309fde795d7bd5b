"""counts the first step as the second

The counter started at 1 and grew before it was used, so the first correction is that of t = 2:
the first step is too short.

Hint: what is t when the first gradient arrives?
"""


class Adam(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        super().__init__(lr, beta1, beta2, eps)
        self.t = 1
