"""runs the first sample only

Only x[:1] goes into the network. One answer comes back, for however many samples there are.

Hint: compare the first sizes of input and output.
"""

_run_onnx = run_onnx


def run_onnx(path, x):
    return _run_onnx(path, x[:1])
