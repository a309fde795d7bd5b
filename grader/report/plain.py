"""Course Markdown -> plain text, for a terminal and for formats that have no markup.

Not a parser: emphasis marks go, formulas become what one would type. What it does not know
stays as the author wrote it.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"^\s*(```|~~~).*$", re.MULTILINE)
_MATH = re.compile(r"\$\$(.+?)\$\$|\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)", re.DOTALL)
_STRONG = re.compile(r"(\*\*)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"`([^`\n]+)`")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_WRAPPER = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit|mathbb|mathcal|operatorname|boldsymbol|hat|bar)\{([^{}]*)\}"
)
_GROUP = re.compile(r"([_^])\{(\w)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+|[,;:!\\{}%&_ ])")
_SIGNS = {
    **dict.fromkeys(["left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "!"], ""),
    **dict.fromkeys([",", ";", ":", " ", "quad", "qquad", "\\"], " "),
    "lfloor": "\u230a", "rfloor": "\u230b", "lceil": "\u2308", "rceil": "\u2309",
    "times": "\u00d7", "cdot": "\u00b7", "le": "\u2264", "leq": "\u2264", "ge": "\u2265",
    "geq": "\u2265", "ne": "\u2260", "neq": "\u2260", "approx": "\u2248", "infty": "\u221e",
    "sum": "\u2211", "prod": "\u220f", "partial": "\u2202", "nabla": "\u2207", "in": "\u2208",
    "to": "\u2192", "rightarrow": "\u2192", "pm": "\u00b1", "sqrt": "\u221a", "odot": "\u2299",
    "alpha": "\u03b1", "beta": "\u03b2", "gamma": "\u03b3", "delta": "\u03b4", "epsilon": "\u03b5",
    "varepsilon": "\u03b5", "eta": "\u03b7", "theta": "\u03b8", "lambda": "\u03bb", "mu": "\u03bc",
    "pi": "\u03c0", "rho": "\u03c1", "sigma": "\u03c3", "tau": "\u03c4", "phi": "\u03c6",
    "ldots": "\u2026", "dots": "\u2026", "cdots": "\u2026", "mid": "|",
    **{name: name for name in ("log", "ln", "exp", "max", "min", "tanh", "sin", "cos", "arg")},
    **{sign: sign for sign in "{}%&_"},
}  # fmt: skip


def plain_text(markdown: str) -> str:
    """Return `markdown` as text to read without rendering it."""
    text = _FENCE.sub("", markdown)
    text = _MATH.sub(lambda match: plain_math(match[1] or match[2]), text)
    text = _CODE.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    return _EMPHASIS.sub(r"\1", text)


def plain_math(latex: str) -> str:
    """Return a formula as one would type it: floor brackets, (a + b)/c, x_i."""
    text, before = latex, ""
    while text != before and len(text) < 5_000:
        before = text
        text = _WRAPPER.sub(r"\1", text)
        text = _GROUP.sub(r"\1\2", text)
        text = _FRACTION.sub(lambda match: f"{_part(match[1])}/{_part(match[2])}", text)
    text = _COMMAND.sub(lambda match: _SIGNS.get(match[1], match[0]), text)
    return " ".join(text.split())


def _part(text: str) -> str:
    return text if text.isalnum() else f"({text.strip()})"
