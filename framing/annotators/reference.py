"""Mentions without a name: *he* in the sentence of a name or the next, *the senator*, *the group*.

Pronouns are given to names by `framing.annotators.pronouns`, descriptions by `framing.annotators.resolution`; what is
added here is where a mention may be looked for and how near its name has to stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from framing.annotators.pronouns import FEMALE, MALE, Name, Pronouns
from framing.annotators.resolution import Descriptions
from framing.text.reading import Reading, Span

NEAR: Final = 1
"""Sentences back in which the name of a pronoun has to stand."""
ASKED: Final = MALE | FEMALE
PRONOUN: Final = "rule:pronoun"
"""How a mention by a pronoun is linked."""
BODIES: Final = frozenset("group organization organisation company firm agency network newspaper committee".split())
"""Words for an organisation that stand for the one before, whatever its name says."""
HEADS: Final = BODIES | frozenset(
    "army association bank board bureau church club coalition commission council court department federation force "
    "foundation institute league magazine militia ministry movement office panel paper party school society think-tank "
    "union university".split()
)
"""Words for an organisation that stand for the one whose name has them: *the council*, not *the news*."""
REACH: Final = 3
"""Sentences back in which that organisation has to stand."""

Reference = tuple[int, int, Name, str]
"""First and last token, the name it stands for, and the rule."""


def find_references(
    reading: Reading, names: Sequence[Name], resolver: Callable[..., Pronouns] = Pronouns
) -> list[Reference]:
    """Pronouns and definite descriptions that stand for one of the names.

    Parameters
    ----------
    reading : Reading
    names : sequence of Name
        Under their canonical names, in order.
    resolver : callable, optional
        Makes what says whom pronouns stand for; the library's own by default.

    Returns
    -------
    list of (int, int, Name, str)
        In order, outside of names.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Sen. Ana Ruiz spoke. She smiled. The senator left."]))
    >>> [found[2:] for found in find_references(reading, [Name(1, 2, "Ana Ruiz", "person")])][1][1]
    'rule:description'
    """
    taken = {k for name in names for k in range(name.first, name.last + 1)}
    described = Descriptions(reading, names)
    asked = resolver(reading, names, described.mentions(), use="mention")
    found = [*_pronouns(asked, taken), *_descriptions(reading, names, described, taken)]
    return sorted(found, key=lambda reference: reference[0])


def _pronouns(asked: Pronouns, taken: set[int]) -> Iterator[Reference]:
    key = asked.reading.tokens.sentence_key
    for k, low in enumerate(asked.reading.low):
        if low in ASKED and k not in taken:
            name = asked.name_of(k, None)
            if name is not None and key[k] - key[name.first] <= NEAR:
                yield k, k, name, PRONOUN


def _descriptions(
    reading: Reading, names: Sequence[Name], described: Descriptions, taken: set[int]
) -> Iterator[Reference]:
    phrases = reading.phrases
    bodies = [name for name in names if name.kind in {"organisation", "group"}]
    begins = [name.first for name in bodies]
    for first, last in zip(phrases.first.tolist(), phrases.last.tolist(), strict=True):
        if reading.low[first] != "the" or reading.tag[last] != "NN" or not taken.isdisjoint(range(first, last + 1)):
            continue
        name = described.of((first, last))
        if name is not None and name.kind != "person" and reading.low[last] not in HEADS:
            name = None
        if name is None and last == first + 1 and reading.low[last] in BODIES:
            name = _body_before(reading, bodies, bisect_left(begins, first) - 1, (first, last))
        if name is not None and name.first < first and not _is_apposition(reading, name, first):
            yield first, last, name, "rule:description"


def _is_apposition(reading: Reading, name: Name, first: int) -> bool:
    """'Ana Ruiz, the mayor': one mention, not two."""
    return name.last + 2 >= first and reading.low[name.last + 1] in {",", "(", "is", "was", "as", "—", "–"}


def _body_before(reading: Reading, bodies: Sequence[Name], k: int, phrase: Span) -> Name | None:
    """The last organisation before, when it is near."""
    if k < 0:
        return None
    tokens, name = reading.tokens, bodies[k]
    same = tokens.article[name.first] == tokens.article[phrase[0]]
    near = tokens.sentence_key[phrase[0]] - tokens.sentence_key[name.first] <= REACH
    return name if same and near else None
