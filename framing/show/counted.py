"""Which marks does a figure count? Declared once, for the lists beside an article and for the light in its text.

Start with `counted_by`. A mark carries what is known of it as classes; a figure names the classes that it counts. So
the list that opens under a figure and the marks that light up with it cannot be different ones.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from framing.measures import MEASURES
from framing.schema import HEDGE_CATEGORIES, SOURCE_TYPES, VOICES

MOST_ROWS: Final = 12
"""Sources and actors that an article's panel lists; each has a light of its own in the style sheet."""

COUNTED: Final = MappingProxyType(
    {
        "hedges": ("hedge", "counted"),
        **{f"hedges_{voice}": ("hedge", "counted", f"by-{voice}") for voice in VOICES},
        **{f"hedges_{category}": ("hedge", category) for category in HEDGE_CATEGORIES},
        "sentences_hedged": ("hedge", "counted"),
        "boosters": ("booster",),
        "scare_quotes": ("scare",),
        "words_attributed": ("content",),
        "attributions": ("attribution",),
        "attributions_direct": ("attribution", "direct"),
        "attributions_named": ("attribution", "named"),
        **{f"attributions_{kind}": ("attribution", f"type-{kind}") for kind in SOURCE_TYPES},
        "cues_doubting": ("attribution", "cue-doubting"),
        "cues_endorsing": ("attribution", "cue-endorsing"),
        "sources_effective": ("attribution", "sourced"),
    }
)
"""From a count (`framing.measures.COUNTS`) to the classes that a mark must have. Words between quotation marks have no
rows in any table, so that figure has no list."""

_NUMERATORS: Final = MappingProxyType({measure.name: measure.numerator for measure in MEASURES})

LIGHTS: Final = (
    *dict.fromkeys(COUNTED[n] for n in _NUMERATORS.values() if n in COUNTED),
    *((f"{name}-{at}",) for name in ("speaker", "actor") for at in range(MOST_ROWS)),
)
"""Every set of classes that can be lit in a text."""


def counted_by(metric: str) -> tuple[str, ...]:
    """Name the classes of the marks that a figure counts; none when no table has its rows.

    Examples
    --------
    >>> counted_by("writer_hedges_per_1000_words"), counted_by("quoted_share")
    (('hedge', 'counted', 'by-writer'), ())
    """
    return COUNTED.get(_NUMERATORS.get(metric, ""), ())


def light(classes: tuple[str, ...]) -> str:
    """Name the class of the element that lights these marks while it is open.

    Examples
    --------
    >>> light(("hedge", "counted"))
    'see-hedge-counted'
    """
    return "-".join(("see", *classes))
