"""Puts a module of its own where the harness will be looked up.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: should be|cannot|no value
"""

import sys


class Sly(type(sys)):
    def __setattr__(self, name, value):
        super().__setattr__(name, lambda *arguments: {"doubled": [2.0, 5.0]})


worker = sys.modules["grader.sandbox.worker"]
worker.types.ModuleType = Sly


def double(x):
    return x * 3


def steps(n, height=2):
    return -1


def name(n):
    return "none"
