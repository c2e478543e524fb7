"""What was handed over? Any input becomes one table of articles and one of problems.

Start with `read_articles`. This is the only place that knows formats: strings, lists, dicts, DataFrames, Series, files
and folders. From here on an article is a row, and its text is the caller's, character for character.

There are two sorts of trouble. When the whole argument is no article at all (a number, a file that does not exist, a
table without a column of text), that is an `InputError`. When one article cannot be read, its row stays with text
``<NA>``, and a row of `problems` says what is wrong and what to do; the other articles are unharmed.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.articles.html import PAGE_SUFFIXES, read_page
from framing.articles.mojibake import find_mojibake
from framing.errors import InputError, OptionError, valid_names
from framing.schema import ARTICLE_METADATA, PROBLEMS

STRING: Final = pd.StringDtype("python")
"""Text in tables: Python strings, so that a table is the same whether or not pyarrow strings are on."""
TEXT_NAMES: Final = ("text", "body", "content", "article", "full_text")
"""What a column of texts may be called; the first that is there."""
ID_NAMES: Final = ("id", "article_id")
METADATA: Final = tuple(column.name for column in ARTICLE_METADATA)
SUFFIXES: Final = (".txt", ".jsonl", ".jsonl.gz", ".csv", ".parquet", *PAGE_SUFFIXES)
LONGEST_PATH: Final = 1024
"""Characters of the longest string that may be a path."""
MISSING_IN_CSV: Final = frozenset({"", "NA", "N/A", "NaN", "nan", "null", "None", "<NA>"})
"""What a cell of a further column holds when it holds nothing. Of texts and metadata only the empty cell is missing."""
ID_RANGE: Final = range(-(2**63), 2**63)
"""Whole numbers that int64 can hold."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WEB_PAGE: Final = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
"""How a text begins that is a whole web page."""
_WHOLE: Final = re.compile(r"0|-?[1-9]\d{0,18}")
_ESCAPED_BYTES: Final = range(0xDC80, 0xDD00)
"""What Python's ``surrogateescape`` makes of bytes that are no UTF-8."""

Trouble = tuple[str, str]
"""What is wrong, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What came through the gate.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row an article: ``article_id, text, title, outlet, date, author, url, story``, then the caller's columns.
    problems : pandas.DataFrame
        One row a trouble, as `framing.schema.PROBLEMS` declares.

    Examples
    --------
    >>> read_articles(["It rained.", ""]).problems["what"].tolist()
    ['the text is empty']
    """

    articles: pd.DataFrame
    problems: pd.DataFrame


@dataclass(slots=True)
class _Row:
    """One article on its way in: what was given under each name, the id it gets if it brings none, and its troubles."""

    fields: Mapping[str, Any]
    made_id: int | str
    troubles: list[Trouble] = field(default_factory=list)
    from_file: bool = False
    lacks_id: bool = False
    """Others of the same list, table or file have one."""
    unread: bool = False
    """There is no text, and `troubles` says why."""


@dataclass(slots=True)
class _Intake:
    """Rows with the caller's further columns, row by row the same."""

    rows: list[_Row]
    further: pd.DataFrame


def read_articles(articles: Any, *, reserved: Collection[str] = ()) -> Gate:
    """Read any input as articles.

    Parameters
    ----------
    articles : str, Path, dict, iterable of str and dict, pandas.Series or pandas.DataFrame
        A text; texts; dicts or a table with a column ``text`` (or ``body``, ``content``, ``article``, ``full_text``);
        a file (.txt, .jsonl, .jsonl.gz, .csv, .parquet, .html, .htm) or a folder of such files. A `str` is a text
        unless it is the name of a file of these kinds, or of a folder, that exists; a `Path` is always a path. Web
        pages need the extra ``html``.
    reserved : collection of str
        Names of columns that the library makes: the caller's columns of these names are renamed ``input_...``.

    Returns
    -------
    Gate
        `articles`, with index 0 to n - 1 and `article_id` as int64 when all ids are whole numbers, else as text;
        without ids the position from 0, for .txt and .html files of a folder their relative path. And `problems`.

    Raises
    ------
    InputError
        If what was handed over is no article at all, or a web page and the extra ``html`` is not installed.

    Examples
    --------
    >>> gate = read_articles([{"id": "a1", "text": "It rained.", "lean": "left"}, "It snowed."])
    >>> gate.articles[["article_id", "text", "lean"]].values.tolist()
    [['a1', 'It rained.', 'left'], ['1', 'It snowed.', <NA>]]
    >>> gate.problems[["article_id", "what"]].values.tolist()
    [['1', 'the article has no id, others have']]
    """
    intake = _take(articles)
    rows = intake.rows
    ids = _name_rows(rows)
    table = {"article_id": ids, "text": pd.array([_text(row) for row in rows], dtype=STRING)}
    for name in METADATA[1:]:
        table[name] = pd.array([_metadata(row, name) for row in rows], dtype=STRING)
    further, renamed = _further(intake.further, {"article_id", *METADATA, *reserved}, rows)
    frame = pd.concat([pd.DataFrame(table), further], axis=1)
    return Gate(frame, _problem_table(rows, ids, renamed))


