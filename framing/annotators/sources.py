"""Who the sources of an article are: one row for each, its kind, and whether the article names it.

A source phrase is looked at in this order: the writer, a name in it, a pronoun (the last fitting source before), a
description. Descriptions are typed by word lists: titles and roles, vague and anonymous phrases, documents, media.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from framing.annotators.pronouns import Name, Pronouns
from framing.annotators.resolution import Descriptions, courtesy_name, full_names, together
from framing.annotators.source_types import SourceTypes
from framing.text.reading import Reading, Span
from framing.text.subjects import RELATIVES, antecedent

HE: Final = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
THEY: Final = frozenset({"they", "it", "them", "its", "their", "those", "this", "these"})
WRITER: Final = frozenset({"i", "we", "us", "me", "my", "our"})
PERSON_TYPES: Final = frozenset({"person", "official", "expert", "media"})


@dataclass(slots=True)
class Source:
    """One source of an article.

    Parameters
    ----------
    article : int
        Position in the batch.
    name : str
        The fullest name or description.
    source_type : str
        One of `framing.schema.SOURCE_TYPES`.
    named : bool
        The article gives a name.
    """

    article: int
    name: str
    source_type: str
    named: bool


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name in the text: what `sources` needs to know of a mention."""

    first: int
    last: int
    name: str
    kind: str


def find_sources(
    reading: Reading,
    phrases: Sequence[Span | None],
    names: Sequence[NamedSpan],
    speakers: Sequence[int | None],
    typed: SourceTypes | None = None,
    resolver: Callable[..., Pronouns] = Pronouns,
) -> tuple[list[Source], list[int]]:
    """The sources of a batch.

    Parameters
    ----------
    reading : Reading
    phrases : sequence of (int, int) or None
        Each attribution's source, first and last token; None where nobody is named.
    names : sequence of NamedSpan
        The names in the text, in order.
    speakers : sequence of int or None
        Each attribution's parent: who speaks when a quoted source says "I".
    typed : SourceTypes, optional
        What says of which kind a phrase is; the library's own by default.
    resolver : callable, optional
        Makes what says whom pronouns stand for; the library's own by default.

    Returns
    -------
    sources : list of Source
        In order of first appearance.
    of_attribution : list of int
        Position in `sources` for each attribution, -1 for none.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Some analysts suggest it failed."]))
    >>> sources, _ = find_sources(reading, [(0, 1)], [], [None])
    >>> sources[0].name, sources[0].source_type
    ('Some analysts', 'vague')
    """
    full = full_names(reading, [Name(n.first, n.last, n.name, n.kind) for n in names])
    typed, described = typed or SourceTypes(reading), Descriptions(reading, full)
    pronouns = resolver(reading, full, described.mentions())
    names = [_as_span(name) for name in full]
    by_token = {k: name for name in names for k in range(name.first, name.last + 1)}
    sources: list[Source] = []
    index: dict[tuple[int, str], int] = {}
    of_attribution: list[int] = []
    for k, phrase in enumerate(phrases):
        found = -1
        if phrase is not None:
            candidate = _candidate(
                reading, typed, pronouns, described, by_token, phrase, sources, of_attribution, speakers[k]
            )
            found = candidate if isinstance(candidate, int) else _placed(sources, index, candidate)
        of_attribution.append(found)
    return sources, of_attribution


def _placed(sources: list[Source], index: dict[tuple[int, str], int], source: Source) -> int:
    key = (source.article, source.name.casefold())
    if key not in index:
        index[key] = len(sources)
        sources.append(source)
    known = sources[index[key]]
    if known.source_type in {"person", "organisation"} and source.source_type in {
        "official",
        "expert",
        "media",
    }:
        known.source_type = source.source_type
    return index[key]


