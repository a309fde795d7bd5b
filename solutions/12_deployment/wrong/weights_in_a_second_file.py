"""puts the weights into a second file

The exporter's habit is a small file for the graph and a second one, with .data behind its name, for the weights. If only the
first one is sent, the network is empty.

Hint: the exporter has an argument about external data.
"""

import onnx

_export_onnx = export_onnx


def export_onnx(model, example, path):
    _export_onnx(model, example, path)
    content = onnx.load(str(path))
    onnx.save(
        content,
        str(path),
        save_as_external_data=True,
        location="net.onnx.data",
        size_threshold=0,
    )
