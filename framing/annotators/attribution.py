"""Who is given a voice: source, cue and content of every attribution.

A lexicon proposes cues; rules over phrases and quotation marks find whose words they bring and which. The order:

1. `_propose`: lexicon matches become cues of four sorts (verb, noun, "according to", adverb), and colons of one more;
2. `_attribute`: each sort's rule finds source and content, or lets the cue fall;
3. `_adopt_quotations`: quotations that no cue claimed go on with the speaker before them;
4. `_nest`: attributions inside another's content get a parent; thoughts inside another's words fall.

The scheme is that of PolNeAR (Newell, Margolin and Ruths, LREC 2018) and of Pareti (2015): statements, beliefs and
intentions, documents that say things; a source can be missing; contents can be discontinuous.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from framing.annotators.matching import select
from framing.lexicons import Entry, load_lexicon
from framing.text.reading import Reading, Span
from framing.text.subjects import OCCASIONS, agent, extend_right, is_occasion, subject

ADDRESSEE_REACH: Final = 14
"""Tokens between a verb and its content that hearers, times and occasions may fill ('told aides on Friday that')."""
NEAR: Final = 6
"""Tokens between a verb and 'whether', 'how' or 'why': further off they belong to another verb."""
FLOATING_WORDS: Final = 4
"""Words from which on a quotation that no cue claims is somebody's statement and not a scare quote or title."""
CLAUSE_OPENERS: Final = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who"})
QUOTE_OPEN: Final = frozenset({"“", '"', "''", "``", "‘", "'", "«"})
QUOTE_CLOSE: Final = frozenset({"”", '"', "''", "’", "'", "»", "’’"})
ABOUT: Final = frozenset({"about", "on", "of", "for", "against"})
STOPS: Final = frozenset({".", "!", "?", ";", "…"})
UNREPORTED: Final = frozenset({"mental", "intending", "evaluating", "directive", "showing"})
"""Classes of verbs that need not report anything: 'you know', 'to support', 'accusing'."""


