"""counts the step when it is over

The counter grows at the end, and 0 is avoided by taking at least 1: the first two steps are
both corrected with t = 1.

Hint: print t in the first three steps.
"""


class Adam(Adam):
    def step(self, params, grads):
        done = self.t
        self.t = max(done, 1) - 1
        new = super().step(params, grads)
        self.t = done + 1
        return new
