"""The figures of an article: one line each, with numerator, denominator, unit and meaning.

A measure is counted over the article's body. Each count that a measure names is a column of the table that
`framing.findings` counts: one row an article, see `COUNTS`. A share or rate whose denominator is 0 is NaN: there was
nothing to measure, which is not the same as none. To add a measure, add a line; its column, its documentation and
its test follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from framing.schema import COUNTED_HEDGES, HEDGE_CATEGORIES, SOURCE_TYPES, VOICES

COUNTS: Final = MappingProxyType(
    {
        "words": "words of the body",
        "sentences": "sentences of the body",
        "hedges": f"hedges of the categories {', '.join(COUNTED_HEDGES)}",
        **{f"hedges_{voice}": f"hedges of those categories in a {voice}'s voice" for voice in VOICES},
        **{f"hedges_{category}": f"hedges of the category {category}" for category in HEDGE_CATEGORIES},
        "sentences_hedged": "sentences with at least one counted hedge",
        "boosters": "boosters",
        "scare_quotes": "scare quotes",
        "words_writer": "words in the writer's voice",
        "words_source": "words inside attributed content that has a source",
        "words_attributed": "words inside attributed content, its source given or not",
        "words_quoted": "words between quotation marks",
        "attributions": "attributions whose cue stands in the body",
        "attributions_direct": "attributions whose content is all between quotation marks",
        "attributions_sourced": "attributions that have a source",
        "attributions_named": "attributions whose source the article names",
        **{f"attributions_{kind}": f"attributions to a source of type {kind}" for kind in SOURCE_TYPES},
        "cues_doubting": "attributions under a cue of class doubting",
        "cues_endorsing": "attributions under a cue of class endorsing",
        "sources_effective": "exp of the entropy of words by source (Hill number of order 1)",
    }
)
"""What a measure can be made of."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of an article.

    Parameters
    ----------
    name : str
        Its column: API.
    unit : str
        "per 1,000 words", "share, 0 to 1" or "sources".
    numerator, denominator : str
        Names from `COUNTS`; an empty denominator means that the count itself is the figure.
    undefined_when : str
        When the figure is NaN.
    meaning : str
        What a reader is told.
    reference : str
        The paper behind it.
    """

    name: str
    unit: str
    numerator: str
    denominator: str
    undefined_when: str
    meaning: str
    reference: str

    @property
    def factor(self) -> float:
        """What the ratio is multiplied by."""
        return 1000.0 if self.unit == "per 1,000 words" else 1.0


_HYLAND: Final = "Hyland (1998)"
_PARETI: Final = "Pareti (2015)"


_UNTOLD: Final = ", or guidelines were chosen that do not know the category"


def _rate(
    name: str, numerator: str, meaning: str, reference: str, denominator: str = "words", or_when: str = ""
) -> Measure:
    undefined = f"no {COUNTS[denominator]}{or_when}"
    return Measure(name, "per 1,000 words", numerator, denominator, undefined, meaning, reference)


def _share(name: str, numerator: str, denominator: str, meaning: str, reference: str) -> Measure:
    return Measure(name, "share, 0 to 1", numerator, denominator, f"no {COUNTS[denominator]}", meaning, reference)


MEASURES: Final = (
    _rate("hedges_per_1000_words", "hedges", "how much is left uncertain", _HYLAND),
    _rate(
        "writer_hedges_per_1000_words",
        "hedges_writer",
        "how much the writer leaves uncertain, per 1,000 words in the writer's voice",
        _HYLAND,
        "words_writer",
    ),
    _rate(
        "source_hedges_per_1000_words",
        "hedges_source",
        "how much the sources leave uncertain, per 1,000 words attributed to a source",
        _HYLAND,
        "words_source",
    ),
    _rate("epistemic_hedges_per_1000_words", "hedges_epistemic", "may, perhaps, likely, seem", "Vincze (2014)"),
    _rate("doxastic_hedges_per_1000_words", "hedges_doxastic", "believe, think, expect", "Vincze (2014)"),
    _rate(
        "hearsay_hedges_per_1000_words",
        "hedges_hearsay",
        "allegedly, so-called, is said to",
        "Bednarek (2006)",
    ),
    _rate("conditional_hedges_per_1000_words", "hedges_conditional", "if true, unless", "Vincze (2014)"),
    _rate("investigation_hedges_per_1000_words", "hedges_investigation", "whether, probe", "Vincze (2014)"),
    _rate(
        "approximator_hedges_per_1000_words",
        "hedges_approximator",
        "roughly, some 200",
        "Prince et al. (1982)",
        or_when=_UNTOLD,
    ),
    _rate(
        "downtoner_hedges_per_1000_words",
        "hedges_downtoner",
        "somewhat, to a degree",
        "Quirk et al. (1985)",
        or_when=_UNTOLD,
    ),
    _share("hedged_sentence_share", "sentences_hedged", "sentences", "sentences that hold a hedge", _HYLAND),
    _rate("boosters_per_1000_words", "boosters", "how much is put beyond doubt", "Hyland (2005)"),
    _rate("attributions_per_1000_words", "attributions", "how often somebody is given a voice", _PARETI),
    _share("quoted_share", "words_quoted", "words", "words between quotation marks", _PARETI),
    _share("attributed_share", "words_attributed", "words", "words inside attributed content", _PARETI),
    _share(
        "direct_share",
        "attributions_direct",
        "attributions",
        "attributions that are direct quotations",
        _PARETI,
    ),
    _share(
        "named_source_share",
        "attributions_named",
        "attributions_sourced",
        "attributions to a source that the article names, of those that have a source",
        "Carlson (2011)",
    ),
    _share(
        "anonymous_source_share",
        "attributions_anonymous",
        "attributions_sourced",
        "attributions to a particular source kept unnamed ('a senior official')",
        "Carlson (2011)",
    ),
    _share(
        "vague_source_share",
        "attributions_vague",
        "attributions_sourced",
        "attributions to nobody in particular ('some analysts')",
        "Carlson (2011)",
    ),
    Measure(
        "effective_sources",
        "sources",
        "sources_effective",
        "",
        "no words are attributed to a source",
        "how many equally heard sources would give the same diversity of attributed words",
        "Hill (1973)",
    ),
    _share(
        "doubting_cue_share",
        "cues_doubting",
        "attributions",
        "attributions under 'claim', 'allege' ...",
        "Cole & Shaw (1974)",
    ),
    _share(
        "endorsing_cue_share",
        "cues_endorsing",
        "attributions",
        "attributions under 'confirm', 'point out' ...",
        "Cole & Shaw (1974)",
    ),
    _rate(
        "scare_quotes_per_1000_words",
        "scare_quotes",
        "words put at a distance by quotation marks",
        "Predelli (2003)",
    ),
)
"""Every figure of an article, in the order of the columns."""


def measure(counts: pd.DataFrame) -> pd.DataFrame:
    """From counts to figures.

    Parameters
    ----------
    counts : pandas.DataFrame
        One row an article, a column for each of `COUNTS`; NaN where the article could not be read.

    Returns
    -------
    pandas.DataFrame
        Same index, one float64 column a measure; NaN where it is undefined.

    Examples
    --------
    >>> counts = pd.DataFrame({name: [0.0] for name in COUNTS}).assign(words=500.0, hedges=4.0)
    >>> float(measure(counts)["hedges_per_1000_words"].iloc[0])
    8.0
    """
    figures = {m.name: _figure(counts, m) for m in MEASURES}
    return pd.DataFrame(figures, index=counts.index, columns=[m.name for m in MEASURES], dtype="float64")


def _figure(counts: pd.DataFrame, m: Measure) -> pd.Series[float]:
    above = counts[m.numerator].astype("float64")
    if not m.denominator:
        return above
    below = counts[m.denominator].astype("float64")
    return above * m.factor / below.where(below > 0, np.nan)
