"""Who is given a voice: source, cue and content of every attribution.

Models judge, rules decode. The order:

1. a lexicon says what kind of cue a word may be, which the models see, and which is the class of the cue they find;
2. the scorer says which words are cues and what the words around each are to it;
3. `settle`: the surest cue takes its words first; a cue inside the content of a surer one is not another's words twice;
4. `_adopt_quotations`: quotations that no cue claimed go on with the speaker next to them, where the scorer says so;
5. `_nest`: an attribution inside another's content has it for a parent.

The scheme is that of PolNeAR (Newell, Margolin and Ruths, LREC 2018) and of Pareti (2015): statements, beliefs and
intentions, documents that say things; a source can be missing; contents can be discontinuous.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from framing.annotators.matching import Matches, select
from framing.lexicons import Entry, Lexicon, load_lexicon
from framing.lexicons.inflection import lemma_of
from framing.scorers.attribution import CONTENT, CUE, LEAST, SOURCE, AttributionJudge, Roles, shipped_scorer
from framing.scorers.floating import Claims, find_floating
from framing.scorers.sight import Sight
from framing.text.reading import Reading, Span
from framing.text.spelling import Hashes
from framing.text.tokens import Tokens

NAMING: Final = frozenset({"called", "named", "dubbed", "termed", "nicknamed"})
BEING: Final = frozenset({"is", "are", "was", "were", "'s", "be", "been", "called", "named", "dubbed", "termed"})
EDGES: Final = frozenset({".", "!", "?", ";", "…", ",", ":", "“", "”", '"'})
HEARSAY: Final = 0.6
"""Strength from which a listed adverb without a source is an attribution (*reportedly*, *allegedly*)."""
GAP: Final = 2
"""Words inside a content that no role was found for, up to which they belong to it."""
STRETCH: Final = 4
"""Words from which a content is long enough for single words elsewhere to be none of it."""
NEAR: Final = 12
"""Contents that begin before a cue and may hold it: more than ever stand inside one another."""


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
        The lexicon line that names the cue, or the model that found it; its headword; what it says of the content.
    parent : int or None
        The attribution whose content holds it, as a position in the list.
    """

    cue: Span
    source: Span | None
    content: list[Span]
    entry: str = ""
    lemma: str = ""
    cue_class: str = ""
    parent: int | None = field(default=None)


Seen = tuple[Sight, npt.NDArray[np.int64]]
"""A batch as models see it, and the entry of the list of reporting cues at each token (-1: none)."""


def find_attributions(
    reading: Reading, scorer: AttributionJudge | None = None, *, seen: Seen | None = None
) -> list[Attribution]:
    """Every attribution of a batch.

    Parameters
    ----------
    reading : Reading
    scorer : AttributionJudge, optional
        The one that ships with the library by default.
    seen : Seen, optional
        What `look` says of the batch, where the caller has it already.

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
    tokens, scorer = reading.tokens, scorer or shipped_scorer()
    if not len(tokens):
        return []
    sight, entry = seen or look(reading)
    found = [a for a in settle(scorer.roles(sight)) if not (_is_thing(reading, a.source) or _only_names(reading, a))]
    found = sorted([*found, *_hearsay(reading, entry, found)], key=lambda a: a.cue)
    _without_clitics(reading, found)
    _without_charges(reading, entry, found)
    _adopt_quotations(sight, scorer, found)
    _name(reading, entry, found)
    _nest(found)
    return found


def look(reading: Reading) -> Seen:
    """What models see of a batch, and the entry of the list of reporting cues at each token (-1: none)."""
    lexicon = load_lexicon("reporting_cues")
    entry = _entries_at(reading.tokens, select(reading.tokens, lexicon))
    listed = np.append(_kinds(lexicon), np.uint32(0))[entry]
    return Sight(reading.tokens, reading.clauses, listed), entry


def _entries_at(tokens: Tokens, matches: Matches) -> npt.NDArray[np.int64]:
    """The entry at each token, the last of those that overlap."""
    length = matches.last - matches.first + 1
    of = np.repeat(np.arange(len(matches)), length)
    at = np.arange(len(of)) - np.repeat(np.cumsum(length) - length, length) + matches.first[of]
    entry = np.full(len(tokens), -1)
    entry[at] = matches.entry[of]
    return entry


@lru_cache(maxsize=4)
def _kinds(lexicon: Lexicon) -> Hashes:
    """What kind of cue each entry is: its class and the frames in its note, as a hash."""
    return np.array([crc32(f"{e.category};{e.note}".encode()) for e in lexicon.entries], np.uint32)


# Settling -----------------------------------------------------------------------------------------


Run = tuple[int, int, int, int]
"""Words next to each other with the same label for the same cue: label, first, last, how far it leads in all."""


def settle(roles: Roles) -> list[Attribution]:
    """Cues take their words, the surest first; each word is content of one attribution alone.

    Parameters
    ----------
    roles : Roles

    Returns
    -------
    list of Attribution
        Ordered by cue; entry, lemma, class and parent are still open.
    """
    runs, bounds = _runs(roles)
    size = int(max(roles.token.max(initial=-1), roles.cue.max(initial=-1))) + 1
    content, cues = _Taken(size), _Taken(size)
    heads, scores = roles.cue.tolist(), roles.score.tolist()
    found = []
    for k in np.argsort(-roles.score, kind="stable").tolist():
        head = heads[k]
        held = content.touches(head, head)
        if not (held or scores[k] > LEAST):
            continue
        mine = _mended(runs[bounds[k] : bounds[k + 1]])
        cue = _cue_of(mine, head)
        if cues.touches(*cue):
            continue
        made = _inner(mine, cue, content) if held else _outer(mine, cue, content, cues)
        if made is not None:
            cues.take(*cue)
            found.append(made)
    return sorted(found, key=lambda a: a.cue)


def _outer(runs: Sequence[Run], cue: Span, content: _Taken, cues: _Taken) -> Attribution | None:
    """An attribution that stands in no other's content: it takes what is free."""
    free = [s for label, a, b, _ in runs if label == CONTENT for s in content.outside(a, b)]
    free = sorted(s for span in free for s in cues.outside(*span))
    for span in free:
        content.take(*span)
    return Attribution(cue, _source_of(runs), free) if free else None


