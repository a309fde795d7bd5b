"""The images that training is judged with, as checks ask for them. Runs in the judge."""

from __future__ import annotations

import os

from grader.course import DIGIT_PARTS, DataSet, Part, Reader, digits_data, load_images, split_data
from grader.testing.showing import note

__all__ = ["DIGIT_PARTS", "DataSet", "Part", "digits_data", "load_data", "split_data"]


def load_data(
    folder: str | os.PathLike[str] | None = None,
    *,
    read_idx: Reader | None = None,
    read_cifar10: Reader | None = None,
) -> DataSet:
    """The data set to train on: what lies in `folder`, else in $GRADE_DATA, else the digits.

    `read_idx(path)` gives one uint8 array, `read_cifar10(path)` images and labels: the readers of
    the exercise's reference. The report says which folder was read. Raises `UsageError` for a
    folder that cannot be used.
    """
    loaded = load_images(folder, read_idx=read_idx, read_cifar10=read_cifar10)
    if loaded.note:
        note(loaded.note)
    return loaded
