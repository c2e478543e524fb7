"""The one format of word lists, and the one loader.

A list is a tab-separated file: header lines ``# key: value``, a line of column names, then one entry a line.
Start with `load_lexicon`. Patterns are explained in `framing.lexicons.pattern`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pandas as pd

from framing.errors import LexiconError, valid_names
from framing.lexicons.inflection import forms_of
from framing.lexicons.pattern import Slot, parse

COLUMNS: Final = ("pattern", "category", "strength", "pos", "note", "counts", "counts_not")
HEADER: Final = ("title", "version", "licence", "references", "about", "categories")
EXCEPTION: Final = "exception"
"""Category of patterns that are no case: they block every entry inside them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lexicon.

    Parameters
    ----------
    id : str
        ``list:pattern``, or ``list:pattern#pos``: what a table's ``entry`` column shows.
    pattern : str
        What it matches, in the notation of `framing.lexicons.pattern`.
    category : str
        One of the list's categories.
    strength : float
        As the list's header defines it; NaN where the list has none.
    pos : tuple of str
        Penn Treebank tag prefixes that a one-word entry's token must have. Empty: any.
    note : str
        A remark, or what a list's header defines.
    counts, counts_not : str
        A sentence in which it fires, and one in which the same words must not.
    readings : tuple of tuple of Slot
        The pattern, parsed.
    """

    id: str
    pattern: str
    category: str
    strength: float
    pos: tuple[str, ...]
    note: str
    counts: str
    counts_not: str
    readings: tuple[tuple[Slot, ...], ...] = field(repr=False)

    @property
    def cue(self) -> str:
        """The pattern as a reader would write it: 'suspect' for ``~suspect``, the first of several words."""
        parts = [part for part in self.pattern.split() if not (part[0] == "(" and part[-1] == ")" and len(part) > 2)]
        return " ".join(part.split("|")[0].lstrip("~=") or part for part in parts)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list with its provenance.

    Parameters
    ----------
    name, title, version, licence, about : str
        From the header.
    references : tuple of str
        The literature it rests on.
    categories : tuple of str
        All categories that occur.
    entries : tuple of Entry
        In the order of the file.
    digest : str
        SHA-256 of what was read, 64 hexadecimal digits.

    Examples
    --------
    >>> hedges = load_lexicon("hedges")
    >>> hedges.name, hedges.licence, len(hedges.digest)
    ('hedges', 'MIT', 64)
    """

    name: str
    title: str
    version: str
    licence: str
    about: str
    references: tuple[str, ...]
    categories: tuple[str, ...]
    entries: tuple[Entry, ...] = field(repr=False)
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)  # through all entries it would cost more than the search that it is a key of

    @property
    def stamp(self) -> dict[str, str]:
        """What a report's provenance says of it: ``name, version, digest``."""
        return {"name": self.name, "version": self.version, "digest": self.digest}

    def to_frame(self) -> pd.DataFrame:
        """The entries as a table, one row an entry, columns as in the file and `id`.

        Returns
        -------
        pandas.DataFrame
            Columns ``id, pattern, category, strength, pos, note, counts, counts_not``.

        Examples
        --------
        >>> load_lexicon("hedges").to_frame().columns.tolist()[:3]
        ['id', 'pattern', 'category']
        """
        rows = [
            (e.id, e.pattern, e.category, e.strength, "|".join(e.pos), e.note, e.counts, e.counts_not)
            for e in self.entries
        ]
        return pd.DataFrame(rows, columns=["id", *COLUMNS])

    def of(self, *categories: str) -> tuple[Entry, ...]:
        """The entries of some categories.

        Parameters
        ----------
        *categories : str
            Names of categories.

        Returns
        -------
        tuple of Entry
            In the order of the file.

        Examples
        --------
        >>> {entry.category for entry in load_lexicon("hedges").of("hearsay")}
        {'hearsay'}
        """
        return tuple(entry for entry in self.entries if entry.category in categories)

    def __add__(self, other: Lexicon) -> Lexicon:
        """Both lists as one; an entry of `other` replaces ours of the same pattern and pos.

        Examples
        --------
        >>> mine = lexicon_from_frame(pd.DataFrame({"pattern": ["word is that"], "category": ["hearsay"]}), name="mine")
        >>> both = load_lexicon("hedges") + mine
        >>> both.name
        'hedges+mine'
        """
        taken = {(entry.pattern, entry.pos) for entry in other.entries}
        kept = tuple(entry for entry in self.entries if (entry.pattern, entry.pos) not in taken)
        return Lexicon(
            name=f"{self.name}+{other.name}",
            title=f"{self.title} and {other.title}",
            version=f"{self.version}+{other.version}",
            licence=self.licence if self.licence == other.licence else f"{self.licence}; {other.licence}",
            about=f"{self.about} {other.about}".strip(),
            references=(*self.references, *other.references),
            categories=tuple(dict.fromkeys((*self.categories, *other.categories))),
            entries=(*kept, *other.entries),
            digest=hashlib.sha256((self.digest + other.digest).encode()).hexdigest(),
        )


