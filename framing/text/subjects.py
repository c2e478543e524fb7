"""Who the verb is said of, and how far a noun phrase reaches.

Rules over base noun phrases and verb groups: apposition and relative clause between subject and verb, prepositional
tails ("a spokesman for the mayor of"), inverted order, the agent of a passive, shared subjects ("came and said").
"""

from __future__ import annotations

from typing import Final

from framing.text.reading import Reading, Span

TAIL_LEFT: Final = frozenset("of for from at in on with to near within inside behind against".split())
"""Prepositions that tie a noun phrase to the one before it when looking left from a verb."""
TAIL_RIGHT: Final = frozenset("of for from at with".split())
"""The same looking right from an inverted verb: shorter, since adjuncts follow there too ('in an interview')."""
OCCASIONS: Final = frozenset(
    "interview statement speech email e-mail tweet post letter call briefing conference rally appearance segment "
    "event debate monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december week month year morning night evening afternoon day today "
    "yesterday".split()
)
GOVERNING: Final = TAIL_LEFT | frozenset({"to", "by", "about", "over", "into", "after", "before", "under", "through"})
"""Prepositions that make the noun phrase behind them no subject."""
RELATIVES: Final = frozenset("who which that whom whose where".split())
FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})
LONGEST_APPOSITION: Final = 30
"""Tokens between a name and its verb; longer insertions are clauses of their own."""


def subject(reading: Reading, group_first: int, *, deep: int = 2) -> Span | None:
    """The noun phrase that a verb group is said of, with its tail and apposition.

    Parameters
    ----------
    reading : Reading
    group_first : int
        First token of the verb group.
    deep : int
        How often a shared subject may be followed back.

    Returns
    -------
    (int, int) or None
        First and last token. None when no rule finds it.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Hugh Hale, a doctor in Leeds, said it rained."]))
    >>> first, last = subject(reading, reading.low.index("said"))
    >>> reading.tokens.text_of(first, last)
    'Hugh Hale, a doctor in Leeds,'
    """
    low, tag, opening = reading.low, reading.tag, reading.sentence_first[group_first]
    j = group_first - 1
    while j >= opening and (tag[j].startswith("RB") or low[j] in {"then", "both", "himself", "herself"}):
        j -= 1
    j = _before_calendar(reading, j, opening)
    if j < opening:
        return None
    if low[j] in RELATIVES and tag[j] in {"WP", "WDT"}:
        return j, j
    if low[j] in {",", "—", "–", "--", ")"}:
        return _before_apposition(reading, j, opening)
    if reading.noun_phrase[j] >= 0:
        return extend_left(reading, reading.phrase_span(j)[0]), j
    if low[j] in {"and", "but", "or"} and deep:
        return _shared(reading, j, opening, deep)
    return None


def _before_calendar(reading: Reading, j: int, opening: int) -> int:
    """'A poll released Friday shows': past the day, its preposition and the participle that it belongs to."""
    k = j
    while k > opening and reading.low[k] in OCCASIONS:
        k -= 1
        while k > opening and reading.low[k] in {"on", "in", "last", "early", "late", "earlier", "this"}:
            k -= 1
    if k < j and reading.tag[k] in {"VBN", "VBD"} and k > opening and reading.noun_phrase[k - 1] >= 0:
        return k - 1
    return k if k < j and reading.noun_phrase[k] >= 0 else j


def antecedent(reading: Reading, relative: int) -> Span | None:
    """The noun phrase that a relative pronoun stands for.

    Parameters
    ----------
    reading : Reading
    relative : int
        The pronoun's token.

    Returns
    -------
    (int, int) or None
    """
    k = relative - 1
    if k >= reading.sentence_first[relative] and reading.low[k] == ",":
        k -= 1
    if k < reading.sentence_first[relative] or reading.noun_phrase[k] < 0:
        return None
    return extend_left(reading, reading.phrase_span(k)[0]), k


def _before_apposition(reading: Reading, j: int, opening: int) -> Span | None:
    opener = "(" if reading.low[j] == ")" else reading.low[j]
    best = None
    for k in range(j - 1, max(opening, j - LONGEST_APPOSITION) - 1, -1):
        if reading.low[k] != opener or k - 1 < opening:
            continue
        head = _before_brackets(reading, k - 1, opening)
        relative = any(reading.low[i] in RELATIVES for i in (k + 1, min(k + 2, j)))
        if reading.noun_phrase[head] < 0 or (not relative and reading.has_finite_verb(k + 1, j - 1)):
            if best is not None or not relative:
                break
            continue
        start = extend_left(reading, reading.phrase_span(head)[0])
        governed = start > opening and reading.low[start - 1] in GOVERNING
        if best is None or (reading.tag[head].startswith("NNP") and not governed):
            best = start
        if relative and reading.tag[head].startswith("NNP"):
            break
    return None if best is None else (best, j)


def _before_brackets(reading: Reading, k: int, opening: int) -> int:
    """The token before 'Meeks (D-N.Y.)' closes its brackets."""
    if reading.low[k] != ")":
        return k
    while k > opening and reading.low[k] != "(":
        k -= 1
    return max(k - 1, opening)


def _shared(reading: Reading, j: int, opening: int, deep: int) -> Span | None:
    """'He came and said': the subject of the verb group before."""
    quote, tense = reading.quote[j], reading.tag[reading.group_span(j + 1)[0]] if j + 1 < len(reading.tag) else ""
    groups = dict.fromkeys(reading.verb_group[k] for k in range(opening, j) if reading.quote[k] == quote)
    finite = [g for g in groups if g >= 0 and reading.tag[int(reading.groups.first[g])] in FINITE]
    alike = [g for g in finite if reading.tag[int(reading.groups.first[g])] == tense]
    if not finite:
        return None
    return subject(reading, int(reading.groups.first[alike[0] if alike else finite[-1]]), deep=deep - 1)