@dataclass(slots=True)
class Attribution:
    """One attribution, in tokens of the batch.

    Parameters
    ----------
    cue : (int, int)
        First and last token.
    source : (int, int) or None
        None when nobody is named.
    content : list of (int, int)
        What is attributed, in order.
    entry, lemma, cue_class : str
        The lexicon line or rule that made it, the cue's headword, what the cue says of the content.
    parent : int or None
        The attribution whose content holds it, as a position in the list.
    """

    cue: Span
    source: Span | None
    content: list[Span]
    entry: str
    lemma: str
    cue_class: str
    parent: int | None = field(default=None)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A lexicon match that may mark an attribution."""

    first: int
    last: int
    head: int
    entry: Entry
    notes: frozenset[str]

    def takes(self, *frames: str) -> bool:
        return any(f"frame={frame}" in self.notes for frame in frames)


@cache
def _notes(note: str) -> frozenset[str]:
    return frozenset(part.strip() for part in note.split(";") if part.strip())


def find_attributions(reading: Reading) -> list[Attribution]:
    """Every attribution of a batch.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    list of Attribution
        Ordered by cue.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["The envoy denied that talks had failed."]))
    >>> (found,) = find_attributions(reading)
    >>> reading.tokens.text_of(*found.source), found.cue_class, reading.tokens.text_of(*found.content[0])
    ('The envoy', 'denying', 'that talks had failed')
    """
    cues = list(_propose(reading))
    found = [a for a in (_attribute(reading, cue) for cue in cues) if a is not None]
    found = sorted([*found, *_colons(reading, found)], key=lambda a: a.cue)
    found = _claim_once(found)
    _trim_at_siblings(reading, found)
    _adopt_quotations(reading, found)
    _nest(found)
    return _without_inner_thoughts(found)


def _propose(reading: Reading) -> Iterator[_Cue]:
    lexicon = load_lexicon("reporting_cues")
    matches = select(reading.tokens, lexicon)
    for first, last, k in zip(matches.first.tolist(), matches.last.tolist(), matches.entry.tolist(), strict=True):
        entry = lexicon.entries[k]
        yield _Cue(first, last, first, entry, _notes(entry.note))


def _attribute(reading: Reading, cue: _Cue) -> Attribution | None:
    if "adverb" in cue.notes:
        return _adverbial(reading, cue)
    if reading.low[cue.first] in {"according", "per"}:
        return _according(reading, cue)
    if "noun" in cue.notes:
        return _nominal(reading, cue)
    if reading.verb_group[cue.head] < 0:
        return None
    return _verbal(reading, cue)


def _made(cue: _Cue, span: Span, source: Span | None, content: Iterable[Span | None]) -> Attribution | None:
    spans = sorted({c for c in content if c is not None and c[1] >= c[0]})
    if not spans:
        return None
    lemma = cue.entry.cue
    return Attribution(span, source, spans, cue.entry.id, lemma, cue.entry.category)


# Verbs --------------------------------------------------------------------------------------------


def _verbal(reading: Reading, cue: _Cue) -> Attribution | None:
    group = reading.verb_group[cue.head]
    first, last = reading.group_span(cue.head)
    if cue.head != last:
        return None
    span = (first, max(last, cue.last))
    if reading.groups.passive[group]:
        return _passive(reading, cue, span)
    inverted = _inverted(reading, cue, span)
    if inverted is not None:
        return inverted
    if not _may_stand(reading, cue, span):
        return None
    source = _source_of(reading, cue, span)
    return _active(reading, cue, span, source)


def _may_stand(reading: Reading, cue: _Cue, span: Span) -> bool:
    """Whether the verb reports here: always before a quotation or that-clause, else in a clause of its own.

    So neither an infinitive nor a gerund behind a preposition ("for accusing him") counts; beliefs, wishes and
    verdicts do not count inside a quotation either ("I think").
    """
    if _opens_content(reading, span[1] + 1):
        return True
    first = span[0]
    gerund = reading.tag[first] == "VBG" and first > reading.sentence_first[first] and reading.low[first - 1] != ","
    infinitive = bool(reading.groups.infinitive[reading.verb_group[cue.head]])
    unreported = cue.entry.category in UNREPORTED and reading.quote[cue.head] >= 0
    return not (gerund or infinitive or unreported)


def _source_of(reading: Reading, cue: _Cue, span: Span) -> Span | None:
    first = span[0]
    if reading.tag[cue.head] == "VBG" and reading.tag[first] == "VBG":
        return _main_subject(reading, first)
    if reading.groups.infinitive[reading.verb_group[cue.head]]:
        return _governing_subject(reading, first)
    return subject(reading, first)


def _main_subject(reading: Reading, first: int) -> Span | None:
    """'He left, saying ...': the subject of the last finite verb group before."""
    opening = reading.sentence_first[first]
    for k in range(first - 1, opening - 1, -1):
        group = reading.verb_group[k]
        if group < 0 or reading.groups.infinitive[group] or reading.tag[reading.group_span(k)[0]] == "VBG":
            continue
        start = int(reading.groups.first[group])
        if reading.low[first - 1] == "," or k - start < 2:
            found = subject(reading, start)
            if found is not None:
                return found
    if first == opening:
        return _following_subject(reading, first)
    j = first - 1
    return None if reading.noun_phrase[j] < 0 else (reading.phrase_span(j)[0], j)


def _following_subject(reading: Reading, first: int) -> Span | None:
    """'Calling the vote a farce, she left': the subject behind the comma."""
    for k in range(first, reading.sentence_last[first]):
        if reading.low[k] == "," and reading.noun_phrase[k + 1] >= 0:
            return reading.phrase_span(k + 1)
    return None


def _governing_subject(reading: Reading, first: int) -> Span | None:
    opening = reading.sentence_first[first]
    for k in range(first - 1, max(opening, first - 6) - 1, -1):
        if reading.verb_group[k] >= 0:
            return (
                _main_subject(reading, reading.group_span(k)[0])
                if reading.tag[k] == "VBG"
                else subject(reading, reading.group_span(k)[0])
            )
    return None


def _active(reading: Reading, cue: _Cue, span: Span, source: Span | None) -> Attribution | None:
    unit_first = min(span[0], source[0]) if source else span[0]
    aside = _parenthetical(reading, unit_first, span[1]) if cue.takes("quote", "that") and source else None
    if aside is not None:
        return _made(cue, span, source, aside)
    behind = _content_before(reading, unit_first, span[1]) if cue.takes("quote", "that") else None
    if behind is not None and source is not None and not _opens_content(reading, span[1] + 1):
        return _made(cue, span, source, [behind, _content_resumed(reading, span[1])])
    related = _relative_content(reading, cue, span, source)
    if related is not None:
        return _made(cue, span, source, [related])
    ahead = _content_after(reading, cue, span)
    if ahead is None or _is_thing(reading, source) or not _strong_enough(reading, cue, source, ahead):
        return None
    return _made(cue, span, source, [ahead])


def _strong_enough(reading: Reading, cue: _Cue, source: Span | None, content: Span) -> bool:
    """A weak cue needs a quotation or a that-clause; a missing source needs one too."""
    if "weak" not in cue.notes and source is not None:
        return True
    outer = reading.quote[cue.head]
    quoted = any(outer != reading.quote[k] >= 0 for k in range(content[0], content[1] + 1))
    return quoted or (source is not None and reading.low[content[0]] in {"that", "whether"})


def _parenthetical(reading: Reading, unit_first: int, cue_last: int) -> list[Span] | None:
    """'And perhaps, he said, it could help': the sentence on both sides of an aside between commas."""
    opening, closing = reading.sentence_first[unit_first], reading.sentence_last[cue_last]
    if unit_first - 2 < opening or cue_last + 2 > closing or reading.low[cue_last + 1] != ",":
        return None
    if reading.low[unit_first - 1] != "," or reading.quote[unit_first - 2] >= 0 or reading.quote[cue_last + 2] >= 0:
        return None
    if not reading.has_finite_verb(cue_last + 2, closing):
        return None
    return [(_without_lead(reading, opening), unit_first - 2), (cue_last + 2, _content_end(reading, cue_last + 2))]


def _relative_content(reading: Reading, cue: _Cue, span: Span, source: Span | None) -> Span | None:
    """'A charge Islamabad denies', 'the claim that he repeated': the content is the phrase before the source."""
    if source is None or not cue.takes("np", "that") or source[1] > span[0]:
        return None
    k = source[0] - 1
    if k > reading.sentence_first[span[0]] and reading.low[k] in {"that", "which"} and reading.tag[k] == "WDT":
        k -= 1
    if k < reading.sentence_first[span[0]] or reading.noun_phrase[k] < 0 or reading.low[k] in OCCASIONS:
        return None
    if _opens_content(reading, span[1] + 1) or reading.quote[k] != reading.quote[span[0]]:
        return None
    return reading.phrase_span(k)[0], k


def _is_thing(reading: Reading, source: Span | None) -> bool:
    """What was just said is no source: 'this confirms', 'which shows', 'this development underscores'."""
    if source is None or reading.low[source[0]] not in {"this", "that", "which", "these"}:
        return False
    return source[0] == source[1] or reading.tag[source[1]] in {"NN", "NNS"}


def _opens_content(reading: Reading, k: int) -> bool:
    """Whether a that-clause or quotation begins right there."""
    if k > reading.sentence_last[k - 1]:
        return False
    return reading.low[k] == "that" or (reading.form[k] in QUOTE_OPEN and _opens_quote(reading, k))


def _opens_quote(reading: Reading, k: int) -> bool:
    q = reading.quote[k]
    return q >= 0 and reading.tokens.quote_marks[q][0] == k


def _quote_span(reading: Reading, k: int) -> Span:
    return reading.tokens.quote_marks[reading.quote[k]]


def _inverted(reading: Reading, cue: _Cue, span: Span) -> Attribution | None:
    """'“No,” said Ana Ruiz, a spokeswoman': the source stands behind the verb, the content before it."""
    first, last = span
    if not cue.takes("quote") or first == reading.sentence_first[first]:
        return None
    before = reading.form[first - 1]
    if before != "," and before not in QUOTE_CLOSE and before not in {"?", "!"}:
        return None
    nxt = last + 1
    if nxt > reading.sentence_last[last] or reading.noun_phrase[nxt] < 0 or reading.tag[nxt] == "WP":
        return None
    if reading.low[nxt] in OCCASIONS:
        return None
    if before == "," and reading.quote[first - 1] < 0 and _looks_clausal(reading, nxt):
        return None
    source = reading.phrase_span(nxt)[0], extend_right(reading, nxt)
    behind = _content_before(reading, first, last)
    return _made(cue, span, source, [behind, _content_resumed(reading, source[1])])


def _looks_clausal(reading: Reading, k: int) -> bool:
    """A noun phrase with a finite verb behind it is a clause: what is said, not who says it."""
    end = extend_right(reading, k)
    return end < reading.sentence_last[k] and reading.has_finite_verb(end + 1, min(end + 3, reading.sentence_last[k]))


def _content_before(reading: Reading, unit_first: int, cue_last: int) -> Span | None:
    """What stands before 'X said': up to the comma, back to the sentence's or the quotation's beginning."""
    opening = reading.sentence_first[unit_first]
    end = unit_first - 1
    if end < 0 or reading.tokens.article[end] != reading.tokens.article[unit_first]:
        return None
    if end < opening:
        return None
    if reading.form[end] in QUOTE_CLOSE and reading.quote[end] >= 0 and _quote_span(reading, end)[1] == end:
        return min(opening, _quote_span(reading, end)[0]), end
    if reading.form[end] == "," and end - 1 >= opening:
        inside = reading.form[end - 1] in QUOTE_CLOSE and reading.quote[end - 1] >= 0
        start = min(opening, _quote_span(reading, end - 1)[0]) if inside else opening
        if inside or (end - opening >= 3 and reading.has_finite_verb(opening, end - 1) and _closes(reading, cue_last)):
            return _without_lead(reading, start), end - 1
    return None


def _without_lead(reading: Reading, start: int) -> int:
    """'But the plan failed, he said': the conjunction is the writer's."""
    return start + 1 if reading.low[start] in {"but", "and", "yet", "so"} else start


