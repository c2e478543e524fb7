"""What is left uncertain, and what is put beyond doubt: hedges and boosters.

The lists propose and a trained model decides, for *May* the month, *could* of ability, *likely voters* are no hedges.
Entries that a caller adds are decided by the rules of a list alone: parts of speech, exceptions, the longest match.
Which of ours count, and as what, the scorer's guidelines say.
Categories follow Hyland (1998), Vincze (2014) for those of the Szeged corpus, and Prince et al. (1982) for
approximators.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.annotators.matching import Matches, find_matches, longest, select, stand, tag_allows
from framing.annotators.spans import Columns, span_columns
from framing.lexicons import Lexicon, load_lexicon
from framing.lexicons.lexicon import EXCEPTION
from framing.scorers.hedges import Guidelines, HedgeJudge, Proposals, hashes_of, shipped_hedges
from framing.scorers.sight import Sight
from framing.text.spelling import Hashes
from framing.text.tokens import Bools, Longs, Tokens

KEPT: Final = 0.42
"""Probability from which a proposal counts as a hedge: half of the F1 that is attained, where F1 is highest (Lipton et
al. 2014)."""
OURS: Final = ("hedges:", "hedge_candidates:")
"""What the ids of the entries begin with that the model knows."""


def find_hedges(sight: Sight, lexicon: Lexicon, scorer: HedgeJudge | None = None) -> Columns:
    """Every hedge cue of a batch.

    Parameters
    ----------
    sight : Sight
        The batch, as models see it: `framing.annotators.attribution.look`.
    lexicon : Lexicon
        Hedges; categories as in `framing.schema.HEDGE_CATEGORIES`.
    scorer : HedgeJudge, optional
        By default the one that ships for our own guidelines.

    Returns
    -------
    dict
        The columns of the `hedges` table but those of voice. `probability` is NaN where a rule decided.

    Examples
    --------
    >>> from framing.annotators.attribution import look
    >>> from framing.lexicons import load_lexicon
    >>> from framing.text import read_tokens
    >>> from framing.text.reading import Reading
    >>> sight, _ = look(Reading(read_tokens(["It might rain on May 10."])))
    >>> found = find_hedges(sight, load_lexicon("hedges"))
    >>> found["text"], found["category"]
    (['might'], ['epistemic'])
    """
    scorer = scorer or shipped_hedges()
    proposed = propose(sight.tokens, lexicon)
    probability = np.where(proposed.proposals.stands, 1.0, 0.0)
    known = proposed.known
    probability[known] = scorer.probability(sight, proposed.proposals)[known]
    kept = (probability >= KEPT) & sight.tokens.readable[proposed.matches.first]
    entries = [proposed.lexicon.entries[k] for k in proposed.matches.entry[kept]]
    return _columns(sight.tokens, proposed.lexicon, proposed.matches.kept(kept)) | {
        "category": [scorer.guidelines.otherwise.get(entry.id, entry.category) for entry in entries],
        "probability": np.where(known, probability, np.nan)[kept],
    }


def untold(lexicon: Lexicon, guidelines: Guidelines) -> tuple[str, ...]:
    """Categories of which nothing can be told: the guidelines do not know them, and the caller's entries have none.

    Parameters
    ----------
    lexicon : Lexicon
    guidelines : Guidelines

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> from framing.lexicons import load_lexicon
    >>> from framing.scorers.hedges import GUIDELINES
    >>> untold(load_lexicon("hedges"), GUIDELINES["szeged-news"])
    ('approximator', 'downtoner')
    """
    theirs = {entry.category for entry in lexicon.entries if not entry.id.startswith(OURS)}
    return tuple(category for category in guidelines.unmarked if category not in theirs)


def find_boosters(tokens: Tokens, lexicon: Lexicon) -> Columns:
    """Every booster of a batch.

    Parameters
    ----------
    tokens : Tokens
    lexicon : Lexicon
        Boosters.

    Returns
    -------
    dict
        The columns of the `boosters` table but those of voice.

    Examples
    --------
    >>> from framing.lexicons import load_lexicon
    >>> from framing.text import read_tokens
    >>> find_boosters(read_tokens(["It will certainly rain."]), load_lexicon("boosters"))["text"]
    ['certainly']
    """
    matches = select(tokens, lexicon)
    return _columns(tokens, lexicon, matches.kept(tokens.readable[matches.first]))


def _columns(tokens: Tokens, lexicon: Lexicon, matches: Matches) -> Columns:
    entries = [lexicon.entries[k] for k in matches.entry]
    first, last = _cue(lexicon, matches)
    return span_columns(tokens, first, last) | {
        "first": first,
        "last": last,
        "cue": [entry.cue for entry in entries],
        "strength": np.array([entry.strength for entry in entries], dtype=np.float64),
        "entry": [entry.id for entry in entries],
    }


def _cue(lexicon: Lexicon, matches: Matches) -> tuple[Longs, Longs]:
    """First and last token of the cue of each match, without its surroundings: the number in 'about <number>'."""
    before, behind = _surroundings(lexicon)
    return matches.first + before[matches.entry], matches.last - behind[matches.entry]


@lru_cache(maxsize=8)
def _surroundings(lexicon: Lexicon) -> tuple[Longs, Longs]:
    parts = [entry.pattern.split() for entry in lexicon.entries]
    return np.array([_slots(p) for p in parts], np.int64), np.array([_slots(p[::-1]) for p in parts], np.int64)


def _slots(parts: list[str]) -> int:
    """Slots at the edge of a pattern that are no words."""
    return next((k for k, part in enumerate(parts) if not part.startswith("<")), 0)


# Proposing ----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Proposed:
    """Where entries fit, each place once.

    Parameters
    ----------
    lexicon : Lexicon
        The caller's, with our candidates where it holds our list.
    matches : Matches
    proposals : Proposals
        The same places as the model is asked about them.
    known : bool[m]
        The entry is one of ours: the model decides.
    """

    lexicon: Lexicon
    matches: Matches
    proposals: Proposals
    known: Bools


def propose(tokens: Tokens, lexicon: Lexicon) -> Proposed:
    """Every place where an entry fits that could be a hedge; of those that overlap the longest.

    Parameters
    ----------
    tokens : Tokens
    lexicon : Lexicon

    Returns
    -------
    Proposed
    """
    table = _table(lexicon)
    every = find_matches(tokens, table.lexicon)
    allowed = tag_allows(tokens, table.lexicon, every)
    rules = every.kept(allowed & table.listed[every.entry])
    standing = stand(rules, table.exception[rules.entry])
    possible = ~table.exception[every.entry] & (table.known[every.entry] | allowed)
    found = longest(every.kept(possible & ~_forbidden(table, every, rules)))
    first, last = _cue(table.lexicon, found)
    barring = rules.kept(table.exception[rules.entry])
    proposals = Proposals(
        first, last, table.entry[found.entry], table.category[found.entry], _among(found, standing),
        _barred(table, found, barring),
    )  # fmt: skip
    return Proposed(table.lexicon, found, proposals, table.known[found.entry])


@dataclass(frozen=True, eq=False)
class _Table:
    """The entries as arrays: which are the caller's list, exceptions, known to the model; hashes of id and category."""

    lexicon: Lexicon
    listed: Bools
    exception: Bools
    known: Bools
    entry: Hashes
    category: Hashes


