"""Words of treebanks and of untagged news as arrays, for training the tagger.

What was trained on decides what the weights may be shipped under: `OPEN_GENRES` are the parts of GUM whose texts are
open (CC BY, CC BY-SA or public domain); its non-commercial parts and those with no derivatives are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.learn.gold import Sentence, read_lines, read_treebank
from framing.text.features import Window
from framing.text.sentences import find_paragraphs, find_sentences
from framing.text.spelling import Hashes
from framing.text.tagger import Bytes, Columns, Tagger, form_columns, token_columns
from framing.text.tagset import TAG_ID
from framing.text.tokenize import find_tokens
from framing.text.tokens import Bools, Ints, changes
from framing.text.treebank import glue, split_compounds

OPEN_GENRES: Final = frozenset("academic bio court interview news speech textbook vlog voyage".split())
NO_TAG: Final = -1
GUM_WEIGHT: Final = 2.0
"""How much a word of GUM counts in training, where one of EWT counts 1: GUM is edited prose, as news is. Measured with
the first pass: GUM dev +.10 points, held-out news +.10, EWT dev -.03; news counted four times gave no more."""
DASHES: Final = frozenset({"-", "--", "---", "–", "—", ";", "..", "...", "....", "…"})
"""Marks that Penn's guidelines and GUM tag as colons, and EWT often as commas."""
BATCH: Final = 200


@dataclass(frozen=True, eq=False)
class Words:
    """Words in a row.

    Parameters
    ----------
    forms : tuple of str
    word : int32[n]
        Index into `forms`.
    starts : bool[n]
        Words that open a sentence.
    glued : uint32[n]
        As `framing.text.treebank.glue` gives it.
    tag : int16[n]
        Index into `framing.text.tagset.TAGS`; -1 where there is none.
    document : int32[n]
    weight : float32[n]
        How much each counts in training.
    """

    forms: tuple[str, ...]
    word: Ints
    starts: Bools
    glued: Hashes
    tag: npt.NDArray[np.int16]
    document: Ints
    weight: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.word)


def genre(document: str) -> str:
    """The genre that a GUM document's name states; that of EWT ("weblog", "email") likewise.

    Examples
    --------
    >>> genre("GUM_news_iodine"), genre("weblog-blogspot.com_x")
    ('news', 'weblog')
    """
    return document.split("_")[1] if document.startswith("GUM_") else document.split("-", maxsplit=1)[0]


def read_words(
    data: Path,
    parts: Iterable[str],
    genres: frozenset[str] | None = None,
    *,
    only: frozenset[str] | None = None,
    without: frozenset[str] = frozenset(),
) -> Words:
    """The words of treebanks.

    Parameters
    ----------
    data : Path
    parts : iterable of str
        "ewt-train" and the like.
    genres : frozenset of str, optional
        Genres of GUM that are taken; all by default. EWT is taken whole.
    only, without : frozenset of str
        Documents that alone are taken, or that are left out.

    Returns
    -------
    Words
    """

    def is_taken(document: str) -> bool:
        if document in without or (only is not None and document not in only):
            return False
        return genres is None or not document.startswith("GUM_") or genre(document) in genres

    return _words(s for part in parts for s in read_treebank(data, part) if is_taken(s.document))


def with_penn_marks(words: Words) -> Words:
    """The words with dashes, semicolons and dots that EWT tags as commas tagged as Penn's guidelines have it.

    A mark that two treebanks tag differently teaches a tagger nothing but where it stood: 13 of 177 errors on news.
    For training alone: what EWT says is what its own figures are measured by.
    """
    dash = np.array([form in DASHES for form in words.forms], np.bool_)[words.word]
    return replace(words, tag=np.where(dash & (words.tag == TAG_ID[","]), np.int16(TAG_ID[":"]), words.tag))


def window_of(words: Words, columns: Columns) -> Window:
    """The words as the tagger sees them, given what is known of their forms (`framing.text.tagger.form_columns`)."""
    told = token_columns(columns, words.word, words.starts, words.glued)
    return Window(columns, words.word, words.starts, told)


def first_tags(tagger: Tagger, words: Words) -> tuple[Bytes, npt.NDArray[np.int16]]:
    """The tags of a tagger's first pass, and the lead of each over the next best."""
    columns, only = form_columns(words.forms, tagger.lexicon)
    return tagger.first_pass(window_of(words, columns), only[words.word])


def _words(sentences: Iterable[Sentence]) -> Words:
    forms: dict[str, int] = {}
    documents: dict[str, int] = {}
    word, tag, start, end, document, starts, weight = [], [], [], [], [], [], []
    for sentence in sentences:
        place = documents.setdefault(sentence.document, len(documents))
        for k, (s, e, t) in enumerate(sentence.words):
            word.append(forms.setdefault(sentence.text[s:e], len(forms)))
            tag.append(TAG_ID.get(t, NO_TAG))
            start.append(s)
            end.append(e)
            document.append(place)
            starts.append(k == 0)
            weight.append(GUM_WEIGHT if sentence.document.startswith("GUM_") else 1.0)
    opens = np.array(starts, np.bool_)
    glued = glue(np.array(start, np.int32), np.array(end, np.int32), opens)
    columns = np.array(tag, np.int16), np.array(document, np.int32), np.array(weight, np.float32)
    return Words(tuple(forms), np.array(word, np.int32), opens, glued, *columns)


def read_news(data: Path, limit: int | None = None) -> Words:
    """The words of untagged news (AllSides and PolNeAR's training part), split as treebanks do.

    Parameters
    ----------
    data : Path
    limit : int, optional
        Articles.

    Returns
    -------
    Words
    """
    texts = [item["text"] for name in ("allsides/sample", "polnear/train") for item in read_lines(data, name)][:limit]
    return read_texts(texts)[0]


def read_texts(texts: Sequence[str]) -> tuple[Words, Ints]:
    """The words of texts, without tags, and where each begins.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    words : Words
        `document` is the text's number.
    start : int32[n]
        Characters.
    """
    forms: dict[str, int] = {}
    parts = list(_text_batches(texts, forms))
    word, starts, glued, document, start = (np.concatenate(column) for column in zip(*parts, strict=True))
    no_tag, weight = np.full(len(word), NO_TAG, np.int16), np.ones(len(word), np.float32)
    return Words(tuple(forms), word, starts, glued, no_tag, document, weight), start


def _text_batches(texts: Sequence[str], forms: dict[str, int]) -> Iterator[tuple[Ints, Bools, Hashes, Ints, Ints]]:
    for at in range(0, len(texts), BATCH):
        batch = list(texts[at : at + BATCH])
        article, start, end, word, vocabulary = find_tokens(batch)
        view = split_compounds(vocabulary, word, start)
        known = np.fromiter((forms.setdefault(f, len(forms)) for f in view.vocabulary), np.int32, len(view.vocabulary))
        starts = np.zeros(len(view.word), np.bool_)
        starts[view.first] = _sentence_starts(batch, article, start, end, word, vocabulary)
        glued, document = glue(view.start, view.end, starts), article[view.token] + np.int32(at)
        yield known[view.word], starts, glued, document, view.start


def _sentence_starts(
    texts: list[str], article: Ints, start: Ints, end: Ints, word: Ints, vocabulary: tuple[str, ...]
) -> Bools:
    """As `framing.text.read_tokens` finds them, without the tags, which it could not give before there is a tagger."""
    bounds = np.searchsorted(article, np.arange(len(texts) + 1)).astype(np.int64)
    paragraph = find_paragraphs(tuple(texts), start, bounds)
    return changes(article, find_sentences(vocabulary, word, start, end, article, changes(article, paragraph)))
