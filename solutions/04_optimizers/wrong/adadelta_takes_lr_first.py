"""takes the learning rate first, as the others do

`AdaDelta(0.7, 0.3, 0.5)` means rho, eps, lr, in this order: the learning rate is last because
AdaDelta was meant to do without one. Called by name, all orders are equal.

Hint: compare the order of your parameters with the stub's.
"""


class AdaDelta(AdaDelta):
    def __init__(self, lr=1.0, rho=0.9, eps=1e-6):
        super().__init__(rho, eps, lr)