# From any input to rows -------------------------------------------------------------------------------------


def _take(given: Any) -> _Intake:
    if isinstance(given, str):
        return _read_path(Path(given)) if _is_path(given) else _take_string(given)
    if isinstance(given, Path):
        return _read_path(given)
    if isinstance(given, pd.DataFrame):
        return _take_frame(given)
    if isinstance(given, pd.Series):
        return _take_items(given.tolist())
    if isinstance(given, Mapping):
        if _first_of(TEXT_NAMES, given) is None:
            raise _no_text(given)
        return _take_items([given])
    return _take_items(_items_of(given))


def _items_of(given: Any) -> Iterable[Any]:
    advice = "give a text, a list of texts or dicts, a DataFrame, a Series or a path"
    if isinstance(given, bytes | bytearray):
        raise InputError("bytes are no text yet", do="decode them, or give the path of the file")
    if isinstance(given, AbstractSet):
        raise InputError("a set has no order, so its articles would have other ids each time", do="give a list")
    if not isinstance(given, Iterable):
        raise InputError(f"{given!r:.60} ({type(given).__name__}) cannot be read as articles", do=advice)
    return given


def _no_text(names: Iterable[Any], where: str = "") -> InputError:
    found = [str(name) for name in names]
    listed = ", ".join(repr(name) for name in found) or "none"
    near = valid_names("text", found).partition("Valid:")[0] if found else ""
    return InputError(
        f"there is no column of texts; columns: {listed}",
        where=where,
        do=f"{near}name the column one of {', '.join(map(repr, TEXT_NAMES))}",
    )


def _is_path(given: str) -> bool:
    """Whether a string is the name of something that exists and can be read, rather than a text."""
    if not given or len(given) > LONGEST_PATH or "\n" in given or "\0" in given or not given.strip("."):
        return False
    try:
        return Path(given).is_dir() or (_suffix(Path(given)) is not None and Path(given).is_file())
    except (OSError, ValueError):  # a name that the system does not take, lone surrogates among them
        return False


def _take_string(given: str) -> _Intake:
    """One text. When it looks like the name of a file, it says so: the file is missing."""
    intake = _take_items([given])
    if len(given.split()) == 1 and len(given) <= LONGEST_PATH and given.lower().endswith(SUFFIXES):
        intake.rows[0].troubles.append(
            ("the text looks like the name of a file that does not exist", "check the path, or give a pathlib.Path")
        )
    return intake


def _take_items(items: Iterable[Any]) -> _Intake:
    rows = _note_ids([_row_of(item, k) for k, item in enumerate(items)])
    return _Intake(rows, _further_of(rows))


def _note_ids(rows: list[_Row]) -> list[_Row]:
    """Where some have an id, note which have none."""
    lack = [_identity(row.fields.get("id")) is None for row in rows]
    if not all(lack):
        for row, lacks_id in zip(rows, lack, strict=True):
            row.lacks_id = lacks_id and not row.unread
    return rows


def _row_of(item: Any, made_id: int | str) -> _Row:
    if isinstance(item, Mapping):
        fields = {str(name): value for name, value in item.items()}
        name = _first_of(TEXT_NAMES, fields)
        row = _Row(_named(fields, name), made_id)
        if name is None:
            found = ", ".join(repr(key) for key in fields) or "none"
            row.troubles.append((f"the article has no text; its keys: {found}", "put the text under the key 'text'"))
            row.unread = True
        return row
    return _Row({"text": item}, made_id)


def _first_of(names: Iterable[str], given: Iterable[Any]) -> str | None:
    there = set(given)
    return next((name for name in names if name in there), None)