def _candidate(
    reading: Reading,
    typed: SourceTypes,
    pronouns: Pronouns,
    described: Descriptions,
    by_token: Mapping[int, NamedSpan],
    phrase: Span,
    sources: Sequence[Source],
    of_attribution: Sequence[int],
    speaker: int | None,
) -> Source | int:
    article = int(reading.tokens.article[phrase[0]])
    low = reading.low[phrase[0]]
    if phrase[0] == phrase[1] and low in RELATIVES:
        phrase = _bearer(reading, by_token, phrase[0], low) or antecedent(reading, phrase[0]) or phrase
        low = reading.low[phrase[0]]
    if phrase[0] == phrase[1] and low in HE | THEY | WRITER:
        found = None if low in WRITER else _named_before(pronouns, phrase[0], sources, of_attribution)
        known = None if found is None else _known(sources, article, found.name)
        if known is not None:
            return known
        if found is not None:
            return Source(
                article,
                found.name,
                _type(reading, typed, pronouns, (found.first, found.last), _as_span(found)),
                named=True,
            )
        return _pronoun(article, low, sources, of_attribution, speaker)
    return _by_name(reading, typed, pronouns, described, by_token, phrase) or _by_description(
        reading, typed, pronouns, described, phrase
    )


def _by_name(
    reading: Reading,
    typed: SourceTypes,
    pronouns: Pronouns,
    described: Descriptions,
    by_token: Mapping[int, NamedSpan],
    phrase: Span,
) -> Source | None:
    """Several names together, a name, or a title and a surname."""
    article = int(reading.tokens.article[phrase[0]])
    several = together(reading, phrase, described.inside(phrase))
    if several:
        joined = Name(phrase[0], phrase[1], " and ".join(n.name for n in several), "group")
        pronouns.add(joined)
        return Source(article, joined.name, _type(reading, typed, pronouns, phrase, _as_span(several[0])), named=True)
    name = _name_of(reading, by_token, phrase)
    if name is not None and _is_plural(reading, name):
        name = None
    polite = courtesy_name(reading, _head_span(reading, phrase), described.in_article(phrase[0]))
    if name is None and polite is not None:
        name = _as_span(polite)
        pronouns.add(polite)
    if name is None:
        return None
    pronouns.spoken.add((article, name.name))
    return Source(article, name.name, _type(reading, typed, pronouns, phrase, name), named=True)


def _by_description(
    reading: Reading, typed: SourceTypes, pronouns: Pronouns, described: Descriptions, phrase: Span
) -> Source:
    """The one whom the article calls so, or somebody without a name."""
    article, head = int(reading.tokens.article[phrase[0]]), _head_span(reading, phrase)
    bearer = described.of(head) if _is_definite(reading, head) else None
    if bearer is not None:
        pronouns.spoken.add((article, bearer.name))
        return Source(article, bearer.name, _type(reading, typed, pronouns, phrase, _as_span(bearer)), named=True)
    source_type = _type(reading, typed, pronouns, phrase, None)
    description = _description(reading, phrase)
    kind = _kind_of_unnamed(reading, phrase, source_type)
    pronouns.add(Name(phrase[0], phrase[1], description, kind, "unnamed"))
    return Source(article, description, source_type, named=False)


def _bearer(reading: Reading, by_token: Mapping[int, NamedSpan], relative: int, low: str) -> Span | None:
    """'Ana Ruiz, 59, of Orsk, who': the person named before a relative pronoun behind a comma or an apposition."""
    if low not in {"who", "whom"}:
        return None
    phrase = antecedent(reading, relative)
    k = relative - 1 if phrase is None else phrase[0] - 1
    behind_comma = reading.low[relative - 1] in {",", "—", "--", ")"}
    if not behind_comma and (k <= reading.sentence_first[relative] or reading.low[k] != ","):
        return None
    for j in range(relative - 1, reading.sentence_first[relative] - 1, -1):
        name = by_token.get(j)
        if name is not None and name.kind == "person":
            return name.first, name.last
    return None


def _type(reading: Reading, typed: SourceTypes, pronouns: Pronouns, phrase: Span, name: NamedSpan | None) -> str:
    """The source type of a phrase, with what the article says of the name elsewhere."""
    head = _head_span(reading, phrase)
    if name is None:
        return typed.of(phrase, head, None, "", frozenset())
    article = int(reading.tokens.article[phrase[0]])
    return typed.of(phrase, head, name.name, name.kind, pronouns.roles_of(article, name.name))


