"""Runs beside the learner's code: builds networks, has them exported, and looks into the files.

Files that a learner wrote are opened here only, in the learner's own process, and never by whoever
judges. Each network is exported once and all that can be said about the file is written down. Labels
of test images never come here.
"""

from harness_int8 import Deep, float_outputs, largest_of, quantized, stored_bytes, tensors_in
from harness_networks import answers, build
from harness_onnx import (
    described,
    export,
    exported,
    exported_and_read,
    hand_made,
    ran,
    read_nodes,
    run_alone,
    session_of,
    value_facts,
)

__all__ = [
    "Deep",
    "answers",
    "build",
    "described",
    "export",
    "exported",
    "exported_and_read",
    "float_outputs",
    "hand_made",
    "largest_of",
    "quantized",
    "ran",
    "read_nodes",
    "run_alone",
    "session_of",
    "stored_bytes",
    "tensors_in",
    "value_facts",
]