@cache
def lexicon_names() -> tuple[str, ...]:
    """The lists that ship.

    Examples
    --------
    >>> "hedges" in lexicon_names()
    True
    """
    folder = resources.files("framing.lexicons").joinpath("lists")
    return tuple(sorted(f.name.removesuffix(".tsv") for f in folder.iterdir() if f.name.endswith(".tsv")))


@cache
def lexicon_stamp(name: str) -> dict[str, str]:
    """What a report's provenance says of a list that ships, without reading its entries.

    Examples
    --------
    >>> lexicon_stamp("hedges") == load_lexicon("hedges").stamp
    True
    """
    content = _content(name)
    version = next(
        line[len("# version: ") :] for line in content.decode().split("\n") if line.startswith("# version: ")
    )
    return {"name": name, "version": version.strip(), "digest": hashlib.sha256(content).hexdigest()}


def load_lexicon(source: str | Path) -> Lexicon:
    """Load a word list, checked.

    Parameters
    ----------
    source : str or Path
        Name of a list that ships (see `lexicon_names`), or a file in the same format.

    Returns
    -------
    Lexicon

    Raises
    ------
    LexiconError
        If there is no such list, or a line breaks the format: doubled, unreachable, unknown category, a strength
        that is no number.

    Examples
    --------
    >>> hedges = load_lexicon("hedges")
    >>> "allegedly" in {entry.pattern for entry in hedges.entries}
    True
    """
    if isinstance(source, str) and source in lexicon_names():
        return _shipped(source)
    path = Path(source)
    if not path.is_file():
        raise LexiconError("there is no such list or file", where=str(source), do=valid_names(source, lexicon_names()))
    return _read(path.name.removesuffix(".tsv"), path.read_bytes())


@cache
def _shipped(name: str) -> Lexicon:
    return _read(name, _content(name))


def _content(name: str) -> bytes:
    """The file of a list that ships."""
    if name not in lexicon_names():
        raise LexiconError("there is no such list", where=name, do=valid_names(name, lexicon_names()))
    return resources.files("framing.lexicons").joinpath("lists", f"{name}.tsv").read_bytes()


@cache
def load_names(name: str) -> Mapping[str, str]:
    """The names on a list that ships, and the category of each: for long lists that are looked up, never searched for.

    Parameters
    ----------
    name : str
        See `lexicon_names`; its entries are names word by word.

    Returns
    -------
    mapping of str

    Raises
    ------
    LexiconError
        If there is no such list.

    Examples
    --------
    >>> load_names("public_figures")["Angela Merkel"]
    'official'
    """
    _, _, entries = _content(name).decode("utf-8").partition("\t".join(COLUMNS) + "\n")
    rows = (line.split("\t") for line in entries.split("\n") if line)
    return MappingProxyType({row[0].replace("=", ""): row[1] for row in rows})


