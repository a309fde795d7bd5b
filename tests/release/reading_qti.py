"""A reader of QTI 2.1 of the tests' own: opens a package, checks its structure, and scores answers.

Written from the specification, and knows nothing of how the packages here are made.
"""

from __future__ import annotations

import io
import math
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
ORDER = [
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
]
BLOCKS = {"blockquote", "div", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
XHTML = BLOCKS | TABLES | {"a", "br", "code", "em", "img", "span", "strong", "sub", "sup"}
INTERACTIONS = {"choiceInteraction", "orderInteraction", "textEntryInteraction", "simpleChoice"}
ATTRIBUTES = {
    "img": {"src", "alt"},
    "td": {"colspan"},
    "choiceInteraction": {"responseIdentifier", "shuffle", "maxChoices"},
    "orderInteraction": {"responseIdentifier", "shuffle"},
    "textEntryInteraction": {"responseIdentifier"},
    "simpleChoice": {"identifier"},
}


class Package:
    """The resources of a zip, items by identifier, each file named in the manifest and there."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        assert self.archive.testzip() is None
        manifest = ET.fromstring(self.archive.read("imsmanifest.xml"))
        assert manifest.tag == f"{CP}manifest"
        assert [child.tag.removeprefix(CP) for child in manifest] == [
            "metadata",
            "organizations",
            "resources",
        ]
        resources = list(manifest.iter(f"{CP}resource"))
        identifiers = [resource.attrib["identifier"] for resource in resources]
        assert len(set(identifiers)) == len(identifiers)
        for needed in manifest.iter(f"{CP}dependency"):
            assert needed.attrib["identifierref"] in identifiers
        listed = {file.attrib["href"] for file in manifest.iter(f"{CP}file")}
        assert listed | {"imsmanifest.xml"} == set(self.archive.namelist())
        self.items: dict[str, ET.Element] = {}
        for resource in resources:
            if resource.attrib["type"] == "imsqti_item_xmlv2p1":
                item = ET.fromstring(self.archive.read(resource.attrib["href"]))
                self.items[item.attrib["identifier"]] = item
        (test,) = (entry for entry in resources if entry.attrib["type"] == "imsqti_test_xmlv2p1")
        self.test = ET.fromstring(self.archive.read(test.attrib["href"]))


def check_item(item: ET.Element, files: set[str]) -> None:
    """Assert that an item is built as the schema says."""
    assert item.tag == f"{QTI}assessmentItem"
    assert {"identifier", "title", "adaptive", "timeDependent"} <= set(item.attrib)
    names = [child.tag.removeprefix(QTI) for child in item]
    assert names == sorted(names, key=ORDER.index)
    assert names.count("itemBody") == names.count("responseProcessing") == 1
    declared = {
        declaration.attrib["identifier"] for declaration in item.iter(f"{QTI}responseDeclaration")
    }
    outcomes = {
        declaration.attrib["identifier"] for declaration in item.iter(f"{QTI}outcomeDeclaration")
    }
    body = item.find(f"{QTI}itemBody")
    assert body is not None
    asked = [
        node.get("responseIdentifier") for node in body.iter() if node.get("responseIdentifier")
    ]
    assert sorted(asked) == sorted(declared)
    for part in [body, *item.findall(f"{QTI}modalFeedback")]:
        for element in part.iter():
            _check_content(element, part, files)
    for rule in item.iter(f"{QTI}setOutcomeValue"):
        assert rule.attrib["identifier"] in outcomes
    for variable in item.iter(f"{QTI}variable"):
        assert variable.attrib["identifier"] in declared | outcomes
    feedback = {node.attrib["identifier"] for node in item.findall(f"{QTI}modalFeedback")}
    said = {
        value.text
        for rule in item.iter(f"{QTI}setOutcomeValue")
        if rule.attrib["identifier"] == "FEEDBACK"
        for value in rule
    }
    assert feedback <= said


def _check_content(element: ET.Element, part: ET.Element, files: set[str]) -> None:
    if element is part or element.tag.startswith(MATHML):
        return
    name = element.tag.removeprefix(QTI)
    assert name in XHTML | INTERACTIONS, name
    assert set(element.attrib) <= ATTRIBUTES.get(name, set()), name
    if name == "img":
        assert f"items/{element.attrib['src']}" in files
    if name == "table":
        assert {child.tag.removeprefix(QTI) for child in element} <= {"thead", "tbody"}


def outcomes(item: ET.Element, responses: dict[str, Any]) -> dict[str, Any]:
    """What an item gives for responses: its SCORE and FEEDBACK."""
    state = _State(item, responses)
    processing = item.find(f"{QTI}responseProcessing")
    assert processing is not None
    for rule in processing:
        state.run(rule)
    return state.values


def correct_responses(item: ET.Element) -> dict[str, Any]:
    """The responses that the item itself calls correct."""
    responses: dict[str, Any] = {}
    for declaration in item.iter(f"{QTI}responseDeclaration"):
        texts = [
            value.text or "" for value in declaration.iterfind(f"{QTI}correctResponse/{QTI}value")
        ]
        single = declaration.attrib["cardinality"] == "single"
        assert len(texts) == 1 or not single
        responses[declaration.attrib["identifier"]] = texts[0] if single else texts
    return responses


class _State:
    def __init__(self, item: ET.Element, responses: dict[str, Any]) -> None:
        self.responses = responses
        self.correct = correct_responses(item)
        self.declared = {
            declaration.attrib["identifier"]: declaration
            for declaration in item.iter(f"{QTI}responseDeclaration")
        }
        self.values: dict[str, Any] = {}
        for declaration in item.iter(f"{QTI}outcomeDeclaration"):
            text = declaration.findtext(f"{QTI}defaultValue/{QTI}value") or "0"
            self.values[declaration.attrib["identifier"]] = (
                float(text) if declaration.attrib["baseType"] == "float" else text
            )

    def run(self, rule: ET.Element) -> None:
        name = rule.tag.removeprefix(QTI)
        if name == "setOutcomeValue":
            self.values[rule.attrib["identifier"]] = self.value(rule[0])
            return
        assert name == "responseCondition"
        for branch in rule:
            steps = list(branch)
            if branch.tag != f"{QTI}responseElse" and not self.value(steps.pop(0)):
                continue
            for step in steps:
                self.run(step)
            return

    def value(self, node: ET.Element) -> Any:
        name = node.tag.removeprefix(QTI)
        identifier = node.get("identifier", "")
        if name == "baseValue":
            text = node.text or ""
            return float(text) if node.attrib["baseType"] == "float" else text
        if name == "variable":
            if identifier in self.values:
                return self.values[identifier]
            declaration = self.declared[identifier]
            given = self.responses.get(identifier)
            if given is not None and declaration.attrib["baseType"] == "float":
                return float(given)
            return given
        if name == "correct":
            return self.correct[identifier]
        if name == "mapResponse":
            return self._mapped(identifier)
        parts = [self.value(child) for child in node]
        if name == "match":
            if self._cardinality(node) == "multiple":
                return sorted(parts[0] or []) == sorted(parts[1])
            return parts[0] == parts[1]
        if name == "or":
            return any(parts)
        if name == "sum":
            return sum(parts)
        if name == "gte":
            return parts[0] >= parts[1]
        if name == "stringMatch":
            assert node.attrib["caseSensitive"] == "true"
            return parts[0] == parts[1]
        assert name == "equal", name
        if parts[0] is None:
            return False
        if node.attrib["toleranceMode"] == "exact":
            return parts[0] == parts[1]
        below, above = map(float, node.attrib["tolerance"].split())
        return parts[1] - below <= parts[0] <= parts[1] + above

    def _cardinality(self, node: ET.Element) -> str:
        variable = node.find(f"{QTI}variable")
        assert variable is not None
        return self.declared[variable.attrib["identifier"]].attrib["cardinality"]

    def _mapped(self, identifier: str) -> float:
        mapping = self.declared[identifier].find(f"{QTI}mapping")
        assert mapping is not None
        worth = {entry.attrib["mapKey"]: float(entry.attrib["mappedValue"]) for entry in mapping}
        given = self.responses.get(identifier) or []
        total = sum(worth.get(key, 0.0) for key in ([given] if isinstance(given, str) else given))
        low = float(mapping.get("lowerBound", -math.inf))
        return min(max(total, low), float(mapping.get("upperBound", math.inf)))
