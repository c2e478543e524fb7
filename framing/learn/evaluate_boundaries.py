"""How right the boundaries are: sentences and words of raw documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from framing.analysis import tag
from framing.learn.gold import Sentence, read_treebank
from framing.learn.scoring import prf
from framing.learn.treebank import genre
from framing.text import read_tokens

Figures = dict[str, float]
EDITED: Final = frozenset("academic bio court interview news textbook voyage whow".split())
"""Genres of GUM that an editor has gone over."""
HYPHENS: Final = ("-", "‐", "‑")


def documents_of(data: Path, parts: tuple[str, ...], genres: frozenset[str] | None = None) -> Iterator[list[Sentence]]:
    """The documents of treebanks, each as its sentences in order."""
    sentences = (s for part in parts for s in read_treebank(data, part))
    for document, found in groupby(sentences, lambda s: s.document):
        if genres is None or genre(document) in genres:
            yield list(found)


def evaluate_sentences(
    data: Path,
    limit: int | None = None,
    parts: tuple[str, ...] = ("gum-dev",),
    genres: frozenset[str] | None = None,
    *,
    paragraphs: bool = False,
) -> Figures:
    """Universal Dependencies: sentence starts in documents put together again.

    Parameters
    ----------
    data : Path
    limit : int, optional
        Documents.
    parts, genres
        What is taken.
    paragraphs : bool
        Break the line where the treebank says that a paragraph begins; else only single spaces part the sentences.

    Returns
    -------
    dict
        ``precision, recall, f1, sentences``. A sentence is right when it begins where a gold one does.
    """
    documents = list(islice(documents_of(data, parts, genres), limit))
    joined = [_join(sentences, paragraphs=paragraphs) for sentences in documents]
    table = tag([text for text, _ in joined])
    ours = set(
        table.groupby(["article_id", "sentence"])["start"]
        .min()
        .reset_index()[["article_id", "start"]]
        .itertuples(index=False, name=None)
    )
    gold = {(k, start) for k, (_, starts) in enumerate(joined) for start in starts}
    hits = len(gold & ours)
    p, r, f1 = prf(hits, len(ours) - hits, len(gold) - hits)
    return {"precision": p, "recall": r, "f1": f1, "sentences": float(len(gold))}


def _join(sentences: list[Sentence], *, paragraphs: bool) -> tuple[str, list[int]]:
    """A document's text and where its sentences begin."""
    text, starts = "", []
    for sentence in sentences:
        text += ("\n\n" if paragraphs and sentence.opens_paragraph else " ") if text else ""
        starts.append(len(text))
        text += sentence.text
    return text, starts


def evaluate_tokens(data: Path, limit: int | None = None, part: str = "gum-dev") -> Figures:
    """Universal Dependencies: words of raw documents, by their characters.

    Returns
    -------
    dict
        ``precision, recall, f1, words`` of `framing.tag`, which takes hyphenated compounds apart as the treebank does,
        and ``f1_joined`` of the tokens that all else counts, which keep them whole, against gold joined likewise.
    """
    documents = list(islice(documents_of(data, (part,)), limit))
    joined = [_join(sentences, paragraphs=False) for sentences in documents]
    table = tag([text for text, _ in joined])
    ours = set(table[["article_id", "start", "end"]].itertuples(index=False, name=None))
    tokens = read_tokens([text for text, _ in joined])
    kept = set(zip(tokens.article.tolist(), tokens.start.tolist(), tokens.end.tolist(), strict=True))
    split, whole = set(), set()
    for k, (sentences, (text, starts)) in enumerate(zip(documents, joined, strict=True)):
        words = [(at + s, at + e) for x, at in zip(sentences, starts, strict=True) for s, e, _ in x.words]
        split |= {(k, *span) for span in words}
        whole |= {(k, *span) for span in join_compounds(text, words)}
    p, r, f1 = _score(split, ours)
    return {"precision": p, "recall": r, "f1": f1, "f1_joined": _score(whole, kept)[2], "words": float(len(split))}


def _score(gold: set[tuple[int, int, int]], ours: set[tuple[int, int, int]]) -> tuple[float, float, float]:
    hits = len(gold & ours)
    return prf(hits, len(ours) - hits, len(gold) - hits)


def join_compounds(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words in order, with those that a hyphen glues together as one.

    Examples
    --------
    >>> join_compounds("a well-known man", [(0, 1), (2, 6), (6, 7), (7, 12), (13, 16)])
    [(0, 1), (2, 12), (13, 16)]
    """
    found: list[tuple[int, int]] = []
    for start, end in words:
        if found and found[-1][1] == start and _is_glued(text, start, end):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _is_glued(text: str, start: int, end: int) -> bool:
    """A hyphen between letters or digits, or the word behind such a hyphen."""
    hyphen = start if text[start:end] in HYPHENS else start - 1
    around = text[hyphen - 1 : hyphen] + text[hyphen + 1 : hyphen + 2]
    return text[hyphen] in HYPHENS and len(around) == 2 and around.isalnum()