def lexicon_from_frame(frame: pd.DataFrame, *, name: str) -> Lexicon:
    """Make a lexicon of your own from a table, to use instead of ours or to add to it.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns ``pattern`` and ``category``, and any of ``strength, pos, note, counts, counts_not``.
    name : str
        What its entries are called in the ``entry`` columns.

    Returns
    -------
    Lexicon

    Raises
    ------
    LexiconError
        If a column is missing or a row breaks the format.

    Examples
    --------
    >>> mine = lexicon_from_frame(pd.DataFrame({"pattern": ["word is that"], "category": ["hearsay"]}), name="mine")
    >>> mine.entries[0].id
    'mine:word is that'
    """
    missing = [column for column in COLUMNS[:2] if column not in frame.columns]
    if missing:
        listed = ", ".join(map(str, frame.columns))
        raise LexiconError(f"the column {missing[0]!r} is missing", where=name, do=f"rename one of: {listed}")
    whole = frame.reindex(columns=list(COLUMNS)).astype(object)
    rows = [["" if pd.isna(v) else str(v) for v in row] for row in whole.itertuples(index=False, name=None)]
    content = "\n".join("\t".join(row) for row in rows)
    categories = tuple(dict.fromkeys(row[1] for row in rows))
    header: dict[str, object] = {"title": name, "version": "0", "licence": "the user's", "about": "", "references": ()}
    return _build(name, header, categories, list(enumerate(rows, start=1)), content.encode())


def _read(name: str, content: bytes) -> Lexicon:
    lines = content.decode("utf-8").split("\n")
    header: dict[str, object] = {}
    references: list[str] = []
    n = 0
    while n < len(lines) and lines[n].startswith("# "):
        key, _, value = lines[n][2:].partition(": ")
        if key == "references":
            references.extend(filter(None, (part.strip() for part in value.split(";"))))
        header[key] = value.strip()
        n += 1
    absent = [key for key in HEADER if not header.get(key)]
    if absent:
        raise LexiconError(f"the header lacks {absent[0]!r}", where=name, do=f"add a line '# {absent[0]}: ...'")
    if n >= len(lines) or tuple(lines[n].split("\t")) != COLUMNS:
        raise LexiconError("the column line is not right", where=f"{name}, line {n + 1}", do="\\t".join(COLUMNS))
    header["references"] = tuple(references)
    categories = tuple(part.strip() for part in str(header["categories"]).split(","))
    rows = [(k + 1, lines[k].split("\t")) for k in range(n + 1, len(lines)) if lines[k]]
    return _build(name, header, categories, rows, content)


def _build(
    name: str,
    header: dict[str, object],
    categories: tuple[str, ...],
    rows: Sequence[tuple[int, list[str]]],
    content: bytes,
) -> Lexicon:
    references = header["references"]
    return Lexicon(
        name=name,
        title=str(header["title"]),
        version=str(header["version"]),
        licence=str(header["licence"]),
        about=str(header["about"]),
        references=tuple(references) if isinstance(references, tuple) else (),
        categories=categories,
        entries=tuple(_entries(name, rows, (*categories, EXCEPTION))),
        digest=hashlib.sha256(content).hexdigest(),
    )


def _entries(name: str, rows: Iterable[tuple[int, list[str]]], categories: Sequence[str]) -> Iterable[Entry]:
    seen: dict[tuple[str, str, str], int] = {}
    for line, row in rows:
        where = f"{name}, line {line}"
        if len(row) > len(COLUMNS):
            raise LexiconError(f"{len(row)} fields instead of {len(COLUMNS)}", where=where, do="check the tabs")
        pattern, category, strength, pos, note, counts, counts_not = [*row, *[""] * (len(COLUMNS) - len(row))]
        if category not in categories:
            raise LexiconError(f"unknown category {category!r}", where=where, do=valid_names(category, categories))
        key = (pattern, category, pos)
        if key in seen:
            raise LexiconError(f"{pattern!r} stands twice", where=where, do=f"it is on line {seen[key]} already")
        seen[key] = line
        yield Entry(
            id=f"{name}:{pattern}" + (f"#{pos}" if pos else ""),
            pattern=pattern,
            category=category,
            strength=_number(strength, where),
            pos=tuple(pos.split("|")) if pos else (),
            note=note,
            counts=counts,
            counts_not=counts_not,
            readings=_readings(pattern, where),
        )


def _number(strength: str, where: str) -> float:
    try:
        value = float(strength) if strength else float("nan")
    except ValueError:
        value = 2.0
    if abs(value) > 1:
        raise LexiconError(f"the strength {strength!r} is no number from -1 to 1", where=where, do="write 0.5, say")
    return value


def _readings(pattern: str, where: str) -> tuple[tuple[Slot, ...], ...]:
    try:
        return parse(pattern, forms_of)
    except ValueError as error:
        raise LexiconError(f"the pattern {pattern!r} cannot be read", where=where, do=str(error)) from error
