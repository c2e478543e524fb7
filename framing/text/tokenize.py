"""Where tokens begin and end: one regular expression of numbered rules.

A match carries the white space before it, so that offsets are running sums of lengths and no token is looked at
twice. Contractions are split as treebanks do (``do|n't``, ``Pakistan|’s``, ``can|not``), hyphenated words are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from framing.lexicons import load_lexicon
from framing.text.tokens import Ints

RULES_VERSION: Final = "1"

LETTER: Final = r"[\w\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u200c\u200d]"
CLITIC: Final = r"(?:[sS]|[rR][eE]|[vV][eE]|[lL][lL]|[dD]|[mM])(?!\w)"

RULES: Final = (
    ("address", r"(?:https?://|www\.)[^\s<>\"“”]*[\w/]"),
    ("mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("handle", rf"[@#]{LETTER}+"),
    ("dotted", r"(?:[A-Za-z]\.){2,}(?!\w{2})"),
    ("abbreviation", "{abbreviations}"),
    ("initial", r"[A-Z]\.(?=\s*[A-Z])(?<![\w.][A-Z]\.)"),
    ("number", r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|bn|tn|m|k|am|pm)?(?![\w-])"),
    ("before n't", rf"{LETTER}+?(?=n['’]t(?!\w))"),
    ("n't", r"n['’]t(?!\w)"),
    ("before not", r"[cC]an(?=not(?!\w))"),
    (
        "word",
        rf"{LETTER}+(?:(?:[-‐‑]|['’](?!{CLITIC})|\.(?=(?:com|org|net|gov|edu|co|uk|news|tv)\b)|&(?=[A-Z])){LETTER}+)*",
    ),
    ("clitic", rf"['’]{CLITIC}"),
    ("emoji", "[\U0001f000-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f000-\U0001faff\u2640\u2642]*"),
    ("ellipsis", r"\.(?:\s?\.){2,}|…"),
    ("dash", r"--+|—+|–+"),
    ("doubled quote", r"''|``|’’|‘‘"),
    ("one character", r"\S"),
)
"""Name and expression; the first that matches wins. `{abbreviations}` is filled from lexicons/lists."""


@cache
def pattern() -> re.Pattern[str]:
    """All rules as one expression."""
    listed = sorted((entry.pattern for entry in load_lexicon("abbreviations").entries), key=len, reverse=True)
    abbreviations = rf"(?<![\w.'’-])(?i:{'|'.join(map(re.escape, listed))})(?!\w)"
    rules = "|".join(rule.replace("{abbreviations}", abbreviations) for _, rule in RULES)
    return re.compile(rf"\s*(?:{rules})")


def find_tokens(texts: Sequence[str]) -> tuple[Ints, Ints, Ints, Ints, tuple[str, ...]]:
    """Tokenize a batch.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    article, start, end, word : int32[n]
        As in `framing.text.tokens.Tokens`.
    vocabulary : tuple of str
        The distinct forms.

    Examples
    --------
    >>> _, start, end, word, vocabulary = find_tokens(["Islamabad hasn’t said."])
    >>> [vocabulary[w] for w in word]
    ['Islamabad', 'has', 'n’t', 'said', '.']
    """
    find = pattern().findall
    raw: dict[str, int] = {}
    counts, ids, ends = [], [], []
    for text in texts:
        pieces = find(text)
        counts.append(len(pieces))
        ids.extend([raw.setdefault(piece, len(raw)) for piece in pieces])
        ends.append(np.cumsum(np.fromiter(map(len, pieces), dtype=np.int32, count=len(pieces)), dtype=np.int32))
    forms: dict[str, int] = {}
    form_of_raw = np.fromiter((forms.setdefault(p.lstrip(), len(forms)) for p in raw), np.int32, len(raw))
    lengths = np.fromiter(map(len, forms), np.int32, len(forms))
    article = np.repeat(np.arange(len(texts), dtype=np.int32), counts)
    word = form_of_raw[np.asarray(ids, dtype=np.int32)] if ids else np.zeros(0, np.int32)
    end = np.concatenate(ends) if ends else np.zeros(0, np.int32)
    start = (end - lengths[word]).astype(np.int32) if len(word) else end.copy()
    return article, start, end, word, tuple(forms)
