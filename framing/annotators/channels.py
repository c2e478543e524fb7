"""How words came to the writer, where the text says it: in an interview, a statement, a speech, a tweet.

Read off the sentence of the cue, what is attributed left out; a source that is a document, a court or a medium tells by
itself. Where that sentence says nothing, a quotation goes on through the channel of the two sentences before, if they
name the same speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from framing.annotators.outlets import own_names
from framing.text.reading import Reading, Span

OUTLET: Final = "|".join(
    r"""
    cnn|msnbc|cnbc|cbs|abc|nbc|npr|pbs|bbc|fox|fox news|reuters|ap|the associated press|bloomberg|politico|buzzfeed
    breitbart|usa today|politifact|univision|telemundo
    the (?:new york |washington |wall street |guardian |huffington )?(?:times|post|journal|guardian|hill)
    the (?:daily )?\w+ (?:herald|tribune|globe|sentinel|news|show)
    """.split("\n")[1:-1]
).replace("    ", "")
"""News media, as their names are said."""
PATTERNS: Final = r"""
declined          (?:declined|refused) (?:to|any) comment
declined          did (?:not|n't) (?:respond|reply|return)
declined          declin(?:e|es|ed|ing) (?:to|an interview|multiple|several|requests?)|(?:would|wo) n't (?:say|comment)
social_media      tweet(?:s|ed|ing)?|retweet(?:s|ed)?
social_media      (?:on|via) (?:twitter|facebook|instagram|snapchat|reddit|youtube)
social_media      (?:facebook|twitter|instagram|social media) (?:post|message|page|account)s?
press_conference  (?:news|press) (?:conference|briefing)s?|at a briefing|briefing with reporters
press_conference  told (?:reporters|journalists)
court             court (?:filing|document|paper|record|hearing)s?|testimony|under oath|deposition|affidavit
court             testif(?:y|ied|ies|ying)|ruled|indictment
court             in (?:the|a|its|his|her) (?:ruling|complaint|lawsuit|opinion|dissent|decision)
court             fil(?:ed|ing|es) (?:a|an|the) (?:\S+ ){0,2}(?:motion|lawsuit|suit|appeal|complaint|brief|petition)
court             (?:appeals|supreme|federal|district|bankruptcy) court|(?:judge|justice) \w+ (?:wrote|said)
media             told OUTLET|(?:on|to) (?:OUTLET)(?: 's)?|(?:OUTLET) (?:report|interview)s?|(?:first )?reported by
media             in (?:an|a) (?:\w+ )?interview (?:with|on|to) (?:OUTLET)
interview         in (?:an|a|his|her|the|recent) (?:\S+ ){0,3}interviews?|interviewed|in interviews
interview         told (?:me|us)|when asked by|by (?:phone|telephone)
statement         in (?:a|an|the|his|her|its|their) (?:\w+ ){0,3}(?:statement|e-?mail|letter|memo|open letter)s?
statement         (?:news|press) releases?|(?:issued|released) a (?:\w+ )?statement|a statement|by email
statement         letter (?:to|from|signed)|wrote in (?:a|an) e-?mail
speech            (?:at|during|in) (?:a|an|the|his|her|their|last|\w+day)(?: \S+){0,4} GATHERING
speech            told (?:a|an|the|his|her) (?:\w+ ){0,3}(?:crowd|audience|rally|supporters|group|gathering)
speech            told (?:a|an|the|his|her) (?:\w+ ){0,3}(?:conference|convention)
speech            told (?:supporters|voters|delegates|lawmakers|senators)|on the (?:house|senate) floor|on stage
speech            debate stage|stump speech|(?:cheering|raucous) crowd|panel discussion|commencement|keynote|ceremony
speech            (?:to|before|in front of) (?:a|the) (?:\w+ )?(?:crowd|audience|group)
speech            at (?:his|her|the|a) (?:\w+ ){0,2}rall(?:y|ies)
speech            (?:first|second|final|last|presidential|primary|democratic|republican) debate
report            according to (?:\S+ ){0,6}(?:polls?|surveys?|study|report|analysis|census|data|figures|statistics)
report            in (?:a|an|the|its|his|her|their) (?:\w+ ){0,3}(?:report|study|book|memoir|paper|poll|survey|analysis)
"""
"""What says how words came to the writer; the first channel that fits is taken."""
GATHERING: Final = (
    "(?:rally|rallies|speech|speeches|debate|hearing|address|event|convention|town hall|forum|remarks|fundraiser|"
    "appearance)"
)
"""What words are spoken at before an audience."""


@cache
def _said() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each channel's expression, in order."""
    alternatives: dict[str, list[str]] = {}
    for line in PATTERNS.split("\n")[1:-1]:
        channel, pattern = line.split(maxsplit=1)
        whole = (
            pattern.replace("told OUTLET", "told (?:OUTLET)").replace("OUTLET", OUTLET).replace("GATHERING", GATHERING)
        )
        alternatives.setdefault(channel, []).append(whole)
    return tuple((channel, re.compile(rf"\b(?:{'|'.join(parts)})\b")) for channel, parts in alternatives.items())


BY_NOUN: Final = (
    ("social_media", frozenset({"tweet", "tweets", "post", "twitter"})),
    ("court", frozenset({"lawsuit", "complaint", "ruling", "filing", "indictment", "affidavit"})),
    ("statement", frozenset({"statement", "letter", "release", "email", "e-mail"})),
    ("media", frozenset({"article", "story", "editorial", "column"})),
    (
        "report",
        frozenset(
            "poll polls survey surveys study studies report reports analysis census data figures statistics book memo "
            "average document documents emails e-mails".split()
        ),
    ),
)
"""What a source that is a text tells of the channel, by its noun."""
SHARES: Final = frozenset({"percent", "%", "percentage"})
PRONOUNS: Final = frozenset({"he", "she", "they"})


def find_channels(
    reading: Reading,
    attributions: Sequence[tuple[Span, Span | None, Sequence[Span]]],
    types: Sequence[str | None],
    outlets: Sequence[str | None] = (),
) -> list[str | None]:
    """The channel of each attribution.

    Parameters
    ----------
    reading : Reading
    attributions : sequence
        Cue, source and content of each, as first and last tokens.
    types : sequence of str or None
        The source type of each.
    outlets : sequence of str or None, optional
        Who published each article: what its own reporters were told is an interview.

    Returns
    -------
    list of str or None
        One of `framing.schema.CHANNELS`; None where the text does not say.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Ana Ruiz said in a statement that the port was safe."]))
    >>> find_channels(reading, [((2, 5), (0, 1), [(6, 10)])], ["person"])
    ['statement']
    """
    own = [own_names(name) for name in outlets]
    found = []
    for (cue, source, content), kind in zip(attributions, types, strict=True):
        article = int(reading.tokens.article[cue[0]])
        names = own[article] if article < len(own) else frozenset[str]()
        asked = bool(names) and _told_own(names).search(_around(reading, cue, content)) is not None
        found.append("interview" if asked else _channel(reading, cue, source, content, kind))
    return found


@cache
def _told_own(names: frozenset[str]) -> re.Pattern[str]:
    """'Told The Post' in The Washington Post."""
    called = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"\b(?:told|interview with) (?:the )?(?:{called})(?! 's)\b")


COURTS: Final = frozenset({"court", "judge", "judges", "magistrate", "justices"})
CARRIED: Final = frozenset({"speech", "interview", "press_conference", "statement"})
"""Channels through which a speaker goes on in the next sentences."""
BACK: Final = 2
"""Sentences before the cue's that are looked at."""


def _channel(reading: Reading, cue: Span, source: Span | None, content: Sequence[Span], kind: str | None) -> str | None:
    by_source = None if source is None else _of_source(reading, source, kind)
    here = by_source or _told(_around(reading, cue, content))
    if here is not None or source is None:
        return here
    if kind == "document":
        return "report"
    if not COURTS.isdisjoint(reading.low[source[0] : source[1] + 1]):
        return "court"
    return _carried(reading, cue, source, content)


def _told(words: str) -> str | None:
    """The first channel that the words say."""
    return next((channel for channel, pattern in _said() if pattern.search(words)), None)


def _carried(reading: Reading, cue: Span, source: Span, content: Sequence[Span]) -> str | None:
    """The channel of the sentences before, where a quotation of the same speaker goes on."""
    if not any(reading.quote[first] >= 0 for first, _ in content):
        return None
    last = reading.low[source[1]]
    pronoun = source[0] == source[1] and last in PRONOUNS
    for words in _before(reading, cue[0]):
        told = _told(" ".join(words)) if pronoun or last in words else None
        if told in CARRIED:
            return told
    return None


def _before(reading: Reading, token: int) -> Iterator[list[str]]:
    """The words of the sentences before a token's in its article, the nearest first."""
    end, article = reading.sentence_first[token] - 1, reading.tokens.article[token]
    for _ in range(BACK):
        if end < 0 or reading.tokens.article[end] != article:
            return
        first = reading.sentence_first[end]
        yield reading.low[first : end + 1]
        end = first - 1


def _of_source(reading: Reading, source: Span, kind: str | None) -> str | None:
    """What the source itself tells: 'the poll', 'the letter', 'CNN'."""
    words = [reading.low[k] for k in range(source[0], source[1] + 1)]
    told = next((channel for channel, nouns in BY_NOUN if not nouns.isdisjoint(words)), None)
    if kind in {"document", "crowd"} and told is not None:
        return told
    if kind == "media":
        return "media"
    return "report" if kind == "crowd" and not SHARES.isdisjoint(words) else None


def _around(reading: Reading, cue: Span, content: Sequence[Span]) -> str:
    """The words of the cue's sentence that are not attributed."""
    held = {k for a, b in content for k in range(a, b + 1)}
    first, last = reading.sentence_first[cue[0]], reading.sentence_last[cue[1]]
    return " ".join(reading.low[k] for k in range(first, last + 1) if k not in held)
