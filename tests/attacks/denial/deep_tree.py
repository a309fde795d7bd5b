"""Returns a list nested far deeper than any stack.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: bounds of a reply
Report: nested|list|no value|process
"""

def double(x):
    tree = []
    for _ in range(100_000):
        tree = [tree]
    return tree
