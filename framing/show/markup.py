"""The only place that writes HTML: what is not markup already is escaped, and what cannot be seen is shown.

Start with `element`. A string becomes markup only through it; `Html` marks what has been through.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from typing import Final

from framing.show.style import STYLE

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab, line feed, carriage return
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff"  # bidi, zero width, separators
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"  # annotation marks, non-characters, lone surrogates
)
"""Characters that hide, reorder or end text. Joiners (U+200C, U+200D) stay: scripts and emoji need them."""

_VOID: Final = frozenset({"meta", "input", "br", "col"})


class Html(str):
    """Markup that is ready to be written. Any other string is escaped first."""

    __slots__ = ()


def visible(text: str) -> str:
    r"""Show what a reader could not see: controls, bidi overrides, lone surrogates.

    Parameters
    ----------
    text : str
        Any text, lone surrogates included.

    Returns
    -------
    str
        The same text with each such character replaced by a visible sign; always encodable as UTF-8.

    Examples
    --------
    >>> visible("a\u202eb\x00")
    'a⟨U+202E⟩b␀'
    """
    return _UNSEEN.sub(lambda match: _sign(match[0]), text)


def _sign(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"⟨U+{code:04X}⟩"


def escape(text: object) -> Html:
    """Make any text harmless inside an element or a quoted attribute.

    Examples
    --------
    >>> escape('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return text if isinstance(text, Html) else Html(html.escape(visible(str(text)), quote=True))


def join(parts: Iterable[str]) -> Html:
    """Put pieces one after the other; what is not markup is escaped.

    Examples
    --------
    >>> join([element("b", "1"), "<"])
    '<b>1</b>&lt;'
    """
    return Html("".join(escape(part) for part in parts))


def element(name: str, /, *children: str | None, **attributes: object) -> Html:
    """Write one element.

    Parameters
    ----------
    name : str
        The element's name.
    *children : str or None
        Its content: `Html` as it is, other text escaped, None left out.
    **attributes : object
        ``class_`` becomes ``class``, ``_`` becomes ``-``; None and False are left out, True is a bare name.

    Returns
    -------
    Html
        The element as markup.

    Examples
    --------
    >>> element("td", "<1", class_="number", aria_label=None)
    '<td class="number">&lt;1</td>'
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{join([child for child in children if child is not None])}</{name}>")


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def page(title: str, body: Html) -> str:
    """Write a whole page: the style sheet inside, everything else forbidden.

    The content security policy allows this one style sheet, by its digest, and nothing else: even if markup
    slipped through, no script would run and nothing would be fetched.

    Examples
    --------
    >>> page("<x>", Html("<p>y</p>")).startswith("<!DOCTYPE html>")
    True
    """
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = join(
        [
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", title),
            Html(f"<style>{STYLE}</style>"),
        ]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head>\n<body class="framing page">{body}</body>\n</html>\n'
    )


def fragment(body: Html) -> str:
    """Write a part of a notebook: the same markup and style sheet, without a page around them.

    Examples
    --------
    >>> fragment(Html("<p>y</p>")).endswith("<p>y</p></div>")
    True
    """
    return f'<div class="framing"><style>{STYLE}</style>{body}</div>'


def skip(what: str) -> Html:
    """Write the link that leads keyboards and screen readers past the head of a page.

    Examples
    --------
    >>> skip("the article")
    '<a class="skip" href="#main">Skip to the article</a>'
    """
    return element("a", f"Skip to {what}", class_="skip", href="#main")
