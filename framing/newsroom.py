"""The sample newsroom that ships: invented outlets on invented stories, with full stand-off gold.

Start with `load_newsroom`. The corpus, its guidelines and its card lie in ``corpora/newsroom``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from framing.errors import OptionError, ReportError, valid_names

LAYERS: Final = ("gold", "annotator_a", "annotator_b")


def _folder() -> Path:
    """Inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "corpora" / "newsroom", here.parent / "corpora" / "newsroom"):
        if (folder / "articles.jsonl").is_file():
            return folder
    raise ReportError("the newsroom corpus is not installed", do="install the package again")


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_folder() / name).read_text("utf-8").splitlines() if line]


def load_newsroom() -> pd.DataFrame:
    """The articles of the sample newsroom: four outlets on the same four stories.

    Returns
    -------
    pandas.DataFrame
        16 rows: ``id, story, outlet, title, date, author, url, text``; hand it to `framing.analyze`. Everything in it
        is invented.

    Examples
    --------
    >>> newsroom = load_newsroom()
    >>> len(newsroom), newsroom["outlet"].nunique(), newsroom["story"].nunique()
    (16, 4, 4)
    """
    return pd.DataFrame(_records("articles.jsonl"))


def load_newsroom_gold(layer: str = "gold") -> dict[str, dict[str, Any]]:
    """The hand annotation of the newsroom.

    Parameters
    ----------
    layer : str
        "gold" (adjudicated), "annotator_a" or "annotator_b" (independent).

    Returns
    -------
    dict
        Article id to ``furniture, hedges, attributions, mentions``; spans are characters, end exclusive. The card in
        ``corpora/newsroom/README.md`` explains every field.

    Raises
    ------
    OptionError
        If there is no such layer.

    Examples
    --------
    >>> len(load_newsroom_gold())
    16
    """
    if layer not in LAYERS:
        raise OptionError(f"there is no annotation {layer!r}", do=valid_names(layer, LAYERS))
    return {record["article_id"]: record for record in _records(f"{layer}.jsonl")}


def load_newsroom_actors() -> dict[str, Mapping[str, list[str]]]:
    """The actors of each story, canonical name to aliases.

    Returns
    -------
    dict
        Story to actors.

    Examples
    --------
    >>> len(load_newsroom_actors())
    4
    """
    stories = json.loads((_folder() / "actors.json").read_text("utf-8"))
    return {s: {name: actor["aliases"] for name, actor in actors.items()} for s, actors in stories.items()}
