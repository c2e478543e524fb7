"""What is left uncertain, and what is put beyond doubt: hedges and boosters.

The lists propose and, by their exceptions and parts of speech, decide; the longest pattern wins. Categories follow
Hyland (1998), Vincze (2014) for those of the Szeged corpus, and Prince et al. (1982) for approximators.
"""

from __future__ import annotations

import numpy as np

from framing.annotators.matching import select
from framing.annotators.spans import Columns, span_columns
from framing.lexicons import Lexicon
from framing.text.tokens import Tokens


def find_hedges(tokens: Tokens, lexicon: Lexicon) -> Columns:
    """Every hedge cue of a batch.

    Parameters
    ----------
    tokens : Tokens
    lexicon : Lexicon
        Hedges; categories as in `framing.schema.HEDGE_CATEGORIES`.

    Returns
    -------
    dict
        The columns of the `hedges` table but those of voice. `probability` is NaN: a rule decided.

    Examples
    --------
    >>> from framing.lexicons import load_lexicon
    >>> from framing.text import read_tokens
    >>> found = find_hedges(read_tokens(["It might rain on May 10."]), load_lexicon("hedges"))
    >>> found["text"], found["category"]
    (['might'], ['epistemic'])
    """
    found = _cues(tokens, lexicon)
    entries = [lexicon.entries[k] for k in found.pop("entry_index")]
    return found | {
        "category": [entry.category for entry in entries],
        "probability": np.full(len(entries), np.nan),
    }


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
    found = _cues(tokens, lexicon)
    del found["entry_index"]
    return found


def _cues(tokens: Tokens, lexicon: Lexicon) -> Columns:
    matches = select(tokens, lexicon)
    matches = matches.kept(tokens.readable[matches.first])
    entries = [lexicon.entries[k] for k in matches.entry]
    first = matches.first + np.array([_context(entry.pattern.split()) for entry in entries], dtype=np.int64)
    last = matches.last - np.array([_context(entry.pattern.split()[::-1]) for entry in entries], dtype=np.int64)
    return span_columns(tokens, first, last) | {
        "first": first,
        "entry_index": matches.entry.tolist(),
        "cue": [entry.cue for entry in entries],
        "strength": np.array([entry.strength for entry in entries], dtype=np.float64),
        "entry": [entry.id for entry in entries],
    }


def _context(parts: list[str]) -> int:
    """Slots at the edge of a pattern that are its surroundings, not the cue: the number in 'about <number>'."""
    return next((k for k, part in enumerate(parts) if not part.startswith("<")), 0)
