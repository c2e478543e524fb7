"""Readers of the public gold sets, from a folder that the reader has: nothing of them ships.

Each reader yields plain values; what a set is and how it is scored stands in `framing.learn.evaluate`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import InputError

Spans = list[tuple[int, int]]


def read_lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The records of one gzipped JSON-lines file.

    Raises
    ------
    InputError
        If the file does not exist.
    """
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        raise InputError("the gold set is missing", where=str(path), do="give --data the folder that holds it")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def short_hash(item: str) -> str:
    """What stands for an item's id in stand-off judgements where the id itself holds words of the text.

    Examples
    --------
    >>> short_hash("Mayor resigns")
    '07619372aed3954b'
    """
    return hashlib.sha256(item.encode()).hexdigest()[:16]


def read_standoff(name: str) -> Iterator[dict[str, Any]]:
    """Our own judgements, which hold no text: the records of ``corpora/standoff/<name>.jsonl``.

    They lie inside the installed package or beside it in a checkout.

    Raises
    ------
    InputError
        If they are not there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "corpora" / "standoff", package.parent / "corpora" / "standoff"):
        if (folder / f"{name}.jsonl").is_file():
            yield from map(json.loads, (folder / f"{name}.jsonl").read_text("utf-8").splitlines())
            return
    raise InputError("the judgements are not installed", where=f"{name}.jsonl", do="install the package again")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a treebank: its text, and each word's offsets and tag."""

    document: str
    text: str
    words: tuple[tuple[int, int, str], ...]
    opens_paragraph: bool = False


def read_treebank(folder: Path, name: str) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file: words as they stand in ``# text``, with their XPOS tags.

    Multi-word tokens ("don't") are split as their words spell; a word that is not in the text is left out.
    """
    path = folder / "ud" / f"{name}.conllu.gz"
    if not path.is_file():
        raise InputError("the treebank is missing", where=str(path), do="give --data the folder that holds it")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        document, text, opens = "", "", False
        words: list[tuple[int, int, str]] = []
        for line in lines:
            if line.startswith("# newdoc id = "):
                document = line.split(" = ", 1)[1].strip()
            elif line.startswith("# newpar"):
                opens = True
            elif line.startswith("# text = "):
                text, words, at = line.split(" = ", 1)[1].rstrip("\n"), [], 0
            elif line[0].isdigit():
                cells = line.split("\t")
                if not cells[0].isdigit():
                    continue
                start = text.find(cells[1], at)
                if start >= 0:
                    at = start + len(cells[1])
                    words.append((start, at, cells[4]))
            elif line == "\n":
                yield Sentence(document, text, tuple(words), opens)
                opens = False
