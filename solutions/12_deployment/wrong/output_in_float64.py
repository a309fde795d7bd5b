"""returns float64

The network computes in float32. A wider type only hides that, and takes twice the memory.

Hint: which dtype does the docstring promise?
"""

_run_onnx = run_onnx


def run_onnx(path, x):
    return _run_onnx(path, x).astype("float64")
