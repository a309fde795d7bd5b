"""Items -> a QTI 2.1 package (https://www.imsglobal.org/question/): items, a test that draws from them, a manifest.

The test has a section for each question and selects one of its variants, so the package is an item bank.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Sequence

from grader.release.items import Blank, Item, shape_forms
from grader.release.markup import MATHML, Markup

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
SCHEMAS = "http://www.w3.org/2001/XMLSchema-instance"
XSD = {
    QTI: "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    PACKAGE: "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
}
MOMENT = (1980, 1, 1, 0, 0, 0)

ET.register_namespace("m", MATHML)


def qti_package(exercise: str, bank: Sequence[Sequence[Item]], markup: Markup) -> bytes:
    """Return the zip; `bank` has the variants of each question."""
    files: dict[str, bytes] = {}
    for items in bank:
        for number, item in enumerate(items, 1):
            name = _name(item, number)
            files[f"items/{name}.xml"] = _document(_Question(item, name, markup).element)
    files["test.xml"] = _document(_test(exercise, bank))
    media = {f"items/{name}": content for name, content in markup.media.items()}
    manifest = _document(_manifest(exercise, list(files), list(media)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in {"imsmanifest.xml": manifest, **files, **media}.items():
            entry = zipfile.ZipInfo(path, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


class _Question:
    """Builds one assessmentItem: declarations, body, how responses are processed, feedback."""

    def __init__(self, item: Item, name: str, markup: Markup) -> None:
        self.item, self.markup = item, markup
        self.points = item.variant.question.points
        self.told: dict[str, str] = {"right": item.variant.right, "wrong": item.variant.wrong}
        title = item.variant.question.title or item.variant.id
        self.element = _root("assessmentItem", QTI)
        self.element.attrib |= {"identifier": name, "title": title}
        self.element.attrib |= {"adaptive": "false", "timeDependent": "false"}
        self.body = self._content(markup.tree(item.stem), "itemBody")
        self.processing = ET.Element("responseProcessing")
        if item.options:
            self._choices()
        elif item.steps:
            self._order()
        else:
            self._blanks()
        self._outcome("SCORE", "float", "0")
        self._outcome("MAXSCORE", "float", f"{self.points:g}")
        self._outcome("FEEDBACK", "identifier", "none")
        self.element.extend([self.body, self.processing])
        for key, text in self.told.items():
            if text:
                marks = {"outcomeIdentifier": "FEEDBACK", "showHide": "show", "identifier": key}
                modal = self._content(self.markup.tree(text), "modalFeedback")
                modal.attrib |= marks
                self.element.append(modal)

    def _choices(self) -> None:
        options = {f"choice-{place}": option for place, option in enumerate(self.item.options, 1)}
        single = self.item.single
        mapped = single or self.item.partial
        right = [name for name, option in options.items() if option.share == 1 or not single]
        right = [name for name in right if options[name].share > 0]
        declaration = self._response("RESPONSE", "identifier", "single" if single else "multiple")
        correct = ET.SubElement(declaration, "correctResponse")
        for name in right[:1] if single else right:
            ET.SubElement(correct, "value").text = name
        if mapped:
            bounds = {"lowerBound": "0", "upperBound": f"{self.points:g}", "defaultValue": "0"}
            mapping = ET.SubElement(declaration, "mapping", bounds)
            for name, option in options.items():
                worth = f"{self.points * option.share:.12g}"
                ET.SubElement(mapping, "mapEntry", mapKey=name, mappedValue=worth)
        maximum = "1" if single else "0"
        interaction = ET.SubElement(
            self.body,
            "choiceInteraction",
            responseIdentifier="RESPONSE",
            shuffle="true",
            maxChoices=maximum,
        )
        for name, option in options.items():
            choice = self._content(self.markup.inline(option.text), "simpleChoice")
            choice.set("identifier", name)
            interaction.append(choice)
        if mapped:
            score = ET.SubElement(self.processing, "setOutcomeValue", identifier="SCORE")
            ET.SubElement(score, "mapResponse", identifier="RESPONSE")
        condition = _correct("RESPONSE")
        if len(right) > 1 and single:  # several right reasons of a verdict
            condition = ET.Element("or")
            condition.extend(_match("RESPONSE", "identifier", name) for name in right)
        self._when(condition, "right", None if mapped else 1.0)
        for name, option in options.items() if single else ():
            if option.feedback and option.share < 1:
                self.told[name] = option.feedback
                self._when(_match("RESPONSE", "identifier", name), name, None, more=True)
            elif option.feedback:
                self.told["right"] = option.feedback
        self._otherwise()

    def _order(self) -> None:
        declaration = self._response("RESPONSE", "identifier", "ordered")
        correct = ET.SubElement(declaration, "correctResponse")
        steps = {f"step-{place}": text for place, text in enumerate(self.item.steps, 1)}
        interaction = ET.SubElement(
            self.body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true"
        )
        for name in steps:
            ET.SubElement(correct, "value").text = name
        for option in self.item.variant.options:  # as drawn, so not in the right order
            name = f"step-{option.place + 1}"
            choice = self._content(self.markup.inline(option.text), "simpleChoice")
            choice.set("identifier", name)
            interaction.append(choice)
        self._when(_correct("RESPONSE"), "right", 1.0)
        self._otherwise()

    def _blanks(self) -> None:
        names = [f"RESPONSE-{n}" for n in range(1, len(self.item.blanks) + 1)]
        for name, blank in zip(names, self.item.blanks, strict=True):
            base = "string" if blank.number is None else "float"
            declaration = self._response(name, base, "single")
            correct = ET.SubElement(declaration, "correctResponse")
            value = blank.accepted[0] if blank.number is None else repr(blank.number)
            ET.SubElement(correct, "value").text = value
        self._fields(names)
        if len(names) == 1:
            self._one_blank(names[0], self.item.blanks[0])
            return
        share = self.points / len(names)
        for name, blank in zip(names, self.item.blanks, strict=True):
            rule = ET.SubElement(self.processing, "responseCondition")
            branch = ET.SubElement(rule, "responseIf")
            branch.append(_holds(name, blank))
            score = ET.SubElement(branch, "setOutcomeValue", identifier="SCORE")
            total = ET.SubElement(score, "sum")
            ET.SubElement(total, "variable", identifier="SCORE")
            ET.SubElement(total, "baseValue", baseType="float").text = f"{share:.12g}"
        full = ET.Element("gte")
        ET.SubElement(full, "variable", identifier="SCORE")
        almost = f"{self.points - share / 2:.12g}"
        ET.SubElement(full, "baseValue", baseType="float").text = almost
        self._when(full, "right", None)
        self._otherwise()

    def _one_blank(self, name: str, blank: Blank) -> None:
        self._when(_holds(name, blank), "right", 1.0)
        for place, (value, feedback) in enumerate(blank.wrongs, 1):
            key = f"wrong-{place}"
            self.told[key] = feedback
            wrong = Blank(accepted=_forms(value))
            if blank.number is not None:
                wrong = Blank(number=float(value), margin=blank.margin)
            self._when(_holds(name, wrong), key, None, more=True)
        self._otherwise()

    def _fields(self, names: list[str]) -> None:
        """The fields in the body: in the cells of the table, or below the question."""
        variant = self.item.variant
        if not variant.rows:
            line = ET.SubElement(self.body, "p")
            field = ET.SubElement(line, "textEntryInteraction", responseIdentifier=names[0])
            field.tail = " "
            how = self.markup.inline(variant.question.how_to_answer(variant))
            line.append(self._content(how, "span"))
            return
        table = ET.SubElement(self.body, "table")
        body = ET.SubElement(table, "tbody")
        head = ET.SubElement(body, "tr")
        for column in variant.columns:
            head.append(self._content(self.markup.inline(column), "th"))
        for row in variant.rows:
            line = ET.SubElement(body, "tr")
            for cell in row:
                if cell.blank:
                    place = ET.SubElement(line, "td")
                    name = names[cell.blank - 1]
                    ET.SubElement(place, "textEntryInteraction", responseIdentifier=name)
                else:
                    line.append(self._content(self.markup.inline(cell.text), "td"))

    # --- declarations and rules ---

    def _response(self, name: str, base: str, cardinality: str) -> ET.Element:
        marks = {"identifier": name, "cardinality": cardinality, "baseType": base}
        return ET.SubElement(self.element, "responseDeclaration", marks)

    def _outcome(self, name: str, base: str, value: str) -> None:
        marks = {"identifier": name, "cardinality": "single", "baseType": base}
        outcome = ET.SubElement(self.element, "outcomeDeclaration", marks)
        default = ET.SubElement(outcome, "defaultValue")
        ET.SubElement(default, "value").text = value

    def _when(
        self, condition: ET.Element, feedback: str, share: float | None, *, more: bool = False
    ) -> None:
        """A rule: where the condition holds, this feedback, and that share of the points."""
        if not more:
            self.rule = ET.SubElement(self.processing, "responseCondition")
        branch = ET.SubElement(self.rule, "responseElseIf" if more else "responseIf")
        branch.append(condition)
        if share is not None:
            score = ET.SubElement(branch, "setOutcomeValue", identifier="SCORE")
            worth = f"{self.points * share:g}"
            ET.SubElement(score, "baseValue", baseType="float").text = worth
        _tell(branch, feedback)

    def _otherwise(self) -> None:
        _tell(ET.SubElement(self.rule, "responseElse"), "wrong")

    def _content(self, tree: ET.Element, tag: str) -> ET.Element:
        """A tree of the markup as an element of QTI, its formulas in MathML's namespace."""
        tree.tag = tag
        for element in list(tree.iter()):
            if element.tag == "math":
                for part in element.iter():
                    part.tag = f"{{{MATHML}}}{part.tag}"
        for table in list(tree.iter("table")):
            _with_body(table)
        return tree


