"""LaTeX formulas -> MathML. The only user of latex2mathml.

latex2mathml copies some text into its output unescaped, so its tree is taken instead and written
here: elements and attributes that are known, every character of text escaped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ELEMENTS = {
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mstyle",
    "mpadded",
    "mphantom",
    "mmultiscripts",
    "mprescripts",
    "none",
}
_ATTRIBUTES = {
    "stretchy": r"true|false",
    "fence": r"true|false",
    "separator": r"true|false",
    "symmetric": r"true|false",
    "largeop": r"true|false",
    "movablelimits": r"true|false",
    "accent": r"true|false",
    "accentunder": r"true|false",
    "displaystyle": r"true|false",
    "form": r"prefix|infix|postfix",
    "scriptlevel": r"[+-]?\d",
    "mathvariant": r"normal",
    "width": r"-?\d{0,2}(\.\d+)?em",
    "lspace": r"\d{0,2}(\.\d+)?em",
    "rspace": r"\d{0,2}(\.\d+)?em",
    "minsize": r"\d{0,2}(\.\d+)?em",
    "maxsize": r"\d{0,2}(\.\d+)?em",
    "linethickness": r"\d{0,2}(\.\d+)?(em|px|pt)?",
}
_ALIGNED = re.compile(r"\\(begin|end)\{(aligned|split|gathered|align)\}")
_UPRIGHT = re.compile(r"\\mathrm\{([A-Za-z0-9 ]*)\}")


@lru_cache(maxsize=1024)
def math_to_mathml(latex: str, *, block: bool = False) -> str:
    """Return `latex` as a `<math>` element; as code, marked `math-error`, where it is wrong."""
    from latex2mathml.converter import convert_to_element

    source = _UPRIGHT.sub(r"\\text{\1}", _ALIGNED.sub(r"\\\1{align*}", latex.strip()))
    try:
        tree = convert_to_element(source, display="block" if block else "inline")
        body = "".join(_write(child) for child in tree)
    except Exception:  # noqa: BLE001 - latex2mathml fails on bad formulas in many ways
        return f'<code class="math-error">{escape(latex)}</code>'
    display = ' display="block"' if block else ""
    note = f'<annotation encoding="application/x-tex">{escape(latex)}</annotation>'
    return f"<math{display}><semantics><mrow>{body}</mrow>{note}</semantics></math>"


def _write(element: Element) -> str:
    tag = element.tag if element.tag in _ELEMENTS else "mrow"
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and re.fullmatch(_ATTRIBUTES[name], value)
    )
    classes = []
    if element.get("columnalign") in ("left", "right"):
        classes.append(f"math-{element.get('columnalign')}")
    if element.get("mathvariant", "").startswith("bold"):
        classes.append("math-bold")
    if classes:
        attributes += f' class="{" ".join(classes)}"'
    text = unescape(element.text or "")
    if tag == "mi" and len(text) > 1 and text.startswith("\\"):
        raise ValueError(f"unknown command {text}")
    inside = escape(text) + "".join(_write(child) for child in element)
    return f"<{tag}{attributes}>{inside}</{tag}>"
