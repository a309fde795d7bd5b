"""Returns lists in lists, wide and deep.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: should be|items
"""

def double(x):
    tree = 0
    for _ in range(90):
        tree = [tree, [0] * 1000]
    return tree


def steps(n, height=2):
    tree = 0
    for _ in range(17):
        tree = [tree, tree]
    return tree