def _with_body(table: ET.Element) -> None:
    """Rows stand in a tbody there."""
    rows = [child for child in table if child.tag == "tr"]
    if rows:
        body = ET.SubElement(table, "tbody")
        for row in rows:
            table.remove(row)
            body.append(row)


def _tell(branch: ET.Element, feedback: str) -> None:
    value = ET.SubElement(branch, "setOutcomeValue", identifier="FEEDBACK")
    ET.SubElement(value, "baseValue", baseType="identifier").text = feedback


def _correct(name: str) -> ET.Element:
    match = ET.Element("match")
    ET.SubElement(match, "variable", identifier=name)
    ET.SubElement(match, "correct", identifier=name)
    return match


def _match(name: str, base: str, value: str) -> ET.Element:
    match = ET.Element("match")
    ET.SubElement(match, "variable", identifier=name)
    ET.SubElement(match, "baseValue", baseType=base).text = value
    return match


def _holds(name: str, blank: Blank) -> ET.Element:
    """The condition that a field holds a number or one of the accepted texts."""
    if blank.number is not None:
        width = repr(blank.margin)
        marks = {"toleranceMode": "absolute", "tolerance": f"{width} {width}"}
        equal = ET.Element("equal", marks if blank.margin else {"toleranceMode": "exact"})
        ET.SubElement(equal, "variable", identifier=name)
        ET.SubElement(equal, "baseValue", baseType="float").text = repr(blank.number)
        return equal
    either = ET.Element("or")
    for text in blank.accepted:
        match = ET.SubElement(either, "stringMatch", caseSensitive="true")
        ET.SubElement(match, "variable", identifier=name)
        ET.SubElement(match, "baseValue", baseType="string").text = text
    return either


