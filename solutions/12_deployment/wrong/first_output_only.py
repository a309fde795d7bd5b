"""returns the first sample's output only

session.run gives a list of outputs, one array for each output of the file. One [0] takes the array; a second one takes its
first row.

Hint: how many rows should come back for five samples?
"""

_run_onnx = run_onnx


def run_onnx(path, x):
    return _run_onnx(path, x)[0]
