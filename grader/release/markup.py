"""Markdown of a quiz -> a tree of XHTML and MathML elements that every platform takes, and its figures as files.

Text reaches an archive through this tree only, so nothing is ever escaped by hand.
"""

from __future__ import annotations

import base64
import hashlib
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

from grader.report import render_markdown

MATHML = "http://www.w3.org/1998/Math/MathML"
KEPT = {"img": ("src", "alt"), "a": ("href",), "td": ("colspan",), "math": ("display",)}
RENAMED = {"s": "em", "del": "em"}  # elements that QTI does not have
VOID = ("br", "hr", "img")
ENDINGS = {"svg+xml": "svg", "png": "png", "jpeg": "jpg"}
Media = dict[str, bytes]


class Markup:
    """Renders the texts of one quiz; `media` collects the figures by file name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.media: Media = {}

    def tree(self, text: str) -> ET.Element:
        """Return a `div` with what the Markdown says; a figure's `src` is its file name in `media`."""
        builder = _Builder(self.media)
        builder.feed(render_markdown(text, folder=self.folder, links=False, heading=4))
        builder.close()
        return builder.root

    def inline(self, text: str) -> ET.Element:
        """Return a `span` with the Markdown of one line, or the `div` of several blocks."""
        tree = self.tree(text)
        if len(tree) == 1 and tree[0].tag == "p" and not (tree.text or "").strip():
            (tree,) = tree
            tree.tag = "span"
            tree.tail = None
        return tree


def code_block(text: str) -> ET.Element:
    """Return lines of code as they are."""
    block = ET.Element("pre")
    ET.SubElement(block, "code").text = text
    return block


def html(tree: ET.Element) -> str:
    """Return a tree as HTML text, its MathML without a namespace as HTML wants it."""
    return ET.tostring(tree, encoding="unicode", method="html").strip()


class _Builder(HTMLParser):
    def __init__(self, media: Media) -> None:
        super().__init__(convert_charrefs=True)
        self.media = media
        self.root = ET.Element("div")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {name: value or "" for name, value in attrs if name in KEPT.get(tag, ())}
        if tag == "img":
            kept["src"] = self._figure(kept.get("src", ""))
        element = ET.SubElement(self.open[-1], RENAMED.get(tag, tag), kept)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data

    def _figure(self, source: str) -> str:
        """The file name of a figure that came as a `data:` address."""
        kind, _, encoded = source.removeprefix("data:image/").partition(";base64,")
        content = base64.b64decode(encoded)
        name = f"{hashlib.sha256(content).hexdigest()[:16]}.{ENDINGS[kind]}"
        self.media[name] = content
        return name