def _inner(runs: Sequence[Run], cue: Span, content: _Taken) -> Attribution | None:
    """An attribution inside another's content ('he said she had told him'): source and content stand there too."""
    source = _source_of(runs)
    held = [(a, b) for label, a, b, _ in runs if label == CONTENT and content.holds(a, b)]
    if source is None or not content.holds(*source) or not any(b > a for a, b in held):
        return None
    return Attribution(cue, source, held)


def _runs(roles: Roles) -> tuple[list[Run], list[int]]:
    """The runs of all cues, and where those of each begin."""
    label = roles.label
    opens = np.flatnonzero(np.diff(label.astype(np.int64) + 4 * roles.of, prepend=-1))
    closes = np.append(opens[1:], len(label)) - 1
    lead = roles.scores[np.arange(len(label)), label].astype(np.int64) - roles.scores[:, 0]
    running = np.concatenate([[0], np.cumsum(lead)])
    named = np.flatnonzero(label[opens]) if len(label) else opens
    opens, closes = opens[named], closes[named]
    columns = label[opens], roles.token[opens], roles.token[closes], running[closes + 1] - running[opens]
    bounds = np.searchsorted(roles.of[opens], np.arange(len(roles.cue) + 1))
    return list(zip(*(column.tolist() for column in columns), strict=True)), bounds.tolist()


def _mended(runs: Sequence[Run]) -> list[Run]:
    """The runs with small gaps in a content filled, and without single words of content beside a longer stretch."""
    joined: list[Run] = []
    for label, first, last, lead in runs:
        if label == CONTENT and joined and joined[-1][0] == CONTENT and first - joined[-1][2] - 1 <= GAP:
            joined[-1] = (CONTENT, joined[-1][1], last, joined[-1][3] + lead)
        else:
            joined.append((label, first, last, lead))
    longest = max((b - a + 1 for label, a, b, _ in joined if label == CONTENT), default=0)
    return [run for run in joined if run[0] != CONTENT or run[2] > run[1] or longest < STRETCH]


class _Taken:
    """Tokens that are taken: those marked 1."""

    def __init__(self, size: int) -> None:
        self.tokens = bytearray(size)

    def take(self, first: int, last: int) -> None:
        self.tokens[first : last + 1] = b"\1" * (last + 1 - first)

    def touches(self, first: int, last: int) -> bool:
        return self.tokens.find(1, first, last + 1) >= 0

    def holds(self, first: int, last: int) -> bool:
        return self.tokens.find(0, first, last + 1) < 0

    def outside(self, first: int, last: int) -> list[Span]:
        """The stretches between two tokens that are not taken."""
        if not self.touches(first, last):
            return [(first, last)]
        free = [k for k in range(first, last + 1) if not self.tokens[k]]
        opens = [k for n, k in enumerate(free) if not n or free[n - 1] != k - 1]
        closes = [k for n, k in enumerate(free) if n + 1 == len(free) or free[n + 1] != k + 1]
        return list(zip(opens, closes, strict=True))


def _cue_of(runs: Sequence[Run], head: int) -> Span:
    """The stretch of cue words that holds the head; the head alone where there is none."""
    return next(((a, b) for label, a, b, _ in runs if label == CUE and a <= head <= b), (head, head))


def _source_of(runs: Sequence[Run]) -> Span | None:
    best = max((run for run in runs if run[0] == SOURCE), key=lambda run: (run[3], -run[1]), default=None)
    return None if best is None else (best[1], best[2])


def _is_thing(reading: Reading, source: Span | None) -> bool:
    """What was just said is no source: 'this shows that'."""
    return source is not None and source[0] == source[1] and reading.low[source[0]] == "this"


def _only_names(reading: Reading, a: Attribution) -> bool:
    """'The village is called Orsk': nobody says so."""
    return a.source is None and reading.low[a.cue[1]] in NAMING and reading.low[a.cue[0]] in BEING