def _named(fields: Mapping[str, Any], text: str | None) -> Mapping[str, Any]:
    """The same fields with the text under "text" and the id under "id"."""
    identity = _first_of(ID_NAMES, fields)
    names = {text: "text", identity: "id"}
    return {names.get(name, name): value for name, value in fields.items()}


def _further_of(rows: Sequence[_Row]) -> pd.DataFrame:
    """The caller's columns that the library has no use for, from dicts; missing where a dict lacks one."""
    known = {"id", *METADATA}
    names = dict.fromkeys(name for row in rows for name in row.fields if name not in known)
    columns = {name: _typed([row.fields.get(name) for row in rows]) for name in names}
    return pd.DataFrame(columns, index=range(len(rows)))


def _typed(values: list[Any]) -> Any:
    """Text as text; numbers and the like as pandas takes them; anything else as it is."""
    if all(isinstance(value, str) or _is_missing(value) for value in values):
        return pd.array([None if _is_missing(value) else str(value) for value in values], dtype=STRING)
    cells = np.empty(len(values), dtype=object)
    cells[:] = values  # pd.Series(values) would look into lists
    return pd.Series(cells).infer_objects()


def _take_frame(frame: pd.DataFrame, *, where: str = "", made: Callable[[int], int | str] = int) -> _Intake:
    names = [str(name) for name in frame.columns]
    if len(set(names)) < len(names):
        doubled = sorted({name for name in names if names.count(name) > 1})
        raise InputError(f"columns stand twice: {', '.join(map(repr, doubled))}", where=where, do="rename one of each")
    text, identity = _first_of(TEXT_NAMES, names), _first_of(ID_NAMES, names)
    if text is None:
        raise _no_text(names, where)
    given = frame.set_axis(names, axis=1).reset_index(drop=True)
    renamed = {text: "text"} | ({identity: "id"} if identity else {})
    # Before `article_id` or `body` is renamed, what would collide with it is a further column like any other.
    known = [name for name in dict.fromkeys((text, identity, *METADATA)) if name in names]
    columns = {renamed.get(name, name): given[name].tolist() for name in known}
    rows = [
        _Row(dict(zip(columns, values, strict=True)), made(k))
        for k, values in enumerate(zip(*columns.values(), strict=True))
    ]
    further = given.drop(columns=known)
    for name in further.columns:
        if further[name].dtype == object or isinstance(further[name].dtype, pd.StringDtype):
            further[name] = _typed(further[name].tolist())
    return _Intake(_note_ids(rows), further)


# Files ------------------------------------------------------------------------------------------------------


def _suffix(path: Path) -> str | None:
    return next((suffix for suffix in sorted(SUFFIXES, key=len) if path.name.lower().endswith(suffix)), None)


def _read_path(path: Path) -> _Intake:
    if path.is_dir():
        return _read_folder(path)
    if not path.exists():
        raise InputError("there is no such file or folder", where=str(path), do="check the path")
    if _suffix(path) is None:
        raise InputError(
            f"files ending in {path.suffix!r} cannot be read", where=str(path), do=f"give one of {', '.join(SUFFIXES)}"
        )
    return _read_file(path, path.name, path.name, int)


def _read_folder(folder: Path) -> _Intake:
    paths = sorted((path.relative_to(folder) for path in folder.rglob("*")), key=lambda path: path.as_posix())
    paths = [p for p in paths if _suffix(p) and not any(part.startswith(".") for part in p.parts)]
    paths = [p for p in paths if not _is_part_of_page(folder, p)]
    parts = [_read_file(folder / p, p.as_posix(), _stem(p), None) for p in paths if (folder / p).is_file()]
    if not parts:
        raise InputError("there is nothing to read", where=str(folder), do=f"looked for {', '.join(SUFFIXES)}")
    return _Intake([row for part in parts for row in part.rows], _stacked([part.further for part in parts]))


def _is_part_of_page(folder: Path, path: Path) -> bool:
    """Whether a page lies in the folder NAME_files that a browser makes beside NAME.html: a frame, mostly an advert."""
    if _suffix(path) not in PAGE_SUFFIXES:
        return False
    holders = [folder / part for part in path.parents if part.name.endswith("_files")]
    names = [holder.name.removesuffix("_files") for holder in holders]
    pages = [holder.with_name(name + end) for holder, name in zip(holders, names, strict=True) for end in PAGE_SUFFIXES]
    return any(page.is_file() for page in pages)