def _closes(reading: Reading, cue_last: int) -> bool:
    """After 'X said' only adjuncts follow: the end, a comma, a time or an occasion."""
    k = cue_last + 1
    if k > reading.sentence_last[cue_last]:
        return True
    word = reading.low[k]
    return word in STOPS | {",", ":"} or word in OCCASIONS or reading.tag[k] in {"IN", "RB", "TO", "VBG"}


def _content_resumed(reading: Reading, unit_last: int) -> Span | None:
    """'“A,” X said, “B.”': the quotation that goes on behind the comma, or opens the next sentence."""
    closing = reading.sentence_last[unit_last]
    for k in range(unit_last + 1, min(closing, unit_last + ADDRESSEE_REACH) + 1):
        if reading.quote[k] >= 0:
            if _opens_quote(reading, k) and reading.low[k - 1] in {",", ":", ";", "—", "–", "--", "that"}:
                return k, _content_end(reading, k)
            return None
        if reading.low[k] in STOPS:
            return None
    return None


def _content_after(reading: Reading, cue: _Cue, span: Span) -> Span | None:
    """What stands behind the cue, once hearers, times and occasions are passed."""
    k = span[1] + 1
    closing = reading.sentence_last[span[1]]
    if k > closing:
        return None
    start = _content_start(reading, cue, k, min(closing, k + ADDRESSEE_REACH))
    if start is None:
        return None
    end = _content_end(reading, start)
    return (start, end) if end >= start else None


