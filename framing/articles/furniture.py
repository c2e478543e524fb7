"""Which lines of an article's text are the article, and which are site furniture.

The words are in `RULES`, a table of declarations; the engine below knows where a line stands and nothing else. A line
is marked, never cut. Start with `find_furniture`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

LINE: Final = re.compile(r"[^\r\n]+")
PARAGRAPH_WORDS: Final = 25
"""Words from which on a line is a real paragraph; no rule for short lines marks it."""
HEADLINE_WORDS: Final = 20
HEAD_LINES: Final = 5
"""Lines at the top that may be title, date or byline."""
MONTHS: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
DAYS: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


class Furniture(NamedTuple):
    """A stretch of text that is not the article proper: characters, end exclusive, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line of furniture: what it looks like, where it may stand, how long it may be."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    where: str = "anywhere"
    words: int = PARAGRAPH_WORDS


def _rule(name: str, kind: str, pattern: str, where: str = "anywhere", words: int = PARAGRAPH_WORDS) -> _Rule:
    return _Rule(name, kind, re.compile(pattern, re.IGNORECASE), where, words)


RULES: Final = (
    _rule("date line", "date", rf"(?:{DAYS},?\s+)?(?:\d{{1,2}}\s+{MONTHS}|{MONTHS}\s+\d{{1,2}},?)\s+\d{{4}}\b.{{0,40}}$", "head"),
    _rule("iso date", "date", r"\d{4}-\d{2}-\d{2}\b.{0,30}$", "head"),
    _rule("updated", "date", r"(?:first )?(?:published|updated|posted|last updated|last modified)\b(?: on| at)?:?\s.*\d", "anywhere", 15),
    _rule("byline", "byline", r"by\s+(?-i:[A-Z])[^.!?]*$", "head", 15),
    _rule("share", "share", r"(?:please )?(?:share|tweet|e-?mail|print|pin it|like) (?:this|on|via|the article)\b", "anywhere", 15),
    _rule("share buttons", "share", r"(?:click|tap) (?:on )?(?:the )?(?:share|here|below|image|link|button)\b.*", "anywhere", 40),
    _rule("networks", "share", r"(?:share|facebook|twitter|x|whatsapp|e-?mail|print|linkedin|reddit|telegram)(?:\W+(?:share|facebook|twitter|x|whatsapp|e-?mail|print|linkedin|reddit|telegram))*\W*$", "anywhere", 10),
    _rule("follow", "promotion", r"(?:please )?(?:follow|like|find|join) (?:us|\w+(?: \w+){0,3}) on (?:facebook|twitter|x|instagram|telegram|youtube|social|our)\b", "anywhere", 40),
    _rule("subscribe", "promotion", r"(?:please )?(?:subscribe|sign up|register)\b.*\b(?:newsletter|channel|alerts|e-?mail|updates|now|today|here|feed|free)\b", "anywhere", 40),
    _rule("donate", "promotion", r"(?:please )?(?:donate|support|help|become|make)\b.*\b(?:donat\w+|member\w*|subscriber|us stay afloat|our (?:work|journalism)|independent (?:media|journalism))\b", "tail", 60),
    _rule("funding", "promotion", r".*\b(?:reader|listener|viewer)[- ](?:funded|supported)\b", "tail", 90),
    _rule("member", "promotion", r"become a (?:member|patron|supporter)\b", "anywhere", 12),
    _rule("read more", "promotion", r"(?:read|see|watch|listen|related|more|also)(?: (?:more|also|next|stories|articles|on this story|from|coverage))*\s*[:>»]", "anywhere", 30),
    _rule("related", "promotion", r"(?:related (?:stories|articles|topics|coverage)|recommended|most (?:read|popular)|trending|advertisement|sponsored)\b.{0,40}$", "anywhere", 12),
    _rule("picture credit", "credit", r"(?:featured image|image|photo|photograph|picture|pic|video|illustration|graphic)s?(?: (?:is|was|taken))?(?: (?:credit|source|from|by|courtesy))?\s*(?::|from\b|by\b|courtesy\b)", "anywhere", 20),
    _rule("agency credit", "credit", r"\W?(?:additional )?(?:reporting|writing|editing|compiled) by\b", "anywhere", 40),
    _rule("getty", "credit", r"[^.]{0,60}(?:/\s*|via\s+)(?:getty(?: images)?|afp|reuters|ap photo|epa)\W*$", "anywhere", 15),
    _rule("originally", "note", r"(?:this|the) (?:article|piece|story|post|essay|column)(?: (?:was|is|has been))? (?:originally|first|previously) (?:published|appeared|posted)\b", "anywhere", 30),
    _rule("originally appeared", "note", r"(?:originally|first) (?:published|appeared)\b", "anywhere", 20),
    _rule("copyright", "note", r"(?:copyright|©|\(c\)|all rights reserved).*", "anywhere", 40),
    _rule("contact", "note", r"(?:contact|e-?mail|write to|reach)\b.*\bat\b.*@", "tail", 30),
    _rule("tips", "note", r"(?:do you have|got|send us) (?:a |any )?(?:tip|story|news|correction)s?\b", "tail", 40),
    _rule("corrections", "note", r"(?:corrections?|clarifications?)\b.*(?::|@|to report)", "tail", 40),
    _rule("comment", "note", r"(?:comments?|leave a (?:comment|reply)|join the (?:conversation|discussion)|comment on)\b.{0,80}$", "tail", 15),
    _rule("source link", "note", r"(?:source(?: link)?|link|via|tags?|categor(?:y|ies)|topics?|filed under)\s*(?::.*)?$", "tail", 15),
    _rule("views", "note", r"the (?:views|opinions) expressed\b", "anywhere", 60),
    _rule(
        "biography",
        "biography",
        r"(?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}),?[^.]{0,40}? (?:is|was|writes|covers|has (?:been|written)|reports)\b.*\b(?:writer|reporter|editor|columnist|contributor|correspondent|journalist|author|researcher|professor|fellow|analyst|director|covers|writes|blogs?|teaches)\b",
        "tail",
        90,
    ),
    _rule("biography continued", "biography", r"(?:he|she|they) (?:is|was|has|lives|can be|tweets|teaches|writes)\b", "after biography", 60),
    _rule("separator", "separator", r"[*#_=~\-–—•·.\s]+$", "anywhere", 12),
    _rule("end mark", "separator", r"(?:-?\s*30\s*-?|###|ends)\s*$", "tail", 4),
)  # fmt: skip
"""In order: the first that fits a line marks it."""