def _stem(path: Path) -> str:
    return path.as_posix()[: -len(_suffix(path) or "")]


def _stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames below each other, whatever columns each has."""
    names = dict.fromkeys(name for frame in frames for name in frame.columns)
    columns: dict[str, Any] = {}
    for name in names:
        pieces = [frame[name].tolist() if name in frame else [None] * len(frame) for frame in frames]
        columns[name] = _typed([value for piece in pieces for value in piece])
    return pd.DataFrame(columns, index=range(sum(map(len, frames))))


def _read_file(path: Path, name: str, stem: str, made: Callable[[int], int | str] | None) -> _Intake:
    """One file; when it cannot be read, one row that says so. Without `made`, ids are the file's name and a number."""
    alone = made is not None
    made = made or (lambda k: f"{stem}:{k}")
    try:
        match _suffix(path):
            case ".txt":
                intake = _Intake([_Row({"text": _decoded(path.read_bytes())}, 0 if alone else stem)], _blank(1))
            case ".html" | ".htm":
                intake = _read_web_page(path, name, 0 if alone else stem)
            case ".csv":
                intake = _take_frame(_read_csv(path), where=name, made=made)
            case ".parquet":
                intake = _take_frame(pd.read_parquet(path), where=name, made=made)
            case _:
                intake = _read_json_lines(path, name, made)
    except InputError:
        raise
    except (OSError, ValueError, EOFError, zlib.error) as error:  # pandas' and pyarrow's parsing errors are ValueErrors
        reason = _reason(error).replace(str(path), name)  # a report names no folders of the machine
        intake = _Intake([_unreadable(stem, f"the file {name} cannot be read: {reason}")], _blank(1))
    for row in intake.rows:
        row.from_file = True
    return intake


def _read_web_page(path: Path, name: str, made_id: int | str) -> _Intake:
    row = _Row(read_page(path.read_bytes()), made_id)
    if row.fields["text"] is None:
        row.troubles.append((f"no article was found on the page {name}", "give its text, or leave the page out"))
        row.unread = True
    return _Intake([row], _blank(1))


def _reason(error: Exception) -> str:
    """What an error says, without the path that a system error carries."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said.strip().splitlines()[0] if said.strip() else type(error).__name__


def _unreadable(made_id: str, what: str) -> _Row:
    return _Row({}, made_id, [(what, "repair the file, or leave it out")], unread=True)


def _blank(n: int) -> pd.DataFrame:
    return pd.DataFrame(index=range(n))


def _decoded(content: bytes) -> str:
    """Bytes as text. What is no UTF-8 becomes lone surrogates; `_text` finds them, and only that article suffers."""
    return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def _read_csv(path: Path) -> pd.DataFrame:
    """A CSV file, every cell as it was written; further columns and ids as numbers where all of their cells are."""
    frame = pd.read_csv(
        path,
        dtype=object,
        keep_default_na=False,
        encoding="utf-8-sig",
        encoding_errors="surrogateescape",
        skipinitialspace=False,
    )
    for name in frame.columns:
        if name in ID_NAMES:
            frame[name] = _as_series([int(v) if _WHOLE.fullmatch(v) else v or None for v in frame[name]])
        elif name in {*METADATA, *TEXT_NAMES}:
            frame[name] = _as_series([v or None for v in frame[name]])
        else:
            frame[name] = _numbers([None if v in MISSING_IN_CSV else v for v in frame[name]])
    return frame


def _as_series(values: list[Any]) -> pd.Series[Any]:
    return pd.Series(values, dtype=object)


def _numbers(values: list[Any]) -> pd.Series[Any]:
    try:
        return pd.Series(pd.to_numeric(_as_series(values)))
    except (ValueError, TypeError):
        return _as_series(values)


def _read_json_lines(path: Path, name: str, made: Callable[[int], int | str]) -> _Intake:
    rows: list[_Row] = []
    number = 0
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    rows.append(_read_json(line, f"{name}:{number}", made(len(rows))))
        except (OSError, EOFError, zlib.error) as error:  # a damaged archive: what came before is whole
            rows.append(_unreadable(f"{name}:{number + 1}", f"{name} cannot be read on: {_reason(error)}"))
    return _Intake(_note_ids(rows), _further_of(rows))


def _read_json(line: bytes, place: str, made_id: int | str) -> _Row:
    advice = "write one JSON object a line, with the text under 'text'"
    try:
        item = json.loads(_decoded(line))
    except (ValueError, RecursionError) as error:
        return _Row({}, place, [(f"{place} is no JSON: {_reason(error)}", advice)], unread=True)
    if not isinstance(item, dict | str):
        what = f"{place} holds a value of type {type(item).__name__}, not an object"
        return _Row({}, place, [(what, advice)], unread=True)
    return _row_of(item, made_id)


# Ids --------------------------------------------------------------------------------------------------------


def _name_rows(rows: Sequence[_Row]) -> Any:
    """A name for every article, unique: int64 when all are whole numbers, else text."""
    given = [_identity(row.fields.get("id")) for row in rows]
    taken = {i for i in given if i is not None}
    ids = [_made_id(row, taken, len(rows)) if i is None else i for row, i in zip(rows, given, strict=True)]
    whole = all(isinstance(i, int) and i in ID_RANGE for i in ids)
    if whole and len(set(ids)) == len(ids):
        return pd.array(ids, dtype="int64")
    return pd.array(_unique(rows, [_sound(row, str(i)) for row, i in zip(rows, ids, strict=True)]), dtype=STRING)


def _identity(value: Any) -> int | str | None:
    """An id as it joins to the caller's own table. A column of whole numbers with gaps holds floats: 7.0 is 7."""
    if _is_missing(value) or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return int(value)
    return str(value)