def _is_definite(reading: Reading, head: Span) -> bool:
    """'The senator', 'the GOP nominee': one who was mentioned before."""
    opener = reading.low[head[0]]
    bare = head[1] - head[0] < 2 and all(reading.tag[k] in {"NN", "JJ"} for k in range(head[0], head[1] + 1))
    return reading.tag[head[1]] in {"NN", "NNP"} and (opener in {"the", "that", "this"} or bare)


def _is_plural(reading: Reading, name: NamedSpan) -> bool:
    """'Republicans', 'many Mexicans': people of a kind, and nobody by name."""
    return name.kind in {"group", "place", "other"} and reading.tag[name.last] == "NNPS" and name.first == name.last


def _kind_of_unnamed(reading: Reading, phrase: Span, source_type: str) -> str:
    """A person, several, or a thing: what a pronoun behind it may be."""
    if reading.tag[_head_span(reading, phrase)[1]] in {"NNS", "NNPS"}:
        return "group"
    return "organisation" if source_type in {"document", "media", "organisation"} else "person"


def _known(sources: Sequence[Source], article: int, name: str) -> int | None:
    """The source of that name in the article, where there is one already."""
    for k in range(len(sources) - 1, -1, -1):
        if sources[k].article != article:
            break
        if sources[k].name == name:
            return k
    return None


def _named_before(
    pronouns: Pronouns, token: int, sources: Sequence[Source], of_attribution: Sequence[int]
) -> Name | None:
    """The name that a pronoun stands for, told who spoke last."""
    last = next((k for k in reversed(of_attribution) if k >= 0), None)
    return pronouns.name_of(token, None if last is None else sources[last].name)


def _as_span(name: Name) -> NamedSpan:
    return NamedSpan(name.first, name.last, name.name, name.kind)


def _pronoun(
    article: int, low: str, sources: Sequence[Source], of_attribution: Sequence[int], speaker: int | None
) -> Source | int:
    """The writer, the speaker of the quotation, or the last fitting source before."""
    if low in WRITER:
        if speaker is not None and speaker < len(of_attribution) and of_attribution[speaker] >= 0:
            return of_attribution[speaker]
        return Source(article, "writer", "writer", named=False)
    for k in reversed(of_attribution):
        if k < 0 or sources[k].article != article or sources[k].source_type == "writer":
            continue
        if low not in HE or sources[k].source_type in PERSON_TYPES | {"anonymous"}:
            return k
    return Source(article, low, "person" if low in HE else "organisation", named=False)


def _name_of(reading: Reading, by_token: Mapping[int, NamedSpan], phrase: Span) -> NamedSpan | None:
    """The name that is the head of the phrase, or stands in apposition to it; not one in 'a spokesman for X'."""
    head = _head_span(reading, phrase)
    if head[1] > head[0] and reading.tag[head[1]] == "POS":
        head = head[0], head[1] - 1
    if head[1] in by_token and by_token[head[1]].last >= head[1]:
        return by_token[head[1]]
    for k in range(head[1] + 1, phrase[1] + 1):
        if reading.low[k - 1] == "," and k in by_token and by_token[k].kind == "person":
            return by_token[k]
    return None


def _head_span(reading: Reading, phrase: Span) -> Span:
    """The phrase's first base noun phrase, without tail, apposition and relative clause."""
    first = phrase[0]
    if reading.noun_phrase[first] >= 0:
        return first, min(reading.phrase_span(first)[1], phrase[1])
    for k in range(first, phrase[1] + 1):
        if reading.noun_phrase[k] >= 0:
            return k, min(reading.phrase_span(k)[1], phrase[1])
    return phrase


def _description(reading: Reading, phrase: Span) -> str:
    first, last = phrase
    while last > first and (reading.low[last] in RELATIVES or not reading.tokens.is_word[last]):
        last -= 1
    return " ".join(reading.tokens.text_of(first, last).split())
