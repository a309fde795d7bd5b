"""The bytes of a file -> every text that it holds, however it is packed, up to a size and a depth."""

from __future__ import annotations

import base64
import binascii
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

DEPTH, UNPACKED_BYTES = 3, 64 * 2**20
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def texts_of(content: bytes, depth: int = 0) -> Iterator[str]:
    """What a file says as it is, and what is in it: JSON's strings, UTF-16, archives, compressed data, Base64."""
    text = content.decode("utf-8", "replace")
    yield text
    if b"\0" in content[:4000]:
        yield content.decode("utf-16", "replace")
    if "\\" in text:
        yield from (str(value) for value in _strings(text))
    if depth < DEPTH:
        for inner in _unpacked(content, text):
            yield from texts_of(inner, depth + 1)


def _strings(text: str) -> Iterator[str]:
    """What the quoted texts of JSON say."""
    for quoted in re.findall(r'"(?:[^"\\\n]|\\.)*"', text):
        if "\\" in quoted:
            try:
                yield json.loads(quoted)
            except ValueError:
                continue


def _unpacked(content: bytes, text: str) -> Iterator[bytes]:
    """What an archive, compressed data or Base64 holds, up to a size."""
    if b"PK\x03\x04" in content:
        yield from _members(content)
        return
    if (start := content.find(b"\xfd7zXZ\0")) >= 0:
        with suppress(lzma.LZMAError):
            yield lzma.LZMADecompressor().decompress(content[start:], UNPACKED_BYTES)
    for start in {content.find(magic) for magic in (b"\x1f\x8b\x08", b"x\x01", b"x\x9c", b"x\xda")}:
        if 0 <= start < 200:
            unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
            try:
                yield unpack.decompress(content[start:], UNPACKED_BYTES)
            except zlib.error:
                continue
    for run in BASE64.findall(text):
        try:
            yield base64.b64decode(
                run + "=" * (-len(run) % 4), altchars=b"-_" if re.search("[-_]", run) else None
            )
        except binascii.Error:
            continue


def _members(content: bytes) -> Iterator[bytes]:
    """Name and content of each member of a zip; of a damaged one those that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                with suppress(*DAMAGED), archive.open(member) as file:
                    yield member.filename.encode() + b"\n" + file.read(UNPACKED_BYTES)
    except DAMAGED:
        return
