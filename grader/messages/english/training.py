"""English sentences about training: figures in the report, live progress, devices and data."""

from __future__ import annotations

TRAINING: dict[str, str] = {
    # Figures.
    "figure.section": "How it went",
    "figure.numbers": "The numbers",
    "figure.mistake": "{label} read as {answer}",
    "figure.more": "and {count} more",
    "figure.total": "in all",
    "figure.layer": "Layer",
    "figure.tensors": "Tensors",
    "figure.parameters": "Parameters",
    "figure.epoch": "epoch",
    "figure.step": "step",
    "figure.learner": "yours",
    "figure.reference": "reference",
    "figure.true": "true class",
    "figure.answer": "your network's answer",
    "figure.curves.alt": "{title}, {measure}: {series}.",
    "figure.series.alt": "{name} ({owner}) goes from {first} to {last}",
    "figure.series.empty": "{name} ({owner}) has no finite number",
    "figure.confusion.alt": "{title}: {right} of {total} right. {worst}",
    "figure.confusion.worst.one": "Most often confused: {label} read as {answer}, once.",
    "figure.confusion.worst.other": "Most often confused: {label} read as {answer}, {count} times.",
    "figure.confusion.none": "Nothing was confused.",
    "figure.not_finite": "not finite",
    # Live progress.
    "progress.training": "epoch {epoch} of {epochs}",
    "progress.loss": "loss {loss}",
    "progress.left": "about {seconds} left",
    # Devices.
    "device.unusable": "Graded on the CPU: there is a GPU, but torch cannot use it ({why}).",
    "device.memory": "Graded on the CPU: the GPU ran out of memory.",
    "device.numpy": "Graded on the CPU: this exercise is NumPy only.",
    "device.no_gpu": "this machine shows no NVIDIA GPU",
    "device.probe": "the worker that tried it ended: {how}",
    # Data.
    "data.folder": "The images are {name}, from {folder}.",
    "data.aside": "The images are the course's own digits: nothing in {folder} is of a kind that "
    "this exercise reads.",
}
