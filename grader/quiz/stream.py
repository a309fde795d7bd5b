"""Reproducible draws that nobody without the course's secret can foresee.

A stream of bytes is HMAC-SHA256 over a counter, keyed by the secret and by what is drawn for
whom. It does not depend on Python's `random`, so a variant stays the same over versions.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """Unbiased whole numbers, choices and orders from one keyed hash."""

    def __init__(self, secret: str, *parts: str | int) -> None:
        message = b"".join(
            len(data).to_bytes(4, "big") + data
            for data in (unicodedata.normalize("NFC", str(part)).encode() for part in parts)
        )
        self._key = hmac.digest(secret.encode(), message, hashlib.sha256)
        self._counter, self._bytes = 0, b""

    def _take(self, count: int) -> int:
        while len(self._bytes) < count:
            block = self._counter.to_bytes(8, "big")
            self._bytes += hmac.digest(self._key, block, hashlib.sha256)
            self._counter += 1
        taken, self._bytes = self._bytes[:count], self._bytes[count:]
        return int.from_bytes(taken, "big")

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1, each as likely as the others."""
        width = (limit.bit_length() + 7) // 8 or 1
        top = 256**width // limit * limit
        while (value := self._take(width)) >= top:
            pass
        return value % limit

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """A new list in an order drawn from all orders alike."""
        result = list(items)
        for last in range(len(result) - 1, 0, -1):
            other = self.below(last + 1)
            result[last], result[other] = result[other], result[last]
        return result
