import numpy as np


def double(x):
    return x * x.dtype.type(2)


def step(n, height=2):
    return n // height


class Tally:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
