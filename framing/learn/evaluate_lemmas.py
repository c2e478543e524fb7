"""How well `framing.lexicons.inflection.lemma_of` does on public gold, with the gold tags given.

What is counted: words with a letter or digit, as Universal Dependencies splits them (EWT and GUM). Punctuation,
symbols and the pieces of words that a typo tore apart (tag GW, lemma ``_``) are no words; misspelt words count, and
their gold lemma is the word that was meant. A word's class is the one its Penn tag says, for the tag is what
`lemma_of` is given. Comparison is in lower case with straight apostrophes; names (NNP, NNPS) must agree in case too.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from framing.errors import InputError
from framing.lexicons.inflection import lemma_of

CLASSES: Final = MappingProxyType(
    {"NNP": "name", "NN": "noun", "VB": "verb", "MD": "verb", "JJ": "adjective", "RB": "adverb"}
)
"""How a Penn tag begins, to word class, the first that fits; all other words are "other"."""
NO_WORDS: Final = frozenset({"PUNCT", "SYM"})


class Word(NamedTuple):
    """One word of a treebank."""

    form: str
    lemma: str
    upos: str
    xpos: str


def read_words(folder: Path, part: str) -> Iterator[list[Word]]:
    """The sentences of a treebank, each as its words; multi-word ranges, empty nodes and punctuation are left out.

    Raises
    ------
    InputError
        If the file does not exist.
    """
    path = folder / "ud" / f"{part}.conllu.gz"
    if not path.is_file():
        raise InputError("the treebank is missing", where=str(path), do="give --data the folder that holds it")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words: list[Word] = []
        for line in lines:
            cells = line.split("\t")
            if cells[0].isdigit() and is_word(word := Word(*cells[1:5])):
                words.append(word)
            elif line == "\n":
                yield words
                words = []


def is_word(word: Word) -> bool:
    """Whether a treebank's word counts.

    Examples
    --------
    >>> is_word(Word("denied", "deny", "VERB", "VBD")), is_word(Word("...", "...", "PUNCT", ","))
    (True, False)
    """
    torn = word.xpos == "GW" or word.lemma == "_"
    return word.upos not in NO_WORDS and not torn and any(c.isalnum() for c in word.form)


def class_of(xpos: str) -> str:
    """The word class that a Penn tag says.

    Examples
    --------
    >>> class_of("VBD"), class_of("NNPS"), class_of("PRP")
    ('verb', 'name', 'other')
    """
    return next((name for start, name in CLASSES.items() if xpos.startswith(start)), "other")


def agrees(ours: str, word: Word) -> bool:
    """Whether our lemma is the treebank's.

    Examples
    --------
    >>> agrees("ctv", Word("CTVs", "CTV", "NOUN", "NNS")), agrees("smith", Word("Smith", "Smith", "PROPN", "NNP"))
    (True, False)
    """
    ours, gold = ours.replace("’", "'"), word.lemma.replace("’", "'")
    return ours == gold if word.xpos.startswith("NNP") else ours.lower() == gold.lower()


def evaluate_lemmas(data: Path, limit: int | None = None, part: str = "gum-dev") -> dict[str, float]:
    """Universal Dependencies: lemmas under gold tags.

    Parameters
    ----------
    data : Path
        The folder that holds ``ud/<part>.conllu.gz``.
    limit : int, optional
        Take only the first so many sentences.
    part : str
        "ewt-train", "ewt-dev", "gum-train" or "gum-dev".

    Returns
    -------
    dict
        Share of right lemmas, 0 to 1: ``accuracy`` over all words, and one figure for each class that occurs
        (``verb, noun, adjective, adverb, name, other``).
    """
    right: dict[str, list[bool]] = defaultdict(list)
    for word in (word for words in islice(read_words(data, part), limit) for word in words):
        right[class_of(word.xpos)].append(agrees(lemma_of(word.form, word.xpos), word))
    everything = [hit for hits in right.values() for hit in hits]
    if not everything:
        return {}
    return {"accuracy": _share(everything)} | {name: _share(right[name]) for name in sorted(right)}


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)
