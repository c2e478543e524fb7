"""What stands under every page: how much was analysed, with which settings, by which version."""

from __future__ import annotations

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
    settings = element("details", element("summary", "Settings and versions"), element("dl", *rows))
    method = "Rules and word lists decide; every mark names the one that made it. “–” means: could not tell."
    return element("footer", element("p", counted, " ", method), settings if rows else None)


def _flat(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Nested settings as lines, their names joined by dots."""
    if isinstance(value, Mapping):
        return [row for key, inner in value.items() for row in _flat(inner, f"{name}.{key}" if name else str(key))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [(name, ", ".join(str(part) for part in value))]
    return [(name, str(value))]
