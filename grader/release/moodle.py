"""Items -> Moodle XML (https://docs.moodle.org/en/Moodle_XML_format), one category a question.

A quiz draws one of a category's variants with a "random question" of it.
"""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from grader.release.items import Blank, Item, shape_forms
from grader.release.markup import Markup, html
from grader.report import plain_text

SPECIAL = re.compile(r"([\\{}~=#/\"])")


def moodle_xml(exercise: str, bank: Sequence[Sequence[Item]], markup: Markup) -> bytes:
    """Return the file; `bank` has the variants of each question."""
    root = ET.Element("quiz")
    for items in bank:
        category = ET.SubElement(root, "question", type="category")
        path = f"$course$/top/{exercise}/{items[0].variant.id}"
        _text(ET.SubElement(category, "category"), path)
        for number, item in enumerate(items, 1):
            root.append(_Question(item, number, markup).element)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


class _Question:
    """Builds one question; its kind is what its item holds."""

    def __init__(self, item: Item, number: int, markup: Markup) -> None:
        self.item, self.markup = item, markup
        variant = item.variant
        self.element = ET.Element("question", type=self._type())
        _text(ET.SubElement(self.element, "name"), f"{variant.id}-{number}")
        self._html("questiontext", self._body())
        self._html("generalfeedback", markup.tree(variant.solution))
        if self._type() != "cloze":
            self._leaf("defaultgrade", f"{variant.question.points:g}")
        self._leaf("penalty", "0.3333333")
        self._leaf("hidden", "0")
        self._leaf("idnumber", "")
        self._answers()

    def _type(self) -> str:
        item = self.item
        if item.options:
            return "multichoice"
        if item.steps:
            return "ordering"
        if item.variant.rows:
            return "cloze"
        return "numerical" if item.blanks[0].number is not None else "shortanswer"

    def _body(self) -> ET.Element:
        variant = self.item.variant
        body = self.markup.tree(self.item.stem)
        if variant.rows:
            table = ET.SubElement(body, "table")
            head = ET.SubElement(table, "tr")
            for column in variant.columns:
                ET.SubElement(head, "th").append(self.markup.inline(column))
            for row in variant.rows:
                line = ET.SubElement(table, "tr")
                for cell in row:
                    place = ET.SubElement(line, "td")
                    if cell.blank:
                        place.text = _cloze(self.item.blanks[cell.blank - 1])
                    else:
                        place.append(self.markup.inline(cell.text))
        elif self.item.blanks:
            how = variant.question.how_to_answer(variant)
            ET.SubElement(body, "p").append(self.markup.inline(how))
        return body

    def _answers(self) -> None:
        item = self.item
        kind = self._type()
        if kind == "multichoice":
            self._leaf("single", str(item.single).lower())
            self._leaf("shuffleanswers", "1")
            self._leaf("answernumbering", "abc")
        if kind == "ordering":
            self._leaf("layouttype", "VERTICAL")
            self._leaf("selecttype", "ALL")
            self._leaf("selectcount", "0")
            grading = "RELATIVE_ALL_PREVIOUS_AND_NEXT" if item.partial else "ALL_OR_NOTHING"
            self._leaf("gradingtype", grading)
            self._leaf("showgrading", "HIDE")
        if kind == "shortanswer":
            self._leaf("usecase", "1")
        if kind in ("multichoice", "ordering"):
            self._html("correctfeedback", self.markup.tree(item.variant.right))
            self._html("partiallycorrectfeedback", self.markup.tree(item.variant.wrong))
            self._html("incorrectfeedback", self.markup.tree(item.variant.wrong))
        for option in item.options:
            self._answer(html(self.markup.inline(option.text)), 100 * option.share, option.feedback)
        for place, step in enumerate(item.steps, 1):
            self._answer(html(self.markup.inline(step)), place, "")
        if kind in ("numerical", "shortanswer"):
            self._field(item.blanks[0])

    def _field(self, blank: Blank) -> None:
        variant = self.item.variant
        if blank.number is not None:
            self._answer(_number(blank.number), 100, variant.right, tolerance=blank.margin)
            for value, feedback in blank.wrongs:
                self._answer(_number(float(value)), 0, feedback, tolerance=blank.margin)
            self._answer("*", 0, variant.wrong, tolerance=0.0)
            return
        for text in blank.accepted:
            self._answer(_literal(text), 100, variant.right)
        for value, feedback in blank.wrongs:
            for text in _forms(value):
                self._answer(_literal(text), 0, feedback)
        self._answer("*", 0, variant.wrong)

    def _answer(
        self, text: str, fraction: float, feedback: str, tolerance: float | None = None
    ) -> None:
        kind = "html" if self.item.options or self.item.steps else "moodle_auto_format"
        shown = f"{fraction:.5f}".rstrip("0").rstrip(".")
        answer = ET.SubElement(self.element, "answer", fraction=shown, format=kind)
        _text(answer, text)
        element = ET.SubElement(answer, "feedback", format="html")
        _text(element, html(self.markup.tree(feedback)))
        if tolerance is not None:
            ET.SubElement(answer, "tolerance").text = _number(tolerance)

    def _leaf(self, name: str, text: str) -> None:
        ET.SubElement(self.element, name).text = text

    def _html(self, name: str, tree: ET.Element) -> None:
        """A text in HTML, its figures beside it."""
        part = ET.SubElement(self.element, name, format="html")
        figures = [image.get("src", "") for image in tree.iter("img")]
        for image in tree.iter("img"):
            image.set("src", f"@@PLUGINFILE@@/{image.get('src')}")
        _text(part, html(tree))
        for figure in dict.fromkeys(figures):
            file = ET.SubElement(part, "file", name=figure, path="/", encoding="base64")
            file.text = base64.b64encode(self.markup.media[figure]).decode()


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _cloze(blank: Blank) -> str:
    """A field inside the text, in Moodle's own notation."""
    if blank.number is not None:
        parts = [f"={_number(blank.number)}:{_number(blank.margin)}"]
        parts += [
            f"%0%{_number(float(value))}:{_number(blank.margin)}#{_plain(feedback)}"
            for value, feedback in blank.wrongs
        ]
        return f"{{1:NUMERICAL:{'~'.join(parts)}}}"
    parts = [f"={_escaped(text)}" for text in blank.accepted]
    return f"{{1:SHORTANSWER:{'~'.join(parts)}}}"


def _plain(markdown: str) -> str:
    return _escaped(" ".join(plain_text(markdown).split()))


def _escaped(text: str) -> str:
    """A text inside a field, where some signs have a meaning."""
    return SPECIAL.sub(r"\\\1", text)


def _literal(text: str) -> str:
    """A text in which a star is a star."""
    return text.replace("*", "\\*")


def _forms(value: object) -> tuple[str, ...]:
    return shape_forms(value) if isinstance(value, tuple) else (str(value),)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