@lru_cache(maxsize=8)
def _table(lexicon: Lexicon) -> _Table:
    ours = any(entry.id.startswith(OURS) for entry in lexicon.entries)
    both = lexicon + load_lexicon("hedge_candidates") if ours else lexicon
    ids = [entry.id for entry in both.entries]
    return _Table(
        both,
        listed=np.array([not i.startswith(OURS[1]) for i in ids]),
        exception=np.array([entry.category == EXCEPTION for entry in both.entries]),
        known=np.array([i.startswith(OURS) for i in ids]),
        entry=hashes_of(ids),
        category=hashes_of([entry.category for entry in both.entries]),
    )


def _forbidden(table: _Table, every: Matches, rules: Matches) -> Bools:
    """What lies inside an exception that a caller made: nothing overrules it."""
    theirs = rules.kept(table.exception[rules.entry] & ~table.known[rules.entry])
    forbidden = np.zeros(len(every), np.bool_)
    for first, last in zip(theirs.first, theirs.last, strict=True):
        forbidden |= (every.first >= first) & (every.last <= last)
    return forbidden


def _among(found: Matches, standing: Matches) -> Bools:
    """Which of the matches are among those that stand by the rules alone."""
    stands = {*zip(standing.first.tolist(), standing.last.tolist(), standing.entry.tolist(), strict=True)}
    rows = zip(found.first.tolist(), found.last.tolist(), found.entry.tolist(), strict=True)
    return np.array([row in stands for row in rows], np.bool_)


def _barred(table: _Table, found: Matches, barring: Matches) -> npt.NDArray[np.uint32]:
    """The exception that each match lies in; 0 for none."""
    barred = np.zeros(len(found), np.uint32)
    if len(barring) and len(found):
        at = np.searchsorted(barring.first, found.first, side="right") - 1
        inside = (at >= 0) & (barring.last[at] >= found.last)
        barred[inside] = table.entry[barring.entry[at[inside]]]
    return barred