DATELINE: Final = re.compile(
    r"(?:[A-Z][A-Z.'’\- ]{2,40}(?:,\s(?:[A-Z][\w.]+\s?){1,3})?(?:,\s" + MONTHS + r"\s\d{1,2})?(?:\s\([^)\n]{2,30}\))?"
    r"\s?(?:—|–|--|-)\s|\([A-Z][A-Za-z .]{1,25}\)\s?(?:—|–|--|-)\s)"
)
"""'HARROWGATE, March 3 (Meridian Wire) — ', 'DALLAS (AP) — ', '(CNN) -- ' at the head of a paragraph."""


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    words: int


def find_furniture(
    text: str, *, title: str | None = None, author: str | None = None, outlet: str | None = None
) -> list[Furniture]:
    """Find what in an article's text is not the article.

    Parameters
    ----------
    text : str
        The article, as given.
    title, author, outlet : str, optional
        From its metadata: a line that repeats one of them at the top is furniture.

    Returns
    -------
    list of Furniture
        Disjoint, in order.

    Examples
    --------
    >>> text = "Port strike ends\\n\\nBy Ana Ruiz\\n\\nThe strike ended on Monday, the union said.\\n\\nShare this article"
    >>> [f.kind for f in find_furniture(text, title="Port strike ends")]
    ['title', 'byline', 'share']
    """
    lines = [
        _Line(
            m.start() + _lead(m.group()), m.start() + len(m.group().rstrip()), m.group().strip(), len(m.group().split())
        )
        for m in LINE.finditer(text)
        if m.group().strip()
    ]
    tail = _tail_start(lines)
    return sorted(_found(text, lines, tail, title, {author, outlet} - {None}))


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip())


def _tail_start(lines: list[_Line]) -> int:
    """The first line of the tail: the last third at most, or what follows the last separator or credit there."""
    for k in range(len(lines) - 1, -1, -1):
        if len(lines) - k > 14:
            return k + 1
        real = lines[k].words >= PARAGRAPH_WORDS and not any(
            _fits(rule, lines[k]) for rule in RULES if rule.where != "head"
        )
        if real:
            return k + 1
    return min(1, len(lines))


def _fits(rule: _Rule, line: _Line) -> bool:
    return line.words <= rule.words and rule.pattern.match(line.text) is not None


def _found(text: str, lines: list[_Line], tail: int, title: str | None, names: set[str | None]) -> Iterator[Furniture]:
    before = ""
    for k, line in enumerate(lines):
        kind = _kind(text, lines, k, tail, title, names, before)
        before = kind
        if kind:
            yield Furniture(line.start, line.end, kind)
        elif (dateline := DATELINE.match(text, line.start, line.end)) and line.words >= PARAGRAPH_WORDS // 3:
            yield Furniture(line.start, dateline.start() + len(dateline.group().rstrip()), "dateline")


def _kind(
    text: str, lines: list[_Line], k: int, tail: int, title: str | None, names: set[str | None], before: str
) -> str:
    line = lines[k]
    if k < HEAD_LINES and _same(line.text, title):
        return "title"
    if k < HEAD_LINES and any(_same(line.text.removeprefix("By "), name) for name in names):
        return "byline"
    places = {"anywhere", *(["head"] if k < HEAD_LINES else []), *(["tail"] if k >= tail else [])}
    if before == "biography":
        places.add("after biography")
    for rule in RULES:
        if rule.where in places and _fits(rule, line):
            return rule.kind
    return "title" if k < 2 and _is_headline(text, lines, k) else ""


def _same(line: str, given: str | None) -> bool:
    return given is not None and " ".join(line.split()).casefold() == " ".join(given.split()).casefold() != ""


def _is_headline(text: str, lines: list[_Line], k: int) -> bool:
    """Short, no full stop at its end, a blank line behind it, real paragraphs after that."""
    line = lines[k]
    following = lines[k + 1 :]
    if line.words > HEADLINE_WORDS or line.words < 2 or line.text[-1] in ".!?:;,”\"'’" or not following:
        return False
    gap = text[line.end : following[0].start]
    blank = gap.count("\n") + gap.count("\r") - gap.count("\r\n") >= 2
    return blank and any(other.words >= PARAGRAPH_WORDS for other in following[:HEAD_LINES])
