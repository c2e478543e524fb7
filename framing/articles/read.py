"""The only place that knows formats: any input becomes a table of articles, and what could not be read a row.

Start with `read_articles`. A caller's mistake (no such file, no text column) is an exception; one article's trouble is a
row in `problems`, and its row among the articles stays, without text.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.errors import InputError, OptionError, valid_names
from framing.schema import ARTICLE_METADATA, PROBLEMS

STRING: Final = pd.StringDtype("python")
TEXT_COLUMNS: Final = ("text", "body", "content", "article", "full_text")
ID_COLUMNS: Final = ("id", "article_id")
SUFFIXES: Final = (".txt", ".jsonl", ".jsonl.gz", ".csv", ".parquet")
LONGEST_PATH: Final = 1024
"""Characters: no longer string is tried as a path."""
METADATA: Final = tuple(column.name for column in ARTICLE_METADATA)
SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Gate:
    """What came in.

    Parameters
    ----------
    articles : pandas.DataFrame
        ``article_id``, the metadata of `framing.schema.ARTICLE_METADATA`, then the caller's own columns.
    problems : pandas.DataFrame
        As `framing.schema.PROBLEMS`.
    """

    articles: pd.DataFrame
    problems: pd.DataFrame


class _Problems(list[tuple[str | None, str, str]]):
    """Troubles of single articles: (article id, what, what to do)."""

    def note(self, article: object, what: str, do: str) -> None:
        self.append((None if article is None else str(article), what, do))

    def frame(self) -> pd.DataFrame:
        columns = {
            "article_id": [row[0] for row in self],
            "stage": ["read"] * len(self),
            "what": [row[1] for row in self],
            "what_to_do": [row[2] for row in self],
        }
        return pd.DataFrame({name: pd.array(columns[name], dtype=STRING) for name in PROBLEMS.names})


def read_articles(articles: Any, *, reserved: Collection[str] = ()) -> Gate:
    """Read articles from whatever the caller has.

    Parameters
    ----------
    articles : str, Path, dict, iterable, pandas.DataFrame or pandas.Series
        See `framing.analyze`.
    reserved : collection of str
        Column names that the library makes; a caller's column of that name becomes ``input_<name>``.

    Returns
    -------
    Gate

    Raises
    ------
    InputError
        If there is no article in it: a number, a missing file, a table without a text column.

    Examples
    --------
    >>> gate = read_articles(["It rained.", None])
    >>> gate.articles["article_id"].tolist(), gate.problems["what"].tolist()
    ([0, 1], ['the article has no text'])
    """
    problems = _Problems()
    records = _records(articles, problems)
    ids = _ids(records, problems)
    texts = [_text(record.get("text"), i, problems) for record, i in zip(records, ids, strict=True)]
    frame = pd.DataFrame({"article_id": _id_column(ids)})
    for name in METADATA:
        values = texts if name == "text" else [_plain(record.get(name)) for record in records]
        frame[name] = pd.array(values, dtype=STRING)
    for name in dict.fromkeys(key for record in records for key in record if key not in {*METADATA, *ID_COLUMNS}):
        frame[_own_name(str(name), reserved, problems)] = pd.Series([record.get(name) for record in records])
    return Gate(frame, problems.frame())


def _own_name(name: str, reserved: Collection[str], problems: _Problems) -> str:
    if name not in reserved:
        return name
    problems.note(None, f"the column {name!r} is one that the library makes", f"yours is kept as 'input_{name}'")
    return f"input_{name}"


# Formats ---------------------------------------------------------------------------------------------------------------


def _records(articles: Any, problems: _Problems) -> list[dict[Any, Any]]:
    if isinstance(articles, Path) or _is_path(articles):
        return _from_path(Path(articles), problems)
    if isinstance(articles, str):
        return [{"text": articles}]
    if isinstance(articles, Mapping):
        return [_from_mapping(articles)]
    if isinstance(articles, pd.DataFrame):
        return _from_frame(articles, "the table")
    if isinstance(articles, pd.Series):
        return [{"text": text} for text in articles.tolist()]
    if isinstance(articles, Iterable) and not isinstance(articles, bytes):
        return [_from_mapping(a) if isinstance(a, Mapping) else {"text": a} for a in articles]
    do = "give a text, a list of texts or dicts, a DataFrame, or a path"
    raise InputError(f"{type(articles).__name__} is nothing to read articles from", do=do)


def _is_path(articles: Any) -> bool:
    """A short string without line breaks that names something that exists; every other string is a text."""
    if (
        not isinstance(articles, str)
        or not articles
        or len(articles) > LONGEST_PATH
        or "\n" in articles
        or "\0" in articles
    ):
        return False
    try:
        return Path(articles).is_dir() or (articles.endswith(SUFFIXES) and Path(articles).is_file())
    except (OSError, ValueError):
        return False


def _from_mapping(article: Mapping[Any, Any]) -> dict[Any, Any]:
    record = dict(article)
    name = next((name for name in TEXT_COLUMNS if name in record), None)
    if name is not None and name != "text":
        record["text"] = record.pop(name)
    return record


def _from_frame(frame: pd.DataFrame, where: str) -> list[dict[Any, Any]]:
    name = next((name for name in TEXT_COLUMNS if name in frame.columns), None)
    if name is None:
        listed = ", ".join(map(str, frame.columns)) or "none"
        do = f"name the column that holds the articles 'text'; there are: {listed}"
        raise InputError("there is no text column", where=where, do=do)
    renamed = frame.rename(columns={name: "text"})
    return [dict(zip(renamed.columns, row, strict=True)) for row in renamed.itertuples(index=False, name=None)]


def _from_path(path: Path, problems: _Problems) -> list[dict[Any, Any]]:
    if path.is_dir():
        files = sorted(f for f in path.rglob("*") if f.name.endswith(SUFFIXES) and not _hidden(f, path))
        if not files:
            raise InputError(
                "the folder holds nothing to read", where=str(path), do=f"looked for {', '.join(SUFFIXES)}"
            )
        return [record for file in files for record in _from_file(file, path, problems)]
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), do="check the path")
    if not path.name.endswith(SUFFIXES):
        raise InputError("files of this kind are not read", where=str(path), do=f"give one of {', '.join(SUFFIXES)}")
    return list(_from_file(path, path.parent, problems))


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _from_file(path: Path, folder: Path, problems: _Problems) -> Iterable[dict[Any, Any]]:
    if path.name.endswith(".txt"):
        name = path.relative_to(folder).with_suffix("").as_posix()
        return [{"id": name, "text": _decoded(path.read_bytes(), name, problems)}]
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        return _from_lines(path, problems)
    try:
        frame = pd.read_parquet(path) if path.name.endswith(".parquet") else pd.read_csv(path, keep_default_na=False)
    except (ValueError, OSError) as error:
        raise InputError(
            f"the file cannot be read: {error}", where=path.name, do="check that it is what its name says"
        ) from error
    if path.name.endswith(".csv"):
        frame = frame.replace("", np.nan)
    return _from_frame(frame, path.name)


def _decoded(content: bytes, name: str, problems: _Problems) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        do = "save it as UTF-8 again (in Python: Path.read_text('cp1252'), then Path.write_text(..., 'utf-8'))"
        problems.note(name, f"byte {error.start} is not UTF-8", do)
        return None


def _from_lines(path: Path, problems: _Problems) -> Iterator[dict[Any, Any]]:
    content = path.read_bytes()
    lines = (gzip.decompress(content) if path.suffix == ".gz" else content).split(b"\n")
    for n, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            record = None
            what = f"line {n} is no JSON: {error}"
        if isinstance(record, Mapping):
            yield _from_mapping(record)
            continue
        made = f"{path.name}:{n}"
        problems.note(made, what if record is None else f"line {n} is no JSON object", "write one object a line")
        yield {"id": made, "text": _Noted()}


class _Noted:
    """Stands for a text whose trouble has been noted already."""


# Articles --------------------------------------------------------------------------------------------------------------


def _ids(records: list[dict[Any, Any]], problems: _Problems) -> list[Any]:
    """The caller's ids, or positions; a missing one is made, a doubled one gets a number."""
    given = any(name in record for record in records for name in ID_COLUMNS)
    if not given:
        return list(range(len(records)))
    ids = [_id(record, n, problems) for n, record in enumerate(records)]
    doubled = len(set(ids)) < len(ids)
    if doubled or not all(isinstance(i, int) for i in ids):
        ids = [str(i) for i in ids]
    return _distinct(ids, problems) if doubled else ids


