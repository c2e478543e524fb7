"""Names with their kinds, as people annotated them: the documents of GUM.

GUM marks every mention of everything, common nouns and pronouns too. A name is a mention whose head is tagged as a
proper noun, cut down to what our own tables call a name: without article, title ("President") and what follows it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from framing.errors import InputError
from framing.lexicons import load_lexicon

PROPER: Final = frozenset({"NNP", "NNPS"})
KINDS: Final = {"person": "person", "place": "place", "organization": "organisation", "event": "event"}
"""What GUM calls the kinds that we have; laws, works, products and languages are `other`."""
LEFT_OUT: Final = frozenset({"time", "animal", "plant", "substance"})
"""Days and months are nobody."""
MARK: Final = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-[^()]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")
JOINING: Final = frozenset({"of", "for", "and", "the", "&", "de", "la", "al", "in", "on"})
"""Words inside the name of what is no person."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a treebank in the document's text."""

    start: int
    end: int
    form: str
    tag: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class NamedText:
    """A document and the names in it.

    Parameters
    ----------
    document : str
    text : str
        Sentences follow each other after a blank, paragraphs after an empty line.
    names : tuple of (int, int, str)
        First character, end, kind; disjoint, in order.
    chains : tuple of (int, int, int)
        Every mention of whatever is named somewhere, pronouns too: first character of its head, end, and which entity.
    adjectives : frozenset of (int, int)
        Capitalised adjectives ("Afghan"), which are no names here.
    """

    document: str
    text: str
    names: tuple[tuple[int, int, str], ...]
    chains: tuple[tuple[int, int, int], ...] = ()
    adjectives: frozenset[tuple[int, int]] = frozenset()


def read_named(data: Path, part: str, genres: frozenset[str] | None = None) -> list[NamedText]:
    """The documents of one part of GUM.

    Parameters
    ----------
    data : Path
        Holds ``ud/``.
    part : str
        "gum-train" or "gum-dev".
    genres : frozenset of str, optional
        Those taken; all by default.

    Returns
    -------
    list of NamedText
    """
    path = data / "ud" / f"{part}.conllu.gz"
    if not path.is_file():
        raise InputError("the treebank is missing", where=str(path), do="give --data the folder that holds it")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = list(_documents(lines))
    return [d for d in documents if genres is None or d.document.split("_")[1] in genres]


def _documents(lines: Iterator[str]) -> Iterator[NamedText]:
    page = _Page("")
    for line in lines:
        if line.startswith("# newdoc id = "):
            if page.name:
                yield page.named()
            page = _Page(line.split(" = ", 1)[1].strip())
        elif line.startswith("# newpar"):
            page.gap = "\n\n"
        elif line.startswith("# text = "):
            page.open(line.split(" = ", 1)[1].rstrip("\n"))
        elif line[0].isdigit():
            page.add(line.rstrip("\n").split("\t"))
        elif line == "\n":
            page.close()
    if page.name:
        yield page.named()


class _Page:
    """One document while it is read."""

    def __init__(self, name: str) -> None:
        self.name, self.gap, self.text = name, "", ""
        self.at = self.base = 0
        self.words: list[Word] = []
        self.marks: list[tuple[int, int, int, str]] = []
        self.begun: dict[int, list[tuple[int, str]]] = {}
        self.found: list[tuple[int, int, str]] = []
        self.mentions: list[tuple[int, int, int, bool]] = []
        self.adjectives: set[tuple[int, int]] = set()

    def open(self, text: str) -> None:
        self.text += (self.gap if self.text else "") + text
        self.gap = " "
        self.base = len(self.text) - len(text)
        self.at = self.base

    def add(self, cells: Sequence[str]) -> None:
        if not cells[0].isdigit():
            return
        start = max(self.text.find(cells[1], self.at), self.at)
        self.at = start + len(cells[1])
        if cells[4] == "JJ" and cells[1][0].isupper():
            self.adjectives.add((start, self.at))
        self.words.append(Word(start, self.at, cells[1], cells[4], cells[7], int(cells[6])))
        for mark in MARK.finditer(next((m[7:] for m in cells[9].split("|") if m.startswith("Entity=")), "")):
            opened, kind, closed, closing = mark.groups()
            if opened:
                self.begun.setdefault(int(opened), []).append((len(self.words) - 1, kind))
            entity = int(opened or closing)
            if (closed or closing) and self.begun.get(entity):
                first, kind = self.begun[entity].pop()
                self.marks.append((first, len(self.words) - 1, entity, kind))

    def close(self) -> None:
        names = []
        for first, last, entity, kind in self.marks:
            head = next((k for k in range(first, last + 1) if not first <= self.words[k].head - 1 <= last), last)
            name = _name(self.words, first, last, head, kind) if kind not in LEFT_OUT else None
            self.mentions.append((self.words[head].start, self.words[head].end, entity, name is not None))
            if name is not None:
                names.append((*name, _kind(self.words[head], kind)))
        taken: set[int] = set()
        for first, last, kind in sorted(names, key=lambda n: n[0] - n[1]):
            if not taken & set(range(first, last + 1)):
                taken |= set(range(first, last + 1))
                self.found.append((self.words[first].start, self.words[last].end, kind))
        self.words, self.marks, self.begun = [], [], {}

    def named(self) -> NamedText:
        bearers = {entity for _, _, entity, is_name in self.mentions if is_name}
        chains = sorted((s, e, entity) for s, e, entity, _ in self.mentions if entity in bearers)
        return NamedText(self.name, self.text, tuple(sorted(self.found)), tuple(chains), frozenset(self.adjectives))


def _kind(head: Word, kind: str) -> str:
    return "group" if kind == "person" and head.tag == "NNPS" else KINDS.get(kind, "other")


def _name(words: Sequence[Word], first: int, last: int, head: int, kind: str) -> tuple[int, int] | None:
    """First and last word of the name in a mention; None when its head is no proper noun or only a title."""
    if words[head].tag not in PROPER:
        return None
    low = high = head
    while low > first and _belongs(words, low - 1):
        low -= 1
    while high < last and (_belongs(words, high + 1) or (kind != "person" and _joins(words, high, last))):
        high += 1
    while high > head and words[high].tag not in PROPER | {"CD"}:
        high -= 1
    described = [k for k in range(low, head + 1) if words[k].relation == "nmod:desc"]
    if described:
        low = described[-1] + 1
    while low < high and words[low].tag not in PROPER:
        low += 1
    if low > high or (kind == "person" and all(words[k].form.lower() in _titles() for k in range(low, high + 1))):
        return None
    return low, high


def _belongs(words: Sequence[Word], k: int) -> bool:
    if words[k].tag in PROPER:
        return True
    return words[k].tag == "HYPH" or words[k].form in {"al", "bin", "de", "la", "von", "van"}


def _joins(words: Sequence[Word], high: int, last: int) -> bool:
    """'University of Alaska', 'Institute for the Study of War': a small word behind which the name goes on."""
    behind = next((k for k in range(high + 1, last + 1) if words[k].form not in JOINING), last + 1)
    return high + 1 < behind <= min(last, high + 3) and words[behind].tag in PROPER


@cache
def _titles() -> frozenset[str]:
    """Words that name an office or a role."""
    readings = (reading for entry in load_lexicon("titles").entries for reading in entry.readings)
    return frozenset(form.lower() for reading in readings for word in reading for form in word.words)
