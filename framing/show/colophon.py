"""What stands under every page, table and figure: how much was analysed, with which settings, by which version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.show.markup import Html, element

if TYPE_CHECKING:
    from framing.report import Report


def colophon(report: Report, counted: str) -> Html:
    """Write the footer of a page.

    Parameters
    ----------
    report : Report
        Its provenance is shown in full, one line a setting.
    counted : str
        A sentence that says what the page rests on.

    Returns
    -------
    Html
        A ``footer`` element.

    Examples
    --------
    >>> import framing
    >>> "options.readability" in colophon(framing.analyze("It might rain."), "One article.")
    True
    """
    rows = [element("div", element("dt", name), element("dd", text)) for name, text in _flat(report.provenance)]
    settings = element("details", element("summary", f"Settings and versions: {stamp(report)}"), element("dl", *rows))
    method = "Word lists, rules and models decide; every mark names what made it. “–” means: could not tell."
    return element("footer", element("p", counted, " ", method), settings if rows else None)


def stamp(report: Report) -> str:
    """Name what made a report in one line: version, how many lists and models, and a digest of all settings.

    Two reports with one digest were made with the same versions, lists, models and options.

    Examples
    --------
    >>> import framing
    >>> stamp(framing.analyze("It might rain.")).startswith(f"framing {framing.__version__}")
    True
    """
    made = report.provenance
    counts = [
        f"{len(made[name])} {what}" for name, what in (("lexicons", "lists"), ("models", "models")) if name in made
    ]
    text = json.dumps(dict(made), sort_keys=True, ensure_ascii=True, default=str)
    digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return ", ".join([f"framing {made.get('framing', '')}", *counts, f"settings {digest}"])


def foot(report: Report, counted: str, settings: str) -> Html:
    """Write what stands under a table: n, settings, versions.

    Examples
    --------
    >>> import framing
    >>> "1 article. Pooled. framing" in foot(framing.analyze("It rains."), "1 article", "pooled")
    True
    """
    settings = f"{settings[:1].upper()}{settings[1:]}"
    return element("p", f"{counted}. {settings}. {stamp(report)}.", class_="foot")


def corpus_size(report: Report) -> str:
    """Say how much was analysed.

    Examples
    --------
    >>> import framing
    >>> corpus_size(framing.analyze("It rains."))
    '1 article, 2 words'
    """
    n = len(report.articles)
    return f"{n:,} article{'s' * (n != 1)}, {int(report.articles['n_words'].sum()):,} words"


def _flat(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Nested settings as lines, their names joined by dots."""
    if isinstance(value, Mapping):
        return [row for key, inner in value.items() for row in _flat(inner, f"{name}.{key}" if name else str(key))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [(name, ", ".join(str(part) for part in value))]
    return [(name, str(value))]