def extend_left(reading: Reading, first: int) -> int:
    """Where a noun phrase begins with everything that hangs before its last part ('a spokesman for the mayor').

    Parameters
    ----------
    reading : Reading
    first : int
        First token of the phrase's last part.

    Returns
    -------
    int
        First token of the whole.
    """
    opening = reading.sentence_first[first]
    reach = first
    while reach - 2 >= opening and reading.noun_phrase[reach - 2] >= 0 and _ties(reading, reach):
        reach = reading.phrase_span(reach - 2)[0]
    governed = reach > opening and (reading.verb_group[reach - 1] >= 0 or reading.low[reach - 1] in GOVERNING)
    return first if governed and reach != first else _skip_calendar(reading, reach, first)


def _ties(reading: Reading, reach: int) -> bool:
    left, head = reading.low[reach - 1], reading.low[reach - 2]
    if left in {"and", "or"}:
        return reading.noun_phrase[reach] >= 0 and head not in OCCASIONS and _coordinates(reading, reach)
    return left in TAIL_LEFT and head not in OCCASIONS


def _coordinates(reading: Reading, reach: int) -> bool:
    """'A and B said', not '... won A and B said': nothing verbal stands before A."""
    a = reading.phrase_span(reach - 2)[0]
    opening = reading.sentence_first[reach]
    return a == opening or reading.low[a - 1] in {",", "“", '"', "that", "but", "''", "``"}


def _skip_calendar(reading: Reading, reach: int, first: int) -> int:
    """'On Tuesday Smith said': the day is no part of the name."""
    while reach < first and reading.low[reach] in OCCASIONS:
        reach += 1
    return reach


def extend_right(reading: Reading, first: int) -> int:
    """Where a noun phrase ends that follows its verb: with its tail and apposition.

    Parameters
    ----------
    reading : Reading
    first : int
        A token of the phrase's first part.

    Returns
    -------
    int
        Last token of the whole.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["“No,” said Ana Ruiz, a spokeswoman for the port, on Monday."]))
    >>> first = reading.low.index("ana")
    >>> reading.tokens.text_of(first, extend_right(reading, first))
    'Ana Ruiz, a spokeswoman for the port'
    """
    last = _with_tail(reading, reading.phrase_span(first)[1])
    closing = reading.sentence_last[first]
    if last + 2 <= closing and reading.low[last + 1] == ",":
        end = _apposition_end(reading, last + 2, closing)
        return last if end is None else end
    return last


def _with_tail(reading: Reading, last: int) -> int:
    closing = reading.sentence_last[last]
    while last + 2 <= closing and reading.low[last + 1] in TAIL_RIGHT and reading.noun_phrase[last + 2] >= 0:
        end = reading.phrase_span(last + 2)[1]
        if reading.low[end] in OCCASIONS:
            break
        last = end
    return last


def _apposition_end(reading: Reading, first: int, closing: int) -> int | None:
    """An apposition begins with a determiner, a bare role or 'who' and runs to the next comma or the end."""
    if reading.low[first] in {"who", "whose"}:
        for k in range(first, min(closing, first + LONGEST_APPOSITION) + 1):
            if reading.low[k] in {",", ".", "”", '"', "''"}:
                return k - 1
        return None
    if reading.noun_phrase[first] < 0 or reading.low[reading.phrase_span(first)[1]] in OCCASIONS:
        return None
    if reading.tag[first] not in {"DT", "PRP$", "NN", "NNS", "JJ", "NNP", "RB"}:
        return None
    return _whole_apposition(reading, first, closing)


def _whole_apposition(reading: Reading, first: int, closing: int) -> int | None:
    """To the end of the sentence or to what comes after: a quotation, a participle, an occasion, another clause."""
    end = reading.phrase_span(first)[1]
    relative = False
    for k in range(end + 1, closing + 1):
        low = reading.low[k]
        relative = relative or low in RELATIVES
        if low in {".", ";", ":", "“", '"', "''", "”", "—", "–", "--"}:
            return end
        finite = reading.verb_group[k] >= 0 and reading.tag[k] in {"VBD", "VBP", "VBZ", "MD"}
        if finite and not relative:
            return None
        if low == "," and k < closing and _ends_apposition(reading, k + 1):
            return end
        if low in {"in", "on", "at", "during", "after"} and is_occasion(reading, k + 1, closing):
            return end
        if low != ",":
            end = k
    return end


def is_occasion(reading: Reading, k: int, closing: int) -> bool:
    """Whether when or where it was said stands at token k: 'an interview', 'Monday'.

    Parameters
    ----------
    reading : Reading
    k, closing : int
        The token, and the last one that counts.

    Returns
    -------
    bool
    """
    return k <= closing and reading.noun_phrase[k] >= 0 and reading.low[reading.phrase_span(k)[1]] in OCCASIONS


def _ends_apposition(reading: Reading, k: int) -> bool:
    """What follows a comma is no more of the apposition."""
    return reading.tag[k] in {"VBG", "IN", "RB", "CC", "``", "''", "PRP", "WRB"} or reading.low[k] in OCCASIONS


def agent(reading: Reading, group_last: int) -> Span | None:
    """Who does it in a passive: the phrase behind 'by'.

    Returns
    -------
    (int, int) or None
    """
    closing = reading.sentence_last[group_last]
    for k in range(group_last + 1, min(closing, group_last + 8)):
        if reading.low[k] == "by" and reading.noun_phrase[k + 1] >= 0:
            return k + 1, extend_right(reading, k + 1)
        if reading.verb_group[k] >= 0 or reading.low[k] in {",", ".", "that"}:
            return None
    return None
