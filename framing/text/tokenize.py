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

LETTER: Final = r"[\w\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u200c\u200d]"
CLITIC: Final = r"(?:[sS]|[rR][eE]|[vV][eE]|[lL][lL]|[dD]|[mM])(?!\w)"
NOT: Final = r"[nN]['’][tT](?!\w)"
JOINED: Final = r"[-‐‑]"
PICTURE: Final = (
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff][\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
)

RULES: Final = (
    ("plain word", r"(?!(?i:cannot)(?![a-zA-Z]))[a-zA-Z]++(?=[\s,;?!)\"”]|\Z)"),
    ("address", r"(?i:https?://|www\.)[^\s<>\"“”]*[\w/]"),
    ("mail", r"[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+"),
    ("keycap", "[\\d#*]\ufe0f?\u20e3"),
    ("handle", rf"[@#]{LETTER}+"),
    ("dotted compound", rf"(?:[A-Z]\.){{2,}}(?={JOINED}\w)(?:{JOINED}(?:(?:[A-Z]\.){{2,}}|{LETTER}+))+"),
    ("party and state", rf"[A-Z]{JOINED}(?:[A-Z]\.){{2,}}(?!\w)"),
    ("dotted", r"(?:[A-Za-z]\.){2,}(?!\w{2})"),
    ("abbreviation", "{abbreviations}"),
    ("decade", r"['’‘]\d0s(?!\w)"),
    ("clipped word", r"['’‘](?:[eE]m|[tT]il|[tT]is|[tT]was)(?!\w)|['’‘][nN]['’](?!\w)|(?<!\w)[nNoO]['’](?=\s\w)"),
    ("because", r"['’][cC]ause(?![\w'’.,]|\s(?:of|for|and)\b)"),
    ("feet and inches", r"\d{1,2}['’′]\d{1,2}(?!\d)(?:[\"”″]|''|’’)?(?!\w)"),
    ("number", rf"(?:(?<![\w.])\.)?\d++(?:[.,:/]\d+)*+{LETTER}*+(?:{JOINED}{LETTER}+(?:[.,]\d+)*)*"),
    ("before n't", rf"(?=[^\s'’]{{1,64}}+['’][tT]){LETTER}+?(?={NOT})"),
    ("n't", NOT),
    ("before not", r"(?i:can(?=not(?!\w)))"),
    (
        "word",
        rf"{LETTER}+(?:(?:{JOINED}|['’](?!{CLITIC})|\.(?=(?:com|org|net|gov|edu|co|uk|news|tv)\b)|&(?=[A-Z])){LETTER}+)*",
    ),
    ("clitic", rf"['’]{CLITIC}"),
    ("flag", "[\U0001f1e6-\U0001f1ff]{2}"),
    ("emoji", f"{PICTURE}(?:\u200d{PICTURE})*"),
    ("ellipsis", r"\.{3,}|\.(?:[^\S\r\n]\.){2,}|…"),
    ("dash", r"--+|—+|–+"),
    ("doubled quote", r"''|``|’’|‘‘"),
    ("one character", r"\S"),
)
"""Name and expression; the first that matches wins. `{abbreviations}` is filled from lexicons/lists."""


@cache
def pattern() -> re.Pattern[str]:
    """All rules as one expression."""
    rules = "|".join(rule.replace("{abbreviations}", _abbreviations()) for _, rule in RULES)
    return re.compile(rf"\s*+(?:{rules})")


def _abbreviations() -> str:
    """The listed abbreviations, each where it can be no plain word.

    Titles and single letters want a capital; those that are words too want a number behind them, a number before
    ('5 in.') or, for states, a comma before. The look ahead spares most tokens the long list.
    """
    kinds: dict[str, list[str]] = {
        "plain": ["v."],
        "capital": [],
        "number": ["p.", "c."],
        "dated": [],
        "state": [],
        "inch": [],
    }
    for entry in load_lexicon("abbreviations").entries:
        for condition in _conditions(entry.pattern, entry.category, entry.note):
            kinds[condition].append(entry.pattern)
    plain, capital, number, dated, state, inch = (
        "|".join(re.escape(form[:-1]) for form in sorted(forms, key=len, reverse=True)) for forms in kinds.values()
    )
    upper = r"(?-i:(?=[A-Z]))"
    listed = (
        rf"(?:{plain})\.|{upper}(?:{capital})\.|(?:{number})\.(?=\s?\d)|{upper}(?:{dated})\.(?=\s?\d)"
        rf"|{upper}(?:(?<=,\s)(?:{state})\.|(?:{state})\.(?=\s\d))|(?<=\d\s)(?:{inch})\.|(?<=\()[bcdm]\."
    )
    return rf"(?=[A-Za-z][A-Za-z'-]{{0,9}}+\.)(?<![\w.'’-])(?i:{listed})(?![^\W\d])"


def _conditions(form: str, category: str, note: str) -> tuple[str, ...]:
    """Where a form is an abbreviation: in one place, or as 'Ft.' before a name and as 'ft.' behind a number."""
    if category == "title" and "after digit" in note:
        return "capital", "inch"
    return (_condition(form, category, note),)


def _condition(form: str, category: str, note: str) -> str:
    if "before digit" in note:
        return "number"
    if "after digit" in note:
        return "inch"
    if "ambiguous" in note and len(form) > 2:
        return {"month": "dated", "other": "state"}.get(category, "capital")
    return "capital" if category == "title" or len(form) == 2 or "capital" in note else "plain"


class _Numbered(dict[str, int]):
    """Things by their numbers: what is asked for first is 0."""

    def __missing__(self, thing: str) -> int:
        self[thing] = number = len(self)
        return number


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
    raw = _Numbered()
    counts, ends = list[int](), list[Ints]()
    ids: list[int] = []
    for text in texts:
        pieces = find(text.rstrip())  # white space at the end would be tried from each of its characters
        counts.append(len(pieces))
        ids.extend(map(raw.__getitem__, pieces))
        ends.append(np.cumsum(np.fromiter(map(len, pieces), dtype=np.int32, count=len(pieces)), dtype=np.int32))
    forms = _Numbered()
    form_of_raw = np.fromiter(map(forms.__getitem__, map(str.lstrip, raw)), np.int32, len(raw))
    lengths = np.fromiter(map(len, forms), np.int32, len(forms))
    article = np.repeat(np.arange(len(texts), dtype=np.int32), counts)
    word = form_of_raw[np.asarray(ids, dtype=np.int32)] if ids else np.zeros(0, np.int32)
    end = np.concatenate(ends) if ends else np.zeros(0, np.int32)
    start = (end - lengths[word]).astype(np.int32) if len(word) else end.copy()
    return article, start, end, word, tuple(forms)
