"""Who is behind each source phrase: PolNeAR articles in which the source of every attribution was resolved by hand.

The judgements ship in ``corpora/standoff`` and hold no text; the articles are the reader's own copy. Gold phrases and
gold nesting go in, so that only the resolution is measured.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np

from framing.annotators.actors import find_actors
from framing.annotators.resolution import PRONOUNS
from framing.annotators.sources import NamedSpan, Source, find_sources
from framing.errors import ReportError
from framing.learn.gold import read_lines
from framing.learn.scoring import prf
from framing.text import read_tokens
from framing.text.reading import Reading, Span
from framing.text.tokens import Tokens

NAME: Final = "resolution.jsonl"
FORMS: Final = ("pronoun", "nominal", "name")


@dataclass(frozen=True, slots=True)
class Case:
    """One gold source phrase and what was made of it.

    Parameters
    ----------
    article, text, form : str
        The article's id, the phrase, and one of `FORMS`.
    entity : tuple of str
        Names, unnamed numbers (``?1``), or ``writer``.
    found : str
        What the library says.
    cluster : int
        The library's source, -1 for none.
    right : bool
    """

    article: str
    text: str
    form: str
    entity: tuple[str, ...]
    found: str
    cluster: int
    right: bool


def load_resolution_gold(path: Path | None = None) -> dict[str, list[dict[str, Any]]]:
    """The judged source phrases of each article, in the order of the file.

    Parameters
    ----------
    path : Path, optional
        ``corpora/standoff/resolution.jsonl`` by default.

    Returns
    -------
    dict of str to list of dict
        Article to records with ``start, end, entity``: an entity is a list of the places of names, ``?1`` or ``writer``.

    Raises
    ------
    ReportError
        If the file is not installed.
    """
    path = path or _standoff()
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        records[record["article"]].append(record)
    return dict(records)


def _standoff() -> Path:
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "corpora" / "standoff", package.parent / "corpora" / "standoff"):
        if (folder / NAME).is_file():
            return folder / NAME
    raise ReportError("the judged sources are not installed", do="install the package again")


def evaluate_source_resolution(
    data: Path, limit: int | None = None, *, half: str | None = None, gold: Path | None = None
) -> dict[str, float]:
    """PolNeAR: the entity behind each gold source phrase, and whether one entity is one source.

    Parameters
    ----------
    data : Path
    limit : int, optional
        Articles.
    half : str, optional
        "tune" or "check": every other article, by the order of the file.
    gold : Path, optional
        Another file of judgements.

    Returns
    -------
    dict
        Accuracy and number of pronouns, nominals, names and all; precision, recall and F1 of pairs of phrases that
        are one entity.
    """
    return figures_of(resolve_gold(data, limit, half=half, gold=gold))


def resolve_gold(
    data: Path, limit: int | None = None, *, half: str | None = None, gold: Path | None = None
) -> list[Case]:
    """Every judged phrase with what the library makes of it.

    Returns
    -------
    list of Case
    """
    judged = load_resolution_gold(gold)
    wanted = list(judged) if half is None else list(judged)[half == "check" :: 2]
    chosen = dict.fromkeys(wanted[:limit])
    cases: list[Case] = []
    for item in read_lines(data, "polnear/dev"):
        if item["id"] in chosen:
            cases += _cases(item, judged[item["id"]])
    return cases


def _cases(item: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> list[Case]:
    text = item["text"]
    reading = Reading(read_tokens([text]))
    names = [NamedSpan(m.first, m.last, m.actor, m.kind) for m in find_actors(reading)]
    phrases = [_phrase(reading.tokens, r["start"], r["end"]) for r in records]
    parents = _parents(records, item["annotations"][0]["attributions"])
    sources, of_phrase = find_sources(reading, phrases, names, parents)
    entities = [_entity(text, r["entity"]) for r in records]
    forms = [_form(reading, p, names) for p in phrases]
    owners = _unnamed_owners(entities, forms, of_phrase)
    cases = []
    for k, record in enumerate(records):
        source = sources[of_phrase[k]] if of_phrase[k] >= 0 else None
        right = source is not None and _is_right(entities[k], source, owners.get(of_phrase[k]))
        found = "" if source is None else source.name
        shown = text[record["start"] : record["end"]]
        cases.append(Case(item["id"], shown, forms[k], entities[k], found, of_phrase[k], right))
    return cases


def _phrase(tokens: Tokens, start: int, end: int) -> Span | None:
    inside = np.flatnonzero((tokens.start < end) & (tokens.end > start))
    return (int(inside[0]), int(inside[-1])) if len(inside) else None


def _parents(records: Sequence[Mapping[str, Any]], marked: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """The phrase whose content, the shortest one, holds each phrase."""
    at = {(r["start"], r["end"]): k for k, r in enumerate(records)}
    contents = [
        (b - a, a, b, at[m["source"][0][0], m["source"][-1][1]])
        for m in marked
        if m["source"] and (m["source"][0][0], m["source"][-1][1]) in at
        for a, b in m["content"]
    ]
    return [
        min(((n, k) for n, a, b, k in contents if a <= r["start"] and r["end"] <= b and k != at_k), default=(0, None))[
            1
        ]
        for at_k, r in enumerate(records)
    ]


def _entity(text: str, entity: Iterable[Any]) -> tuple[str, ...]:
    return tuple(part if isinstance(part, str) else text[part[0] : part[1]] for part in entity)


def _form(reading: Reading, phrase: Span | None, names: Sequence[NamedSpan]) -> str:
    """A name when capitals end its first noun phrase or a name of a person stands in it."""
    if phrase is None:
        return "nominal"
    first, last = phrase
    if first == last and reading.low[first] in PRONOUNS:
        return "pronoun"
    head = min(reading.phrase_span(first)[1], last) if reading.noun_phrase[first] >= 0 else first
    people = any(n.kind == "person" and first <= n.first and n.last <= last and n.last <= head for n in names)
    return "name" if people or reading.tag[head].startswith("NNP") else "nominal"


def _unnamed_owners(
    entities: Sequence[tuple[str, ...]], forms: Sequence[str], of_phrase: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """What an unnamed source stands for: the entity of its first phrase that is no pronoun."""
    owners: dict[int, tuple[str, ...]] = {}
    for entity, form, source in zip(entities, forms, of_phrase, strict=True):
        if form != "pronoun":
            owners.setdefault(source, entity)
    return owners


def _is_right(entity: tuple[str, ...], source: Source, owner: tuple[str, ...] | None) -> bool:
    if entity == ("writer",):
        return source.source_type == "writer"
    if all(part.startswith("?") for part in entity):
        return not source.named and source.source_type != "writer" and owner in {None, entity}
    wanted = {_plain(part) for part in entity}
    found = {_plain(part) for part in source.name.split(" and ")} | {_plain(source.name)}
    return wanted <= found or (len(wanted) == 1 and any(_same(w, f) for w in wanted for f in found))


def _same(wanted: str, found: str) -> bool:
    """Letters alike, or one the end of the other ('the Clinton campaign', 'Rep. Adam Schiff')."""
    return bool(wanted) and (wanted == found or f" {found}".endswith(f" {wanted}"))


def _plain(name: str) -> str:
    bare = name.casefold().replace("’s", "").replace("'s", "").replace(".", "").replace(",", "")
    return " ".join(bare.removeprefix("the ").split())


def figures_of(cases: Sequence[Case]) -> dict[str, float]:
    """Accuracy by form, and pairs of phrases that are one entity.

    Examples
    --------
    >>> one = Case("a", "She", "pronoun", ("Ana Ruiz",), "Ana Ruiz", 0, right=True)
    >>> two = Case("a", "Ana Ruiz", "name", ("Ana Ruiz",), "Ana Ruiz", 0, right=True)
    >>> figures = figures_of([one, two])
    >>> figures["pronoun"], figures["cluster_f1"]
    (1.0, 1.0)
    """
    figures: dict[str, float] = {}
    for form in FORMS:
        judged = [c.right for c in cases if c.form == form]
        figures |= {form: float(np.mean(judged)) if judged else float("nan"), f"{form}s": float(len(judged))}
    figures["all"] = float(np.mean([c.right for c in cases])) if cases else float("nan")
    figures |= dict(zip(("cluster_precision", "cluster_recall", "cluster_f1"), _clusters(cases), strict=True))
    return figures


def _clusters(cases: Sequence[Case]) -> tuple[float, float, float]:
    by_article: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_article[case.article].append(case)
    hits = wrong = missed = 0
    for group in by_article.values():
        for a, b in combinations(group, 2):
            same, alike = a.entity == b.entity, a.cluster == b.cluster >= 0
            hits, wrong, missed = hits + (same and alike), wrong + (alike and not same), missed + (same and not alike)
    return prf(hits, wrong, missed)