def _forms(value: object) -> tuple[str, ...]:
    return shape_forms(value) if isinstance(value, tuple) else (str(value),)


# --- the test and the manifest ---


def _test(exercise: str, bank: Sequence[Sequence[Item]]) -> ET.Element:
    test = _root("assessmentTest", QTI)
    test.attrib |= {"identifier": _identifier(exercise), "title": exercise}
    modes = {"navigationMode": "nonlinear", "submissionMode": "individual"}
    part = ET.SubElement(test, "testPart", {"identifier": "part", **modes})
    for items in bank:
        question = items[0].variant.question
        marks = {"identifier": _identifier(question.id), "title": question.title or question.id}
        section = ET.SubElement(part, "assessmentSection", {**marks, "visible": "true"})
        ET.SubElement(section, "selection", select="1")
        for number, item in enumerate(items, 1):
            name = _name(item, number)
            ET.SubElement(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    return test


def _manifest(exercise: str, files: list[str], media: list[str]) -> ET.Element:
    manifest = _root("manifest", PACKAGE)
    manifest.set("identifier", f"manifest-{exercise}")
    metadata = ET.SubElement(manifest, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    items = [path for path in files if path != "test.xml"]
    for path in files:
        kind = "test" if path == "test.xml" else "item"
        marks = {"identifier": _resource(path), "type": f"imsqti_{kind}_xmlv2p1", "href": path}
        resource = ET.SubElement(resources, "resource", marks)
        ET.SubElement(resource, "file", href=path)
        for needed in items if kind == "test" else media:
            ET.SubElement(resource, "dependency", identifierref=_resource(needed))
    for path in media:
        marks = {"identifier": _resource(path), "type": "webcontent", "href": path}
        ET.SubElement(ET.SubElement(resources, "resource", marks), "file", href=path)
    return manifest


def _root(tag: str, namespace: str) -> ET.Element:
    location = f"{namespace} {XSD[namespace]}"
    return ET.Element(tag, {"xmlns": namespace, f"{{{SCHEMAS}}}schemaLocation": location})


def _document(tree: ET.Element) -> bytes:
    document: bytes = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return document


def _name(item: Item, number: int) -> str:
    return f"{_identifier(item.variant.id)}-{number}"


def _identifier(name: str) -> str:
    """An identifier begins with a letter."""
    return f"q-{name}"


def _resource(path: str) -> str:
    return "res-" + path.replace("/", "-").removesuffix(".xml")