def _made_id(row: _Row, taken: set[int | str], n_rows: int) -> int | str:
    """The row's position or name; another number where the caller's ids have that number."""
    made = row.made_id
    if row.lacks_id:
        row.troubles.append(("the article has no id, others have", "give every article an id, or none"))
    if isinstance(made, int) and made in taken:
        made = next(k for k in range(n_rows, 2 * n_rows + 1) if k not in taken)
    taken.add(made)
    return made


def _sound(row: _Row, identity: str) -> str:
    if not _SURROGATE.search(identity):
        return identity
    row.troubles.append(("the id holds lone surrogates, which no file can", "give it another id"))
    return identity.encode("utf-8", "backslashreplace").decode()


def _unique(rows: Sequence[_Row], ids: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    taken = set(ids)
    for k, identity in enumerate(ids):
        seen[identity] = seen.get(identity, 0) + 1
        if seen[identity] > 1:
            name = f"{identity}#{seen[identity]}"
            while name in taken:
                seen[identity] += 1
                name = f"{identity}#{seen[identity]}"
            taken.add(name)
            ids[k] = name
            rows[k].troubles.append(
                (f"the id {identity!r} is another article's too; this one is {name!r}", "give every article its own id")
            )
    return ids


# Texts and metadata -----------------------------------------------------------------------------------------


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _text(row: _Row) -> str | None:
    """The text if it is one. What keeps it from being one is noted with the row."""
    value = row.fields.get("text")
    if isinstance(value, str):
        bad = _SURROGATE.search(value)
        if bad:
            row.troubles.append(_no_unicode(value, bad.start(), from_file=row.from_file))
            return None
        if not value.strip():
            what = "the text is empty" if not value else "the text is white space only"
            row.troubles.append((what, "check where the article was scraped; nothing can be measured"))
        row.troubles += _oddities(value)
        return str(value)
    if not row.unread:
        row.troubles.append(_no_string(value))
    return None


def _oddities(text: str) -> list[Trouble]:
    """What is odd about a text that is read as it stands all the same."""
    troubles = []
    if _WEB_PAGE.match(text):
        what = "the text looks like HTML: it is a whole web page, and its markup was read as words"
        do = "take the article out of it: framing.articles.html.read_page(text), or save it as .html and give the path"
        troubles.append((what, do))
    wrong = find_mojibake(text)
    if wrong:
        characters = "1 wrongly decoded character" if wrong.count == 1 else f"{wrong.count} wrongly decoded characters"
        what = f"the text holds {characters}, the first at character {wrong.start}: {wrong.example!r}"
        troubles.append((what, wrong.do))
    return troubles


def _no_string(value: Any) -> Trouble:
    if _is_missing(value):
        return "the article has no text", "give its text, or leave the article out"
    if isinstance(value, bytes):
        return "the text is bytes, not a string", "decode it: text.decode('utf-8')"
    return f"the text is of type {type(value).__name__}, not a string", "give its text as a string"


def _no_unicode(text: str, position: int, *, from_file: bool) -> Trouble:
    code = ord(text[position])
    if from_file and code in _ESCAPED_BYTES:
        byte = len(text[:position].encode())
        return (
            f"the byte 0x{code - 0xDC00:02X} at byte {byte} of the text is not UTF-8",
            "save the file again with the encoding UTF-8",
        )
    return (
        f"the text holds a lone surrogate, U+{code:04X}, at character {position}",
        "read it again with the right encoding, or replace the character",
    )


def _metadata(row: _Row, name: str) -> str | None:
    value = row.fields.get(name)
    written = _written(value)
    if written is not None and _SURROGATE.search(written):
        row.troubles.append(
            (f"the {name} is no Unicode text and was left out", "read it again with the right encoding")
        )
        return None
    return written


def _written(value: Any) -> str | None:
    """A piece of metadata as text: dates as ISO 8601, lists joined by "; ", whole numbers without a point."""
    if _is_missing(value):
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.timetz() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | np.ndarray):
        return "; ".join(part for part in map(_written, value) if part)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _further(frame: pd.DataFrame, taken: Collection[str], rows: Sequence[_Row]) -> tuple[pd.DataFrame, list[Trouble]]:
    """The caller's further columns, none of them under a name of ours."""
    names: dict[str, str] = {}
    for name in frame.columns:
        new = name
        while new in taken or (new != name and new in frame.columns):
            new = f"input_{new}"
        if new != name:
            names[name] = new
    for name in frame.columns:
        if frame[name].dtype == STRING:
            frame[name] = pd.array(_sound_column(frame[name].tolist(), name, rows), dtype=STRING)
    advice = "rename the column to choose its name yourself"
    return frame.rename(columns=names), [
        (f"the column {old!r} has a name that the report uses; it is {new!r} there", advice)
        for old, new in names.items()
    ]


