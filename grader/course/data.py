"""The images that training is judged with: bundled digits, or a learner's own MNIST or CIFAR-10.

Runs in the judge. The labels of a test part are compared here and never enter a worker.
Files of a data folder are read by the readers that an exercise's reference gives; this
module knows their names and what they must hold, not their format.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.errors import CourseError, UsageError
from grader.files import installed
from grader.messages import message
from grader.untrusted import open_regular

if TYPE_CHECKING:
    import torch

VARIABLE = "GRADE_DATA"
DIGITS = installed("data", "exercises/data") / "digits.npz"
SIZE = 32
CLASSES = 10
DIGIT_PARTS = (1400, 97, 300)  # 1,797 images
FOLDER_PARTS = (3000, 500, 1000)  # at most; what two CPU cores train on in time
SPLIT_SEED = 0
IDX_NAMES = {
    "train images": "train-images-idx3-ubyte",
    "train labels": "train-labels-idx1-ubyte",
    "test images": "t10k-images-idx3-ubyte",
    "test labels": "t10k-labels-idx1-ubyte",
}
CIFAR_NAMES = (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch")
NAMES = {"mnist": "MNIST", "fashion-mnist": "Fashion-MNIST", "cifar10": "CIFAR-10"}
SUBFOLDERS = (
    "",
    "raw",
    "MNIST/raw",
    "FashionMNIST/raw",
    "cifar-10-batches-bin",
    "cifar-10-batches-py",
)
Reader = Callable[[str], Any]


class DataError(UsageError):
    """The data folder that was named cannot be used; the message says what to change."""


class Part(NamedTuple):
    """Images, float32 (N, C, 32, 32) in [0, 1], and their labels, int64 (N,)."""

    images: torch.Tensor
    labels: torch.Tensor


class DataSet(NamedTuple):
    """A data set in three parts that share no image. `name` is digits, mnist, fashion-mnist or cifar10."""

    name: str
    train: Part
    valid: Part
    test: Part
    note: str = ""  # what the report should say of it

    @property
    def channels(self) -> int:
        return int(self.train.images.shape[1])


def digits_data() -> Part:
    """All 1,797 digits, enlarged from 8x8 to 32x32, in the order they were published."""
    try:
        with np.load(DIGITS, allow_pickle=False) as file:
            images, labels = file["images"], file["labels"]
    except FileNotFoundError:
        raise CourseError(f"the course's own digits are missing: {DIGITS}") from None
    return _part(images[:, np.newaxis], labels, 16.0)


def split_data(part: Part, sizes: tuple[int, int, int] = DIGIT_PARTS) -> tuple[Part, Part, Part]:
    """Cut a data set into train, valid and test parts, the same ones each time."""
    import torch

    if sum(sizes) > len(part.labels):
        raise ValueError(f"{len(part.labels)} images cannot be cut into {sizes}")
    order = torch.from_numpy(np.random.default_rng(SPLIT_SEED).permutation(len(part.labels)))
    train, valid, test = (
        Part(part.images[chosen], part.labels[chosen])
        for chosen in torch.split(order[: sum(sizes)], list(sizes))
    )
    return train, valid, test


def load_images(
    folder: str | os.PathLike[str] | None = None,
    *,
    read_idx: Reader | None = None,
    read_cifar10: Reader | None = None,
) -> DataSet:
    """The data set to train on: what lies in `folder`, else in $GRADE_DATA, else the digits.

    `read_idx(path)` gives one uint8 array; `read_cifar10(path)` gives images and labels. A folder
    whose only files are of a kind that no reader was given for is left aside, and the digits
    are used. Raises `DataError` for a folder with missing, truncated or wrong files.
    """
    chosen = folder if folder is not None else os.environ.get(VARIABLE)
    if not chosen:
        return DataSet("digits", *split_data(digits_data()))
    root = Path(chosen).expanduser()
    data_set = _from_folder(root, read_idx, read_cifar10)
    if data_set is None:
        note = message("data.aside", folder=root)
        return DataSet("digits", *split_data(digits_data()), note=note)
    return data_set._replace(note=message("data.folder", name=NAMES[data_set.name], folder=root))


@contextmanager
def data_folder(folder: Path | None) -> Iterator[None]:
    """Have the checks, which run in this process, read this folder inside the `with` block."""
    if folder is None:
        yield
        return
    if not folder.is_dir():
        raise DataError(message("data.option", folder=folder))
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder.resolve())
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


def check_folder(readers: object) -> None:
    """Read the data folder that was named, if an exercise reads one at all, to fail early."""
    given = {name: getattr(readers, name, None) for name in ("read_idx", "read_cifar10")}
    if os.environ.get(VARIABLE) and any(given.values()):
        load_images(**given)


def _from_folder(
    root: Path, read_idx: Reader | None, read_cifar10: Reader | None
) -> DataSet | None:
    if not root.is_dir():
        raise DataError(message("data.no_folder", folder=root, variable=VARIABLE))
    idx, cifar = _find(root, _is_idx), _find(root, _is_cifar)
    if idx is None and cifar is None:
        names = {"idx": ", ".join(IDX_NAMES.values()), "first": CIFAR_NAMES[0]}
        raise DataError(message("data.nothing", folder=root, **names, last=CIFAR_NAMES[-1]))
    if idx is not None and read_idx is not None:
        return _load_idx(idx, read_idx)
    if cifar is not None and read_cifar10 is not None:
        return _load_cifar10(cifar, read_cifar10)
    return None


def _find(root: Path, wanted: Callable[[str], bool]) -> Path | None:
    folders = [
        place
        for place in dict.fromkeys(root / name for name in SUBFOLDERS)
        if place.is_dir() and any(wanted(entry.name) for entry in place.iterdir())
    ]
    if len(folders) > 1:
        places = ", ".join(map(str, folders))
        raise DataError(message("data.several", folder=root, found=places))
    return folders[0] if folders else None


def _is_idx(name: str) -> bool:
    return _plain(name) in IDX_NAMES.values()


def _is_cifar(name: str) -> bool:
    return name.removesuffix(".bin") in CIFAR_NAMES


def _plain(name: str) -> str:
    """The published name of an IDX file that was saved with .gz or with dots for dashes."""
    return name.removesuffix(".gz").replace(".idx", "-idx")


def _load_idx(folder: Path, read: Reader) -> DataSet:
    arrays = {}
    for what, name in IDX_NAMES.items():
        paths = sorted(entry for entry in folder.iterdir() if _plain(entry.name) == name)
        if not paths:
            raise DataError(message("data.idx_missing", folder=folder, part=what, name=name))
        arrays[what] = np.asarray(_read(read, paths[0]))
    for part in ("train", "test"):
        images, labels = arrays[f"{part} images"], arrays[f"{part} labels"]
        if images.ndim != 3 or labels.ndim != 1:
            axes = {"images": images.ndim, "labels": labels.ndim}
            raise DataError(message("data.idx_axes", folder=folder, part=part, **axes))
        _agree(folder, part, images, labels)
    fashion = "fashion" in str(folder.resolve()).lower()
    return _cut(
        "fashion-mnist" if fashion else "mnist",
        _first(arrays["train images"][:, np.newaxis], arrays["train labels"], FOLDER_PARTS[:2]),
        _first(arrays["test images"][:, np.newaxis], arrays["test labels"], FOLDER_PARTS[2:]),
    )


def _load_cifar10(folder: Path, read: Reader) -> DataSet:
    batches = {}
    for name in CIFAR_NAMES:
        paths = [path for path in (folder / f"{name}.bin", folder / name) if path.is_file()]
        if not paths:
            raise DataError(message("data.cifar_missing", folder=folder, name=name))
        images, labels = _read(read, paths[0])
        images, labels = np.asarray(images), np.asarray(labels)
        if images.shape[1:] != (3, 32, 32):
            shape = images.shape[1:]
            raise DataError(message("data.cifar_shape", path=paths[0], shape=shape))
        _agree(folder, name, images, labels)
        batches[name] = images, labels
    train = [np.concatenate([batches[name][i] for name in CIFAR_NAMES[:-1]]) for i in (0, 1)]
    return _cut(
        "cifar10",
        _first(train[0], train[1], FOLDER_PARTS[:2]),
        _first(*batches[CIFAR_NAMES[-1]], FOLDER_PARTS[2:]),
    )


def _read(read: Reader, path: Path) -> Any:
    try:
        open_regular(path.parent, path.name).close()
        return read(str(path))
    except (ValueError, OSError, EOFError) as error:
        raise DataError(message("file.unreadable", path=path, error=error)) from error
    except UsageError as error:
        raise DataError(str(error)) from None


def _agree(folder: Path, part: str, images: Any, labels: Any) -> None:
    if len(images) != len(labels):
        counts = {"images": len(images), "labels": len(labels)}
        raise DataError(message("data.counts", folder=folder, part=part, **counts))
    if len(labels) < CLASSES or labels.max() >= CLASSES or labels.min() < 0:
        raise DataError(message("data.labels", folder=folder, part=part, last=CLASSES - 1))


def _first(images: Any, labels: Any, sizes: tuple[int, ...]) -> Part:
    count = min(sum(sizes), len(labels))
    return _part(images[:count], labels[:count], 255.0)


def _cut(name: str, rest: Part, test: Part) -> DataSet:
    """Six images of seven train, the seventh validates."""
    valid = max(1, len(rest.labels) // 7)
    cut = len(rest.labels) - valid
    return DataSet(
        name,
        Part(rest.images[:cut], rest.labels[:cut]),
        Part(rest.images[cut:], rest.labels[cut:]),
        test,
    )


def _part(images: Any, labels: Any, white: float) -> Part:
    import torch
    from torch.nn import functional

    pixels = torch.from_numpy(images.astype(np.float32) / np.float32(white))
    if pixels.shape[-2:] != (SIZE, SIZE):
        pixels = functional.interpolate(
            pixels, size=(SIZE, SIZE), mode="bilinear", align_corners=False
        )
    return Part(pixels, torch.from_numpy(labels.astype(np.int64)))
