"""What does a saved web page say? Its article without menus, adverts and comments, and who published it when.

Start with `read_page`. The work is trafilatura's (Adrien Barbaresi, "Trafilatura: A Web Scraping Library and
Command-Line Tool for Text Discovery and Extraction", ACL 2021), which comes with the extra ``html`` and is imported
nowhere else. What is decided here: how bytes become characters, that paragraphs are parted by blank lines, and that
neither today's date nor the network plays a part, so that a page reads the same tomorrow.
"""

from __future__ import annotations

import codecs
import html as entities
import re
from collections.abc import Callable
from typing import Any, Final

from framing.errors import InputError

PAGE_SUFFIXES: Final = (".html", ".htm")

DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""When it was first published, as the page declares it: not guessed from numbers in its text, and without the
default bound, today, that would make the answer depend on the day of the run."""

_PRESCAN: Final = 4096
"""Bytes in which a page has to declare its encoding. The standard says 1024, browsers look further."""
_DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PAGE_CODECS: Final = re.compile(r"iso8859|cp(?:125\d|874|932|949|950|866)|koi8|mac|gb|hz|big5|euc|shift|iso2022|tis")
"""Codecs, by Python's names, that pages are written in. A label such as "utf-16" read as ASCII cannot be true."""
_LATIN: Final = frozenset({"iso8859-1", "ascii"})
"""The HTML standard reads these labels as Windows-1252."""

_NO_MARKUP: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no page may hold; releases of the parser differ in what they make of them."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""The parser stops at one, in the middle of an article, without a word."""
_XML_DECLARATION: Final = re.compile(r"\A[\s\ufeff]*<\?xml\b[^>]*>")
"""Before a doctype on the same line it keeps trafilatura from seeing the page. The encoding is settled by then."""
_WINDOWS_REFERENCE: Final = re.compile(r"&#(?:0*1[2-5]\d|x0*[89][0-9a-f]);?", re.IGNORECASE)
"""``&#146;`` and its like: to the HTML standard Windows-1252, to the parser a control character."""


def read_page(html: str | bytes, url: str | None = None) -> dict[str, Any]:
    r"""Read the article of a web page.

    Parameters
    ----------
    html : str or bytes
        The page. Bytes are decoded by their byte order mark, else as the page declares, else as UTF-8; bytes that the
        encoding does not know become U+FFFD.
    url : str, optional
        Where the page stood. Without it, the address that the page itself declares.

    Returns
    -------
    dict
        `text`, its paragraphs (headings, list items and quotations too) parted by blank lines, without the headline;
        `title`, `author` (several parted by "; "), `date` (ISO 8601), `outlet` and `url`. None where the page does not
        say, and as `text` where it holds no article.

    Raises
    ------
    InputError
        If trafilatura is not installed.
    ValueError
        If the page breaks trafilatura.

    Examples
    --------
    >>> page = read_page(
    ...     "<html><head><title>Port closed</title><meta property='og:site_name' content='Post'></head><body><article>"
    ...     "<p>The port was closed on Monday, the mayor said.</p><p>It may open in June.</p></article></body></html>"
    ... )
    >>> page["title"], page["outlet"]
    ('Port closed', 'Post')
    >>> page["text"].split("\n\n")
    ['The port was closed on Monday, the mayor said.', 'It may open in June.']
    """
    extract = _extractor()
    page = _extracted(extract, _repaired(html if isinstance(html, str) else _decoded(html)), url)
    title = getattr(page, "title", None) or None
    return {
        "text": _paragraphs(getattr(page, "text", None) or "", title) or None,
        "title": title,
        "author": getattr(page, "author", None) or None,
        "date": getattr(page, "date", None) or None,
        "outlet": getattr(page, "sitename", None) or None,
        "url": url or getattr(page, "url", None) or None,
    }


def _extractor() -> Callable[..., Any]:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise InputError(
            "web pages are read with trafilatura, which cannot be imported",
            where=str(error),
            do="pip install 'framing-analysis[html]', or give the texts of the articles",
        ) from error
    return bare_extraction


def _extracted(extract: Callable[..., Any], html: str, url: str | None) -> Any:
    try:
        return extract(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            favor_precision=True,
            date_extraction_params=dict(DATES),
        )
    except Exception as error:  # pages are written by anybody: one that breaks the extraction is one row lost
        raise ValueError(f"trafilatura breaks on it ({type(error).__name__}: {error})") from error


def _decoded(content: bytes) -> str:
    mark = next((encoding for bom, encoding in _MARKS if content.startswith(bom)), None)
    return content.decode(mark or _declared_encoding(content), errors="replace")


def _declared_encoding(content: bytes) -> str:
    declared = _DECLARED.search(content[:_PRESCAN])
    try:
        name = codecs.lookup(declared[1].decode("ascii", "replace")).name if declared else "utf-8"
    except LookupError:
        return "utf-8"
    if name in _LATIN:
        return "cp1252"
    return name if _PAGE_CODECS.match(name) else "utf-8"


def _repaired(html: str) -> str:
    """The page without what the parser would trip over, releases of it differently."""
    html = _XML_DECLARATION.sub("", html)
    html = _SURROGATE.sub("\ufffd", _NO_MARKUP.sub("", html))
    return _WINDOWS_REFERENCE.sub(lambda found: entities.unescape(found[0]), html)


def _paragraphs(text: str, title: str | None) -> str:
    """Lines as paragraphs, without a headline before them: that is the title's column."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and title and lines[0].casefold() == title.strip().casefold():
        del lines[0]
    return "\n\n".join(lines)