def _sound_column(values: list[Any], name: str, rows: Sequence[_Row]) -> list[Any]:
    bad = [isinstance(value, str) and bool(_SURROGATE.search(value)) for value in values]
    for row in (row for row, is_bad in zip(rows, bad, strict=True) if is_bad):
        row.troubles.append((f"the {name} is no Unicode text and was left out", "read it with the right encoding"))
    return [None if is_bad else value for value, is_bad in zip(values, bad, strict=True)]


def _problem_table(rows: Sequence[_Row], ids: Iterable[Any], whole: Sequence[Trouble]) -> pd.DataFrame:
    found: list[tuple[str | None, str, str, str]] = [(None, "read", *trouble) for trouble in whole]
    for row, identity in zip(rows, ids, strict=True):
        found += [(str(identity), "read", *trouble) for trouble in row.troubles]
    columns = zip(*found, strict=True) if found else [()] * len(PROBLEMS.names)
    return pd.DataFrame({n: pd.array(list(c), dtype=STRING) for n, c in zip(PROBLEMS.names, columns, strict=True)})


# Actors -----------------------------------------------------------------------------------------------------


def column_actors(articles: pd.DataFrame, column: str) -> list[tuple[str, ...]]:
    """Each article's own list of actors.

    Parameters
    ----------
    articles : pandas.DataFrame
        As `read_articles` gives it.
    column : str
        The column that holds the actors: lists, or strings parted by ";" or written as a JSON list.

    Returns
    -------
    list of tuple of str
        One an article, in order; empty where the cell is.

    Raises
    ------
    OptionError
        If there is no such column.

    Examples
    --------
    >>> gate = read_articles([{"text": "They met.", "who": "Ana Ruiz; Tom Hale"}, {"text": "It rained."}])
    >>> column_actors(gate.articles, "who")
    [('Ana Ruiz', 'Tom Hale'), ()]
    """
    name = f"input_{column}" if f"input_{column}" in articles.columns else column
    if name not in articles.columns:
        raise OptionError(
            f"actors names a column that does not exist: {column!r}", do=valid_names(column, articles.columns)
        )
    return [_names_in(value) for value in articles[name].tolist()]


def _names_in(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = _json_list(value) if value.lstrip().startswith("[") else value.split(";")
    elif isinstance(value, AbstractSet):
        value = sorted(map(str, value))
    elif not isinstance(value, Iterable):
        value = () if _is_missing(value) else (value,)
    names = (str(name).strip() for name in value if not _is_missing(name))
    return tuple(dict.fromkeys(name for name in names if name))


def _json_list(written: str) -> Iterable[Any]:
    try:
        names = json.loads(written)
    except ValueError:
        return written.split(";")
    return names if isinstance(names, list) else (names,)
