"""The digits, and a learner's own data folder, as checks get them."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from grader.course import data
from tests import ROOT


def idx(array: np.ndarray) -> bytes:
    magic = {3: 2051, 1: 2049}[array.ndim]
    return struct.pack(f">{1 + array.ndim}I", magic, *array.shape) + array.tobytes()


def read_idx(path: str) -> np.ndarray:
    """A reader as a reference has it, good enough for these tests."""
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        content = file.read()
    magic = struct.unpack(">I", content[:4])[0]
    if magic not in (2049, 2051):
        raise ValueError(f"magic number {magic}")
    dims = 3 if magic == 2051 else 1
    shape = struct.unpack(f">{dims}I", content[4 : 4 + 4 * dims])
    if len(content) < 4 + 4 * dims + int(np.prod(shape)):
        raise ValueError("the file ends early")
    return np.frombuffer(content, np.uint8, int(np.prod(shape)), 4 + 4 * dims).reshape(shape)


def read_cifar10(path: str) -> tuple[np.ndarray, np.ndarray]:
    content = Path(path).read_bytes()
    if len(content) % 3073:
        raise ValueError("not a whole number of records")
    records = np.frombuffer(content, np.uint8).reshape(-1, 3073)
    return records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0].astype(np.int64)


@pytest.fixture
def mnist(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    for part, count in (("train", 70), ("t10k", 20)):
        images = rng.integers(0, 256, (count, 28, 28), np.uint8)
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(idx(images))
        labels = np.arange(count, dtype=np.uint8) % 10
        (tmp_path / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(labels)))
    return tmp_path


@pytest.fixture
def cifar(tmp_path: Path) -> Path:
    folder = tmp_path / "cifar-10-batches-bin"
    folder.mkdir()
    rng = np.random.default_rng(1)
    for name in data.CIFAR_NAMES:
        records = rng.integers(0, 256, (20, 3073), np.uint8)
        records[:, 0] = np.arange(20) % 10
        (folder / f"{name}.bin").write_bytes(records.tobytes())
    return tmp_path


@pytest.fixture(autouse=True)
def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(data.VARIABLE, raising=False)


def test_digits_are_those_of_scikit_learn() -> None:
    published = pytest.importorskip("sklearn.datasets").load_digits()
    with np.load(data.DIGITS, allow_pickle=False) as file:
        assert file["images"].dtype == file["labels"].dtype == np.uint8
        np.testing.assert_array_equal(file["images"], published.images)
        np.testing.assert_array_equal(file["labels"], published.target)


def test_digits_are_enlarged_to_the_unit_range() -> None:
    part = data.digits_data()
    assert part.images.shape == (1797, 1, 32, 32)
    assert part.images.dtype == torch.float32
    assert part.labels.shape == (1797,)
    assert part.labels.dtype == torch.int64
    assert part.images.min() == 0.0
    assert part.images.max() == 1.0
    with np.load(data.DIGITS) as file:
        small = torch.from_numpy(file["images"] / 16.0)
    # Bilinear by hand: pixel i of 32 lies at (i + 0.5) / 4 - 0.5 of 8, held inside at the border.
    places = (np.arange(32) + 0.5) / 4 - 0.5
    rows = np.apply_along_axis(
        lambda line: np.interp(places, range(8), line), 1, small[:40].numpy()
    )
    both = np.apply_along_axis(lambda line: np.interp(places, range(8), line), 2, rows)
    np.testing.assert_allclose(part.images[:40, 0].numpy(), both, atol=1e-6)


def test_the_three_parts_are_fixed_and_share_no_image() -> None:
    first, again = data.load_images(), data.load_images()
    assert first.name == "digits"
    assert first.channels == 1
    parts = (first.train, first.valid, first.test)
    assert tuple(len(part.labels) for part in parts) == data.DIGIT_PARTS
    assert torch.equal(first.test.labels, again.test.labels)
    rows = torch.cat([part.images.flatten(1) for part in parts])
    assert len(torch.unique(rows, dim=0)) == len(
        torch.unique(data.digits_data().images.flatten(1), dim=0)
    )
    assert all(part.labels.bincount(minlength=10).min() >= 5 for part in parts)


def test_parts_larger_than_the_data_are_refused() -> None:
    with pytest.raises(ValueError, match="1797 images"):
        data.split_data(data.digits_data(), (1500, 200, 100))


def test_mnist_files_are_read(mnist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(data.VARIABLE, str(mnist))
    loaded = data.load_images(read_idx=read_idx)
    assert loaded.name in ("mnist", "fashion-mnist")
    assert loaded.channels == 1
    assert [len(part.labels) for part in loaded[1:4]] == [60, 10, 20]
    assert loaded.train.images.shape[1:] == (1, 32, 32)
    assert loaded.train.images.max() <= 1.0
    assert loaded.train.labels[:11].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]


def test_fashion_is_told_by_the_folder_name(mnist: Path) -> None:
    folder = mnist / "FashionMNIST" / "raw"
    folder.mkdir(parents=True)
    for path in list(mnist.glob("*ubyte*")):
        path.rename(folder / path.name.replace("-idx", ".idx"))
    assert data.load_images(mnist, read_idx=read_idx).name == "fashion-mnist"


def test_cifar10_files_are_read(cifar: Path) -> None:
    loaded = data.load_images(cifar, read_cifar10=read_cifar10)
    assert loaded.name == "cifar10"
    assert loaded.channels == 3
    assert [len(part.labels) for part in loaded[1:4]] == [86, 14, 20]
    assert loaded.test.images.shape == (20, 3, 32, 32)


def test_a_kind_that_the_exercise_does_not_read_leaves_the_digits(cifar: Path) -> None:
    assert data.load_images(cifar, read_idx=read_idx).name == "digits"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(data.DataError, match="is not a folder"):
        data.load_images(tmp_path / "nowhere", read_idx=read_idx)


def test_an_empty_folder_says_what_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(data.DataError, match=r"train-images-idx3-ubyte.*data_batch_1.bin"):
        data.load_images(tmp_path, read_idx=read_idx)


def test_a_missing_file_is_named(mnist: Path) -> None:
    (mnist / "t10k-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(data.DataError, match="lacks the test labels"):
        data.load_images(mnist, read_idx=read_idx)


def test_a_truncated_file_is_named(mnist: Path) -> None:
    path = mnist / "train-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(
        data.DataError, match="train-images-idx3-ubyte cannot be read: the file ends"
    ):
        data.load_images(mnist, read_idx=read_idx)


def test_files_that_do_not_belong_together_are_refused(mnist: Path) -> None:
    (mnist / "train-labels-idx1-ubyte.gz").write_bytes(
        gzip.compress(idx(np.zeros(69, dtype=np.uint8)))
    )
    with pytest.raises(data.DataError, match="70 images but 69 labels"):
        data.load_images(mnist, read_idx=read_idx)


def test_labels_that_are_no_classes_are_refused(mnist: Path) -> None:
    (mnist / "train-labels-idx1-ubyte.gz").write_bytes(
        gzip.compress(idx(np.full(70, 10, dtype=np.uint8)))
    )
    with pytest.raises(data.DataError, match="labels from 0 to 9"):
        data.load_images(mnist, read_idx=read_idx)


def test_images_in_the_place_of_labels_are_refused(mnist: Path) -> None:
    images = (mnist / "train-images-idx3-ubyte").read_bytes()
    (mnist / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(images))
    with pytest.raises(data.DataError, match="3-D and 3-D"):
        data.load_images(mnist, read_idx=read_idx)


def test_a_cut_cifar10_file_is_named(cifar: Path) -> None:
    path = cifar / "cifar-10-batches-bin" / "data_batch_3.bin"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(data.DataError, match=r"data_batch_3.bin cannot be read: not a whole"):
        data.load_images(cifar, read_cifar10=read_cifar10)


def test_a_missing_cifar10_file_is_named(cifar: Path) -> None:
    (cifar / "cifar-10-batches-bin" / "test_batch.bin").unlink()
    with pytest.raises(data.DataError, match=r"lacks test_batch.bin"):
        data.load_images(cifar, read_cifar10=read_cifar10)


def test_two_data_sets_in_one_folder_are_ambiguous(mnist: Path) -> None:
    (mnist / "raw").mkdir()
    (mnist / "raw" / "train-images-idx3-ubyte").write_bytes(b"")
    with pytest.raises(data.DataError, match="more than one data set"):
        data.load_images(mnist, read_idx=read_idx)


def test_the_bundled_file_is_small_and_explained() -> None:
    assert data.DIGITS.stat().st_size < 100_000
    text = (ROOT / "exercises" / "data" / "README.md").read_text(encoding="utf-8")
    assert "UCI" in text
    assert "CC BY 4.0" in text
