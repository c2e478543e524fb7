"""How do groups of articles differ? Tables from a report's own tables.

Start with `compare` (`differences.py`). `groups.py` is the gate, `contrast.py` says how sure a difference is,
`effects.py` how large; `words.py` finds what sets groups apart, `doubt.py` whose words are doubted where, `speakers.py`
who speaks and who is spoken of. Every function takes a `Report` and the name of a column of its ``articles`` table and
returns one tidy, unrounded table whose columns are declared beside it.
"""

from framing.comparison.differences import COMPARISON, compare
from framing.comparison.doubt import DOUBT, compare_doubt
from framing.comparison.speakers import SOURCES_BY_GROUP, STANCE_BY_GROUP, compare_sources, compare_stance
from framing.comparison.words import KEYNESS, keyness

__all__ = [
    "COMPARISON",
    "DOUBT",
    "KEYNESS",
    "SOURCES_BY_GROUP",
    "STANCE_BY_GROUP",
    "compare",
    "compare_doubt",
    "compare_sources",
    "compare_stance",
    "keyness",
]