def _id(record: dict[Any, Any], n: int, problems: _Problems) -> Any:
    value = next((record[name] for name in ID_COLUMNS if name in record and _present(record[name])), None)
    if value is None:
        problems.note(f"row {n}", "the article has no id", f"it is called 'row {n}' here; give it an id")
        return f"row {n}"
    if isinstance(value, int | np.integer) and not isinstance(value, bool | np.bool_):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return SURROGATE.sub("\ufffd", str(value))


def _distinct(ids: list[Any], problems: _Problems) -> list[Any]:
    seen: set[Any] = set()
    made = []
    for i in ids:
        name, n = i, 2
        while name in seen:
            name, n = f"{i}#{n}", n + 1
        if name != i:
            problems.note(name, f"the id {i!r} stands more than once", f"this article is called {name!r} here")
        seen.add(name)
        made.append(name)
    return made


def _id_column(ids: list[Any]) -> Any:
    whole = all(isinstance(i, int) for i in ids)
    return pd.array(ids, dtype="int64") if whole else pd.array(ids, dtype=STRING)


def _present(value: Any) -> bool:
    if value is None:
        return False
    return not (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _plain(value: Any) -> str | None:
    return SURROGATE.sub("\ufffd", str(value)) if _present(value) else None


def _text(value: Any, article: object, problems: _Problems) -> str | None:
    """The text as given, or None with the reason noted."""
    if isinstance(value, _Noted):
        return None
    if not isinstance(value, str):
        if not _present(value):
            if not any(row[0] == str(article) for row in problems):
                problems.note(article, "the article has no text", "leave it out, or give its text")
        else:
            problems.note(article, f"the text is {type(value).__name__}, not text", "decode it, or give a string")
        return None
    lone = SURROGATE.search(value)
    if lone is not None:
        what = f"character {lone.start()} is a lone surrogate (U+{ord(lone.group()):04X}), which is no text"
        problems.note(article, what, "read the file again with errors='replace'")
        return None
    if not value.strip():
        problems.note(article, "there is nothing in the article", "leave it out, or give its text")
    return value


def column_actors(articles: pd.DataFrame, column: str) -> list[tuple[str, ...]]:
    """Each article's own list of actors, from one of its columns.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `read_articles`.
    column : str
        Holds lists, JSON lists, or names with semicolons between.

    Returns
    -------
    list of tuple of str

    Raises
    ------
    OptionError
        If there is no such column.

    Examples
    --------
    >>> column_actors(read_articles([{"text": "x", "who": "Ana Ruiz; Tom Hale"}]).articles, "who")
    [('Ana Ruiz', 'Tom Hale')]
    """
    if column not in articles.columns:
        do = f"{valid_names(column, articles.columns)}; for one actor give a list: [{column!r}]"
        raise OptionError(f"there is no column {column!r} that could hold actors", do=do)
    return [_name_list(value) for value in articles[column].tolist()]


def _name_list(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        listed = json.loads(value) if value.lstrip().startswith("[") else value.split(";")
        return tuple(str(name).strip() for name in listed if str(name).strip())
    if isinstance(value, Iterable):
        return tuple(str(name) for name in value)
    return ()