def _content_start(reading: Reading, cue: _Cue, k: int, limit: int) -> int | None:
    """Walk over adverbs, hearers, times and occasions to where the content begins."""
    first = k
    while k <= limit:
        start = _opener(reading, cue, k, first, limit)
        if start is not None:
            return start
        low = reading.low[k]
        if low in STOPS or (low == "," and not _adjunct_follows(reading, k, limit)):
            return None
        step = k + 1
        if reading.noun_phrase[k] >= 0 or reading.tag[k] in {"JJ", "VBG", "VBN", "CD"}:
            step = _at_phrase(reading, cue, k, first, limit)
        if step <= 0:
            return k if step == 0 else None
        k = step
    return None


def _opener(reading: Reading, cue: _Cue, k: int, first: int, limit: int) -> int | None:
    """Where content begins when token k opens it: a quotation, a conjunction, 'to', a colon, a preposition."""
    low = reading.low[k]
    conjunction = low in CLAUSE_OPENERS and reading.tag[k] != "WDT" and k - first <= NEAR
    here = (
        _opens_quote(reading, k)
        or (low == "that" and cue.takes("that", "whether"))
        or (conjunction and cue.takes("whether", "that"))
        or (low == "to" and reading.tag[k] == "TO" and cue.takes("to"))
        or (low in ABOUT and k - first <= NEAR // 2 and cue.takes("about") and not is_occasion(reading, k + 1, limit))
    )
    if here:
        return k
    return k + 1 if low in {":", "—", "--"} and k < limit and cue.takes("quote") else None


def _at_phrase(reading: Reading, cue: _Cue, k: int, first: int, limit: int) -> int:
    """At a noun phrase behind the verb: 0 when content begins here, -1 when there is none, else where to go on."""
    end = reading.phrase_span(k)[1] if reading.noun_phrase[k] >= 0 else k
    prepositional = k > first and reading.tag[k - 1] in {"IN", "TO"}
    occasion = reading.low[end] in OCCASIONS
    if prepositional or occasion:
        return end + 1
    hearer = "addressee" in cue.notes and cue.entry.category != "evaluating"
    if hearer and k - first <= 2 and not reading.has_finite_verb(end + 1, min(end + 2, limit)):
        return end + 1
    if cue.takes("np") or (
        cue.takes("that", "quote") and _clause_at(reading, k) and not _continues_main(reading, k, end)
    ):
        return 0
    return -1


def _continues_main(reading: Reading, k: int, end: int) -> bool:
    """'The truce announced on May 10 remains': a date or number before a finite verb is the outer clause."""
    return reading.tag[end] == "CD" and end < reading.sentence_last[k] and reading.verb_group[end + 1] >= 0


def _clause_at(reading: Reading, k: int) -> bool:
    """Whether a clause begins here: a noun phrase (with its tail) and then a finite verb."""
    closing = reading.sentence_last[k]
    return reading.has_finite_verb(k, min(closing, k + 25))


def _adjunct_follows(reading: Reading, comma: int, limit: int) -> bool:
    """'said, in a statement, that', 'said, “…': the comma does not end the search."""
    return comma < limit and (_opens_quote(reading, comma + 1) or reading.tag[comma + 1] in {"IN", "RB", "VBG"})


def _content_end(reading: Reading, start: int) -> int:
    """The last token of content that begins here: the quotation's end, or the sentence's without its full stop."""
    closing = reading.sentence_last[start]
    if _opens_quote(reading, start):
        end = _quote_span(reading, start)[1]
        if end >= closing:
            return end
        return (
            end if reading.low[end + 1] in STOPS | {","} or end + 1 == closing else _clause_end(reading, end, closing)
        )
    if reading.quote[start] >= 0:
        closing = min(closing, _quote_span(reading, start)[1] - 1)
    return _clause_end(reading, start, closing)


def _clause_end(reading: Reading, start: int, closing: int) -> int:
    end = closing
    while end > start and (reading.low[end] in STOPS or _dangling_close(reading, end, start)):
        end -= 1
    for k in range(start + 1, end):
        if reading.low[k] == ";" and reading.quote[k] < 0:
            return k - 1
        if reading.low[k] == "according" and reading.low[k + 1] == "to" and reading.low[k - 1] == ",":
            return k - 2
    return end


def _dangling_close(reading: Reading, end: int, start: int) -> bool:
    """A closing mark whose quotation opened before the content."""
    return reading.form[end] in QUOTE_CLOSE and reading.quote[end] >= 0 and _quote_span(reading, end)[0] < start


# Passives, prepositions, nouns, adverbs, colons ---------------------------------------------------


def _passive(reading: Reading, cue: _Cue, span: Span) -> Attribution | None:
    """'is accused of', 'is expected to', 'was praised by': the subject belongs to the content."""
    by = agent(reading, span[1])
    about = subject(reading, span[0])
    sourceless = "passive=sourceless" in cue.notes
    if by is None and not sourceless:
        return None
    closing = reading.sentence_last[span[1]]
    behind = None
    if span[1] < closing:
        start = span[1] + 1 if by is None else by[1] + 1
        behind = (start, _clause_end(reading, start, closing)) if start <= closing else None
        if behind is not None and (behind[1] <= behind[0] or reading.low[behind[0]] in STOPS | {","}):
            behind = None
    if about is not None and reading.low[about[1]] in {"who", "which", "that"}:
        about = (about[0], about[1])
    if about is None and behind is None:
        return None
    return _made(cue, span, by, [about, behind])


def _according(reading: Reading, cue: _Cue) -> Attribution | None:
    """'According to a senior official, ...': the source behind, the content on the other side."""
    k = cue.last + 1
    closing = reading.sentence_last[cue.first]
    opening = reading.sentence_first[cue.first]
    head = next((j for j in range(k, min(k + 3, closing + 1)) if reading.noun_phrase[j] >= 0), None)
    if head is None:
        return None
    source = k, extend_right(reading, head)
    before = cue.first - 1
    if before - opening >= 2 and reading.has_finite_verb(opening, before):
        end = before - (reading.low[before] == ",")
        start = opening
        if reading.form[end] in QUOTE_CLOSE and reading.quote[end] >= 0:
            start = min(start, _quote_span(reading, end)[0])
        return _made(cue, (cue.first, cue.last), source, [(start, end)])
    start = source[1] + 1
    while start <= closing and reading.low[start] in {",", ":"}:
        start += 1
    if start > closing:
        return None
    return _made(cue, (cue.first, cue.last), source, [(start, _content_end(reading, start))])


def _nominal(reading: Reading, cue: _Cue) -> Attribution | None:
    """'Pakistan's claim that', 'the accusation that', 'criticism of the plan by': a noun brings the content."""
    closing = reading.sentence_last[cue.last]
    k = cue.last + 1
    if k > closing:
        return None
    source = _possessor(reading, cue.head)
    opener = reading.low[k]
    clausal = opener in {"that", "whether"} and cue.takes("that", "whether")
    infinitive = opener == "to" and cue.takes("to") and source is not None
    phrasal = opener in {"of", "for", "on", "about", "against", "from"} and cue.takes("np", "about")
    inside = cue.last > cue.first and source is not None
    if not (clausal or infinitive or (phrasal and source is not None) or inside):
        return None
    if "weak" in cue.notes and not clausal:
        return None
    first = source[1] + 1 if source is not None and source[1] < cue.first else cue.first
    end = _clause_end(reading, k, closing) if clausal else _phrase_reach(reading, k, closing)
    return _made(cue, (first, cue.last), source, [(k, end)])


def _possessor(reading: Reading, head: int) -> Span | None:
    """'Pakistan's', 'his': who makes the claim; else 'claims by Pakistan'."""
    if reading.noun_phrase[head] < 0:
        return None
    first, _ = reading.phrase_span(head)
    marks = [k for k in range(first, head) if reading.tag[k] == "POS"]
    if marks:
        return first, marks[-1] - 1
    if reading.tag[first] == "PRP$":
        return first, first
    k = head + 1
    if k < reading.sentence_last[head] and reading.low[k] == "by" and reading.noun_phrase[k + 1] >= 0:
        return k + 1, extend_right(reading, k + 1)
    return None


def _phrase_reach(reading: Reading, k: int, closing: int) -> int:
    """To the end of the phrase that a preposition or 'to' opens: before the next finite verb or comma."""
    end = k
    for j in range(k + 1, closing + 1):
        group = reading.verb_group[j]
        finite = group >= 0 and reading.tag[j] in {"VBD", "VBP", "VBZ", "MD"}
        if reading.low[j] in STOPS | {",", ":"} or finite or reading.form[j] in QUOTE_CLOSE:
            break
        end = j
    return end


def _adverbial(reading: Reading, cue: _Cue) -> Attribution | None:
    """'reportedly': nobody is named; the clause it stands in is what is attributed."""
    opening, closing = reading.sentence_first[cue.first], reading.sentence_last[cue.first]
    first = cue.first
    while first > opening and reading.low[first - 1] not in STOPS | {",", ":", "that", "and", "but"}:
        first -= 1
    last = cue.last
    while last < closing and reading.low[last + 1] not in STOPS | {",", ":"}:
        last += 1
    before = (first, cue.first - 1) if first < cue.first else None
    after = (cue.last + 1, last) if last > cue.last else None
    return _made(cue, (cue.first, cue.last), None, [before, after])


def _colons(reading: Reading, found: list[Attribution]) -> Iterator[Attribution]:
    """'Ruiz: the port is safe': a name and a colon at the head of a sentence."""
    taken = {k for a in found for k in range(a.cue[0], a.cue[1] + 1)}
    for k, form in enumerate(reading.form):
        opening = reading.sentence_first[k]
        opening += reading.form[opening] in QUOTE_OPEN
        if form != ":" or k in taken or k - opening not in range(1, 7) or k == reading.sentence_last[k]:
            continue
        first, last = reading.phrase_span(opening) if reading.noun_phrase[opening] >= 0 else (-1, -1)
        quoted = _opens_quote(reading, k + 1)
        if (
            last != k - 1
            or not reading.form[last][:1].isupper()
            or not (quoted or reading.has_finite_verb(k, reading.sentence_last[k]))
        ):
            continue
        yield Attribution((k, k), (first, last), [(k + 1, _content_end(reading, k + 1))], "rule:colon", ":", "neutral")


# Together -----------------------------------------------------------------------------------------


def _claim_once(found: list[Attribution]) -> list[Attribution]:
    """One attribution a cue; a cue or source inside another's cue falls."""
    kept: list[Attribution] = []
    for a in found:
        if kept and a.cue[0] <= kept[-1].cue[1]:
            continue
        kept.append(a)
    return kept


def _trim_at_siblings(reading: Reading, found: list[Attribution]) -> None:
    """'X said A, adding that B' and 'X said A and denied B': the first content ends before the second cue."""
    for k, a in enumerate(found[:-1]):
        for b in found[k + 1 :]:
            if reading.sentence_first[b.cue[0]] != reading.sentence_first[a.cue[0]]:
                break
            same_source = b.source is not None and b.source == a.source
            if not same_source or reading.quote[b.cue[0]] >= 0:
                continue
            joint = b.cue[0] - 1
            if reading.low[joint] in {",", "and", "but"}:
                cut = joint - 1 - (reading.low[joint - 1] == ",")
                a.content = [(s, min(e, cut)) if s <= cut < e else (s, e) for s, e in a.content]


def _adopt_quotations(reading: Reading, found: list[Attribution]) -> None:
    """Quotations that no cue claimed, in the paragraph of an attribution or right behind one: the speaker goes on."""
    tokens = reading.tokens
    claimed = {reading.quote[k] for a in found for s, e in a.content for k in (s, e) if reading.quote[k] >= 0}
    inside = sorted((s, e) for a in found for s, e in a.content)
    for q, (first, last) in enumerate(tokens.quote_marks):
        words = int(tokens.is_word[first : last + 1].sum())
        if q in claimed or words < FLOATING_WORDS or any(s <= first and last <= e for s, e in inside):
            continue
        if any(first <= a.cue[0] <= last and a.parent is None and a.source is None for a in found):
            continue
        opens = first == reading.sentence_first[first]
        speaker = _speaker_before(reading, found, first)
        if opens and speaker is not None:
            speaker.content = sorted({*speaker.content, (first, last)})


def _speaker_before(reading: Reading, found: list[Attribution], first: int) -> Attribution | None:
    """The last quoted speaker before a quotation, in this paragraph or the one before."""
    tokens = reading.tokens
    for a in reversed(found):
        if a.cue[0] >= first or reading.quote[a.cue[0]] >= 0:
            continue
        same_article = tokens.article[a.cue[0]] == tokens.article[first]
        distance = int(tokens.paragraph[first]) - int(tokens.paragraph[a.cue[0]])
        if not same_article or distance > 1:
            return None
        quoted = any(reading.quote[s] >= 0 or reading.quote[e] >= 0 for s, e in a.content)
        return a if a.source is not None and quoted else None
    return None


def _nest(found: list[Attribution]) -> None:
    """The parent is the attribution with the shortest content that holds the cue."""
    for k, a in enumerate(found):
        best = None
        for j in range(max(0, k - 40), min(len(found), k + 40)):
            b = found[j]
            for s, e in b.content:
                if j != k and s <= a.cue[0] and a.cue[1] <= e and (best is None or e - s < best[0]):
                    best = (e - s, j)
        found[k] = replace(a, parent=best[1] if best else None)
    _break_cycles(found)


def _without_inner_thoughts(found: list[Attribution]) -> list[Attribution]:
    """Inside another's content only saying counts: 'he said she told him', not 'he said he hoped'.

    In 400 articles of PolNeAR's training part 28 % of the nested attributions were right, 82 % of the others; without
    nested beliefs, wishes and verdicts F1 on its development part went from .695 to .718.
    """
    kept = [k for k, a in enumerate(found) if a.parent is None or a.cue_class not in UNREPORTED]
    position = {k: n for n, k in enumerate(kept)}
    for k in kept:
        parent = found[k].parent
        while parent is not None and parent not in position:
            parent = found[parent].parent
        found[k].parent = None if parent is None else position[parent]
    return [found[k] for k in kept]


def _break_cycles(found: list[Attribution]) -> None:
    for k, a in enumerate(found):
        seen, parent = {k}, a.parent
        while parent is not None and parent not in seen:
            seen.add(parent)
            parent = found[parent].parent
        if parent is not None:
            found[k] = replace(a, parent=None)
