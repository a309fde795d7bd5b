"""keeps both averages in one dict

`self.m = self.v = {}` makes one dict with two names. The second average overwrites the first.

Hint: how many dicts does `a = b = {}` make?
"""


class Adam(Adam):
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        super().__init__(lr, beta1, beta2, eps)
        self.m = self.v = {}
