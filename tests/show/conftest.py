"""A report made by hand from the schema, so that the pages are tested without the rooms before them."""

from types import SimpleNamespace

import pandas as pd
import pytest

from framing import schema
from framing.measures import MEASURES

STRING = pd.StringDtype("python")  # Arrow cannot hold a lone surrogate
DTYPES = {"string": STRING, "int64": "int64", "float64": "float64", "bool": "bool", "id": "int64"}
EMPTY = {"string": pd.NA, "int64": 0, "float64": float("nan"), "bool": True, "id": 0}


def table(name, rows=()):
    """One table of the schema; what a row leaves out is missing, 0 or True."""
    columns = schema.TABLES[name].columns
    filled = [{column.name: row.get(column.name, EMPTY[column.dtype]) for column in columns} for row in rows]
    frame = pd.DataFrame(filled, columns=[column.name for column in columns], dtype=object)
    return frame.astype({column.name: DTYPES[column.dtype] for column in columns})


def report(articles, **tables):
    """A report of these articles (dicts) and these rows of its tables."""
    columns = (*schema.ARTICLE_METADATA, *schema.ARTICLE_COUNTS, *schema.READABILITY)
    rows = [{column.name: row.get(column.name, EMPTY[column.dtype]) for column in columns} for row in articles]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)
    frame = frame.astype({column.name: DTYPES[column.dtype] for column in columns})
    for measure in MEASURES:
        frame[measure.name] = pd.Series([row.get(measure.name) for row in articles], dtype="float64")
    frame.index = pd.Index(range(len(articles)), name="article_id", dtype="int64")
    made = {name: table(name, tables.get(name, ())) for name in schema.TABLES}
    return SimpleNamespace(articles=frame, provenance={"framing": "0.0", "options": {"actors": None}}, **made)


@pytest.fixture
def make_report():
    return report


def place(text, words, **more):
    """A span row for the first place where these words stand."""
    start = text.index(words)
    return {"article_id": 0, "start": start, "end": start + len(words), "text": words, "sentence": 0, **more}


@pytest.fixture
def at():
    return place