def _hearsay(reading: Reading, entry: npt.NDArray[np.int64], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """'The mayor reportedly resigned': nobody is named; what is attributed is the clause around the adverb."""
    entries = load_lexicon("reporting_cues").entries
    taken = _Taken(len(reading.tokens))
    for a in found:
        for span in (a.cue, *a.content):
            taken.take(*span)
    telling = np.array(["adverb" in e.note and e.strength >= HEARSAY for e in entries])
    for k in np.flatnonzero(np.append(telling, False)[entry] & reading.tokens.readable).tolist():
        if taken.touches(k, k):
            continue
        closing = reading.sentence_last[k]
        last = next((j - 1 for j in range(k, closing + 1) if entry[j] != entry[k]), closing)
        content = [span for span in _clause_around(reading, k, last) if not taken.touches(*span)]
        taken.take(k, last)
        if content:
            yield Attribution((k, last), None, content)


def _clause_around(reading: Reading, first: int, last: int) -> list[Span]:
    """The stretches before and behind, up to a comma, a stop or a conjunction."""
    begin, end = first, last
    while begin > reading.sentence_first[first] and reading.low[begin - 1] not in EDGES | {"that", "and", "but"}:
        begin -= 1
    while end < reading.sentence_last[last] and reading.low[end + 1] not in EDGES:
        end += 1
    return [(a, b) for a, b in ((begin, first - 1), (last + 1, end)) if a <= b]


def _without_clitics(reading: Reading, found: Sequence[Attribution]) -> None:
    """'Pakistan's claim': the source is Pakistan."""
    for a in found:
        if a.source is not None and a.source[0] < a.source[1] and reading.tag[a.source[1]] == "POS":
            a.source = a.source[0], a.source[1] - 1


def _without_charges(reading: Reading, entry: npt.NDArray[np.int64], found: Sequence[Attribution]) -> None:
    """', a charge Islamabad denies': the source is Islamabad; the charge is what it denies."""
    for a in found:
        if a.source is None:
            continue
        (opens, last), noun = a.source, a.source[0] + 1
        apposed = opens > reading.sentence_first[opens] and reading.low[opens - 1] == ","
        if not apposed or reading.low[opens] not in {"a", "an"} or not noun < last == a.cue[0] - 1:
            continue
        if reading.tag[noun] == "NN" and entry[noun] >= 0:
            a.source, a.content = (noun + 1, last), sorted([*a.content, (opens, noun)])


# Quotations, names, parents -----------------------------------------------------------------------


def _adopt_quotations(sight: Sight, scorer: AttributionJudge, found: list[Attribution]) -> None:
    """Quotations that no cue claimed go to the speaker before, or to the one behind in the same paragraph."""
    floating = find_floating(sight, Claims.of(sight, [(a.cue, a.source, a.content) for a in found]))
    if not found or not len(floating.quotation):
        return
    adopted = scorer.quotations(floating.columns) > 0
    paragraph = sight.tokens.paragraph
    for q, before, behind in zip(
        floating.quotation[adopted].tolist(),
        floating.speaker[adopted].tolist(),
        floating.next_speaker[adopted].tolist(),
        strict=True,
    ):
        first, last = sight.tokens.quote_marks[q]
        later = behind >= 0 and paragraph[found[behind].cue[0]] == paragraph[last]
        nearer = before >= 0 and (not later or paragraph[found[before].cue[1]] == paragraph[first])
        speaker = before if nearer else behind
        if speaker >= 0:
            found[speaker].content = _joined([*found[speaker].content, (first, last)])


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _name(reading: Reading, entry: npt.NDArray[np.int64], found: Sequence[Attribution]) -> None:
    """The entry, lemma and class of each cue: of its last word that is listed, else the verb's own lemma."""
    entries = load_lexicon("reporting_cues").entries
    for a in found:
        listed = next((entries[entry[k]] for k in range(a.cue[1], a.cue[0] - 1, -1) if entry[k] >= 0), None)
        a.entry, a.lemma, a.cue_class = _named(reading, a.cue, listed)


def _named(reading: Reading, cue: Span, listed: Entry | None) -> tuple[str, str, str]:
    if listed is not None:
        return listed.id, listed.cue, listed.category
    verb = next((k for k in range(cue[1], cue[0] - 1, -1) if reading.tag[k].startswith("VB")), cue[0])
    return "model:attribution", lemma_of(reading.low[verb], reading.tag[verb]), "neutral"


def _nest(found: Sequence[Attribution]) -> None:
    """The parent is the attribution with the shortest content that holds the cue."""
    held = sorted((s, e, k) for k, a in enumerate(found) for s, e in a.content)
    begins = [s for s, _, _ in held]
    for k, a in enumerate(found):
        before = held[max(0, bisect_right(begins, a.cue[0]) - NEAR) : bisect_right(begins, a.cue[0])]
        around = [(e - s, j) for s, e, j in before if a.cue[1] <= e and j != k]
        a.parent = min(around)[1] if around else None
