"""Markdown with $formulas$ -> safe HTML with MathML. The only user of markdown-it.

Raw HTML is shown, not passed on. Formulas become MathML built from known elements only. Figures
beside the text become `data:` URIs, so that the page asks nobody for anything; a figure from
anywhere else is replaced by its description.

Runs in the judge. Texts come from the course, yet may quote a learner: both kinds are safe here.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from grader.messages import message
from grader.report.highlight import highlight_code
from grader.report.mathml import math_to_mathml
from grader.text import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TEXT_LIMIT = 200_000
FIGURE_LIMIT = 2_000_000
FIGURE_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def render_markdown(
    text: str, *, folder: Path | None = None, links: bool = True, heading: int = 1
) -> str:
    """Return `text` as HTML that is safe to put into a page.

    `folder` is where its figures lie; none outside it is read. With `links=False` addresses stay
    text, for sentences that may quote a learner. `heading` is the level that `#` becomes.
    """
    env = {"folder": folder, "heading": heading}
    html = _parser(links).render(clean(text, TEXT_LIMIT), env)
    return str(html)


def render_inline(text: str) -> str:
    """Return one sentence as HTML without a paragraph around it, addresses left as text."""
    html = _parser(False).renderInline(" ".join(clean(text).split()), {"folder": None})
    return str(html)


def _stars(state: Any, silent: bool) -> bool:
    """Emphasis by stars alone: underscores belong to Python's names, such as __init__."""
    from markdown_it.rules_inline import emphasis

    return state.src[state.pos] != "_" and bool(emphasis.tokenize(state, silent))


@lru_cache(maxsize=2)
def _parser(links: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 40})
    parser.enable(["table", "strikethrough"])
    parser.inline.ruler.at("emphasis", _stars)
    if not links:
        parser.disable(["link", "autolink", "image", "reference"])
    dollarmath_plugin(parser, allow_space=False, allow_digits=False, double_inline=True)
    rules: Any = cast(RendererHTML, parser.renderer).rules
    rules["math_inline"] = lambda tokens, i, *_: math_to_mathml(tokens[i].content)
    rules["math_inline_double"] = lambda tokens, i, *_: _block(tokens[i].content)
    rules["math_block"] = lambda tokens, i, *_: _block(tokens[i].content)
    rules["image"] = _image
    rules["fence"] = _fence
    rules["code_block"] = _fence
    rules["heading_open"] = _heading
    rules["heading_close"] = _heading
    rules["link_open"] = _link
    rules["table_open"] = lambda *_: '<div class="scroll" tabindex="0"><table>\n'
    rules["table_close"] = lambda *_: "</table></div>\n"
    rules["th_open"] = rules["td_open"] = _cell
    return parser


def _block(content: str) -> str:
    return f'<div class="formula">{math_to_mathml(content, block=True)}</div>\n'


def _fence(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    language = token.info.strip().split(" ")[0] if token.info.strip() else ""
    if language == "math":
        return _block(token.content)
    return f'<pre tabindex="0"><code>{highlight_code(token.content, language)}</code></pre>\n'


def _heading(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    level = min(int(token.tag[1:]) + int(env.get("heading", 1)) - 1, 6)
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"


def _cell(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A table's cell; the alignment that Markdown writes as a style becomes a class."""
    token = tokens[index]
    style = str(token.attrGet("style") or "")
    align = style.rpartition(":")[2]
    css = f' class="{align}"' if align in ("left", "center", "right") else ""
    scope = ' scope="col"' if token.tag == "th" else ""
    return f"<{token.tag}{scope}{css}>"


def _link(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    href = str(tokens[index].attrGet("href") or "")
    if not href.startswith(("https://", "http://", "mailto:")):
        return "<a>"  # A neighbouring file is not there when the report is read elsewhere.
    return f'<a href="{escape(href)}" rel="noopener noreferrer">'


def _image(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    alt = token.content
    data = _figure(str(token.attrGet("src") or ""), env.get("folder"))
    if data is None:
        label = message("statement.image", alt=alt)
        return f'<span class="figure-missing">[{escape(label)}]</span>'
    return f'<img class="figure" src="{data}" alt="{escape(alt)}">'


def _figure(source: str, folder: Path | None) -> str | None:
    """The `data:` URI of a figure that lies in `folder`, or None where there is none."""
    name = unquote(source)
    kind = FIGURE_TYPES.get(Path(name).suffix.lower())
    if folder is None or kind is None or ":" in name or "\0" in name:
        return None
    root = folder.resolve()
    try:
        path = (root / name).resolve()
        if not path.is_relative_to(root) or path.stat().st_size > FIGURE_LIMIT:
            return None
        content = path.read_bytes()
    except (OSError, ValueError):
        return None
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
