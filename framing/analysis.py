"""The recipe: from whatever the caller has to a Report. Read this first.

    gate -> furniture -> tokens -> hedges, boosters, names, attributions -> sources, voice, stance -> measures -> Report

Rooms do not call each other; this module alone knows their order and hands tables from one to the next. Articles go
through in batches, and no figure depends on which batch an article was in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.annotators.actors import Mention, find_actors, match_actors, with_references
from framing.annotators.attribution import Attribution, find_attributions, look
from framing.annotators.hedging import find_boosters, find_hedges, untold
from framing.annotators.readability import FIGURES
from framing.annotators.scare_quotes import find_scare_quotes
from framing.annotators.spans import Columns
from framing.annotators.stance import score_mentions
from framing.articles import column_actors, find_furniture, read_articles
from framing.errors import OptionError
from framing.findings import Batch, Findings
from framing.lexicons import Lexicon, lexicon_stamp, load_lexicon
from framing.lexicons.inflection import lemma_of
from framing.measures import COUNTS, measure
from framing.models import load_model
from framing.provenance import describe_run
from framing.report import STRING, Report, article_columns, id_dtype, typed_table
from framing.schema import ARTICLE_COUNTS, ARTICLE_METADATA, TABLES, TAGS_TABLE
from framing.scorers.judges import ENCODED, check_model, judges_for
from framing.text import RULES, read_tokens
from framing.text.reading import Reading
from framing.text.tagset import TAGS
from framing.text.tokens import Tokens

BATCH: Final = 64
"""Articles that go through together: enough to spread numpy's overhead, few enough to stay in cache."""
BATCH_READ: Final = 16
"""The same where the encoder is asked: what it says of 64 articles takes 400 MB."""
LEXICONS_READ: Final = (
    "reporting_cues", "source_phrases", "titles", "evaluative", "shifters", "deeds",
    "forms", "lemmas", "abbreviations", "places", "organisations", "given_names", "calendar",
    "public_figures", "newsmakers", "gendered_names",
)  # fmt: skip
"""Lists that the annotators read besides hedges and boosters; in the provenance."""

MODELS_READ: Final = (
    "words", "tagger", "subjects", "attribution", "hedges", "source_types", "names", "stance", "feelings",
    "pronouns",
)  # fmt: skip
"""Trained weights that a report rests on; in the provenance, with the encoder's where it was asked."""

Actors = Iterable[str] | Mapping[str, Sequence[str]] | str | None


def analyze(
    articles: Any,
    actors: Actors = None,
    *,
    model: str = "fast",
    readability: bool = False,
    hedges: Lexicon | None = None,
    boosters: Lexicon | None = None,
    hedge_guidelines: str = "framing",
    batch_size: int | None = None,
) -> Report:
    """How articles are framed: what is hedged, who is given a voice, how actors are written about.

    Parameters
    ----------
    articles : str, Path, list, dict, pandas.DataFrame or pandas.Series
        One text; several texts or dicts; a table with a ``text`` column; a path to .txt, .jsonl, .csv, .parquet
        or .html (extra ``html``), or to a folder of them. ``id``, ``title``, ``outlet``, ``date``, ``author``, ``url``
        and ``story`` are understood, everything else is carried along.
    actors : list of str, dict, str or None
        Whom to look for: names; name to aliases; the name of a column that holds each article's own list. None: every
        name in the text. "corpus", where no column has that name: every name, and one name for each actor over all
        articles.
    model : str
        Who decides on hedges, attributions and stance: ``"fast"``, linear models; ``"compact"``, these and a small
        encoder (extra ``compact``), righter and slower; ``"cascade"``, linear models, and that encoder for stance of
        which they are unsure: nearly as right there, and quicker. Same tables, same columns.
    readability : bool
        Also score readability (slower: imports textstat). Without it those columns are NaN.
    hedges, boosters : Lexicon, optional
        Used instead of ours. To add to ours: ``load_lexicon("hedges") + mine``.
    hedge_guidelines : str
        Whose guidelines say what counts as a hedge. ``"framing"``: ours, for today's news. ``"szeged-news"``,
        ``"szeged-wiki"``: those of the Szeged Uncertainty Corpus, as its annotators went by them in newswire and in
        Wikipedia; hypothetical *would* and *until* count too, and of approximators and downtoners nothing is told
        (NaN). Your own entries count under all. Keep to one in a study: figures under two are not comparable.
    batch_size : int, optional
        Articles that go through together: 64 by default, 16 where the encoder is asked. Changes speed and memory, no
        figure.

    Returns
    -------
    Report
        Tables with evidence: every span is ``text[start:end]`` of the article as given. What could not be read or
        annotated is a row in ``problems``; the rest is unharmed.

    Raises
    ------
    InputError
        If what was handed over is no article at all: a number, a file that does not exist, a table without text.
    OptionError
        If `actors` names a column that does not exist, `model` a model or `hedge_guidelines` guidelines that do not, or
        `batch_size` is less than 1.

    Notes
    -----
    `docs/explanation/measured.md` says how well each part does on public gold.

    References
    ----------
    Hyland (1998), Pareti (2015), Hamborg and Donnay (2021); each lexicon's header names its own.

    Examples
    --------
    >>> report = analyze("Islamabad denies the charge. Some analysts suggest that it may be true.")
    >>> report.attributions[["source", "cue", "source_type"]].values.tolist()
    [['Islamabad', 'denies', 'organisation'], ['Some analysts', 'suggest', 'vague']]
    """
    if batch_size is not None and batch_size < 1:
        raise OptionError(f"batch_size is {batch_size}", do="give a whole number from 1")
    check_model(model, hedge_guidelines)
    gate = read_articles(articles, reserved=_reserved())
    lists = {"hedges": hedges or load_lexicon("hedges"), "boosters": boosters or load_lexicon("boosters")}
    ids = gate.articles["article_id"].tolist()
    across = _is_across(actors, gate.articles)
    given = None if across else _given_actors(actors, gate.articles)
    asked = _Asked(given, lists, hedge_guidelines, readability, model)
    found = Findings()
    for rows in _batches(gate.articles, batch_size or (BATCH if model == "fast" else BATCH_READ)):
        found.merge(_annotate_safely(gate.articles.iloc[rows], rows, asked))
    found.pool(across=across)
    run = describe_run(
        rules=RULES,
        lexicons={k: x.stamp for k, x in lists.items()} | {name: lexicon_stamp(name) for name in LEXICONS_READ},
        models={name: load_model(name).card.stamp for name in _models_read(model)},
        options={
            "actors": _plain(actors),
            "model": model,
            "readability": readability,
            "hedge_guidelines": hedge_guidelines,
        },
    )
    return _assemble(gate.articles, gate.problems, ids, found, run)


def _models_read(model: str) -> tuple[str, ...]:
    """The trained weights that a report of this model rests on."""
    return (*MODELS_READ, "encoder") if model in ENCODED else MODELS_READ


def _reserved() -> frozenset[str]:
    """Columns of `articles` that the library makes itself."""
    return frozenset(article_columns()) - {column.name for column in ARTICLE_METADATA}


ACROSS: Final = "corpus"
"""What `actors` says to get one name for an actor over all articles; a column of that name goes first."""


def _is_across(actors: Actors, articles: pd.DataFrame) -> bool:
    return isinstance(actors, str) and actors == ACROSS and not {ACROSS, f"input_{ACROSS}"} & set(articles.columns)


def _given_actors(actors: Actors, articles: pd.DataFrame) -> list[Mapping[str, Sequence[str]]] | None:
    """Per article, name to aliases; None when names are to be found."""
    if actors is None:
        return None
    if isinstance(actors, str):
        return [dict.fromkeys(names, ()) for names in column_actors(articles, actors)]
    if isinstance(actors, Mapping):
        return [_alias_lists(actors)] * len(articles)
    return [{str(name): () for name in actors}] * len(articles)


def _alias_lists(actors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {str(name): [a] if isinstance(a, str) else list(a or ()) for name, a in actors.items()}


def _plain(actors: Actors) -> Any:
    if actors is None or isinstance(actors, str):
        return actors
    if isinstance(actors, Mapping):
        return _alias_lists(actors)
    return [str(name) for name in actors]


def _batches(articles: pd.DataFrame, size: int) -> Iterator[list[int]]:
    readable = [k for k, text in enumerate(articles["text"]) if isinstance(text, str)]
    for k in range(0, len(readable), size):
        yield readable[k : k + size]


# One batch ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller wants: actors per article (None: find them), lists, guidelines, readability, who judges."""

    actors: list[Mapping[str, Sequence[str]]] | None
    lists: Mapping[str, Lexicon]
    hedge_guidelines: str
    readability: bool
    model: str


def _annotate_safely(articles: pd.DataFrame, rows: list[int], asked: _Asked) -> Findings:
    """A batch; when it fails, its articles one by one, so that only the one that fails is lost."""
    try:
        return _annotate(articles, rows, asked)
    except Exception as error:  # noqa: BLE001  whatever one article does, the others go on; the row says what it was
        found = Findings()
        if len(rows) == 1:
            found.add("problems", _failure(str(articles["article_id"].iloc[0]), error))
            return found
        for k, row in enumerate(rows):
            found.merge(_annotate_safely(articles.iloc[[k]], [row], asked))
        return found


def _failure(article_id: str, error: Exception) -> Columns:
    return {
        "article_id": [article_id],
        "stage": ["annotate"],
        "what": [f"the article could not be analyzed: {type(error).__name__}: {error}"],
        "what_to_do": ["please report it with the article; the other articles are unharmed"],
    }


def _annotate(articles: pd.DataFrame, rows: list[int], asked: _Asked) -> Findings:
    texts = articles["text"].tolist()
    labels = [str(i) for i in articles["article_id"]]
    furniture = [
        find_furniture(text, title=_text(title), author=_text(author), outlet=_text(outlet))
        for text, title, author, outlet in articles[["text", "title", "author", "outlet"]].itertuples(index=False)
    ]
    tokens = read_tokens(texts, furniture)
    reading = Reading(tokens)
    outlets = [_text(outlet) for outlet in articles["outlet"]]
    batch = Batch(tokens, reading, labels, np.asarray(rows, dtype=np.int64), outlets)

    judges = judges_for(asked.model, tokens, asked.hedge_guidelines)
    seen = look(reading)
    hedges = find_hedges(seen[0], asked.lists["hedges"], judges.hedges)
    boosters = find_boosters(tokens, asked.lists["boosters"])
    named = _readable_mentions(tokens, find_actors(reading))
    attributions = _readable_attributions(tokens, find_attributions(reading, judges.attribution, seen=seen))
    batch.speak(attributions, named, judges.kinds)
    given = None if asked.actors is None else _given_mentions(reading, [asked.actors[r] for r in rows])
    mentions = _readable_mentions(tokens, with_references(reading, named if given is None else given, named))
    stances = score_mentions(reading, [(m.first, m.last) for m in mentions], judges.stance, judges.feelings)
    quotes = find_scare_quotes(reading, (batch.owner >= 0).tolist(), [a.cue for a in attributions])

    batch.write_hedges(hedges)
    batch.write_boosters(boosters)
    batch.write_scare_quotes(quotes)
    batch.write_attributions()
    batch.write_mentions(mentions, stances)
    batch.write_sentences(hedges)
    batch.count(hedges, boosters, quotes, untold=untold(asked.lists["hedges"], judges.hedges.guidelines))
    if asked.readability:
        batch.read(furniture)
    return batch.found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _readable_mentions(tokens: Tokens, mentions: Iterable[Mention]) -> list[Mention]:
    return [m for m in mentions if tokens.readable[m.first]]


def _given_mentions(reading: Reading, actors: Sequence[Mapping[str, Sequence[str]]]) -> list[Mention]:
    return _readable_mentions(reading.tokens, match_actors(reading, actors))


def _readable_attributions(tokens: Tokens, found: list[Attribution]) -> list[Attribution]:
    """Those whose cue stands in body or headline; contents end where furniture begins."""
    kept = [k for k, a in enumerate(found) if tokens.readable[a.cue[0]]]
    position = {k: n for n, k in enumerate(kept)}
    for k in kept:
        a = found[k]
        a.parent = position.get(a.parent) if a.parent is not None else None
    return [found[k] for k in kept]


# All batches --------------------------------------------------------------------------------------


def _assemble(
    articles: pd.DataFrame,
    problems: pd.DataFrame,
    ids: Sequence[Any],
    found: Findings,
    run: Mapping[str, Any],
) -> Report:
    dtype = id_dtype(ids)
    named = np.asarray(ids, dtype=object)
    tables = {}
    for name, table in TABLES.items():
        columns = {c: [v for part in found.tables[name] for v in part[c]] for c in table.names if found.tables[name]}
        if name != "problems" and columns:
            columns["article_id"] = named[np.asarray(columns["article_id"], dtype=np.int64)].tolist()
        frame = typed_table(table, columns, dtype)
        tables[name] = frame if name != "problems" else pd.concat([problems, frame], ignore_index=True)
    tables["problems"] = typed_table(TABLES["problems"], tables["problems"], dtype)
    return Report(articles=_article_table(articles, found, dtype), **tables, provenance=run)


def _article_table(articles: pd.DataFrame, found: Findings, dtype: Any) -> pd.DataFrame:
    rows = range(len(articles))
    blank = dict.fromkeys((*COUNTS, *FIGURES), np.nan)
    counts = pd.DataFrame([blank | found.counts.get(row, {}) for row in rows], columns=list(blank), dtype="float64")
    metadata = articles.drop(columns="article_id").reset_index(drop=True)
    # The columns are named after the counts, so that a measure's denominator is found by its name.
    made = pd.DataFrame({c.name: counts[c.name.removeprefix("n_")].fillna(0).astype("int64") for c in ARTICLE_COUNTS})
    table = pd.concat([metadata, made, counts[list(FIGURES)], measure(counts)], axis=1)
    table.index = pd.Index(pd.array(articles["article_id"].tolist(), dtype=dtype), name="article_id")
    return table


# One thing alone, for pipelines -------------------------------------------------------------------


def tag(texts: Any) -> pd.DataFrame:
    """Part of speech and lemma of every word, split as English treebanks split them.

    Parameters
    ----------
    texts : str, list, DataFrame or path
        As for `analyze`.

    Returns
    -------
    pandas.DataFrame
        One row a word: ``article_id, sentence, start, end, text, tag, lemma``; tags are Penn Treebank's. Hyphenated
        compounds come apart (*well*, *-*, *known*), as do contractions (*do*, *n't*): `n_words` of a report counts
        the former once.

    Raises
    ------
    InputError
        If what was handed over is no text.

    Examples
    --------
    >>> tag("He denied it.")[["text", "tag", "lemma"]].values.tolist()[1]
    ['denied', 'VBD', 'deny']
    """
    gate = read_articles(texts, reserved=_reserved())
    ids = gate.articles["article_id"].tolist()
    columns: dict[str, list[Any]] = {name: [] for name in TAGS_TABLE.names}
    for rows in _batches(gate.articles, BATCH):
        part = _tag_batch(read_tokens([gate.articles["text"].iloc[row] for row in rows]))
        part["article_id"] = [ids[rows[a]] for a in part["article_id"]]
        for name, values in columns.items():
            values.extend(part[name])
    return typed_table(TAGS_TABLE, columns, id_dtype(ids))


def _tag_batch(tokens: Tokens) -> Columns:
    """The words of a batch; each pair of form and tag is lemmatized once."""
    view = tokens.treebank
    pairs, which = np.unique(view.word.astype(np.int64) * len(TAGS) + view.tag, return_inverse=True)
    lemmas = [lemma_of(view.vocabulary[pair // len(TAGS)], TAGS[pair % len(TAGS)]) for pair in pairs.tolist()]
    return {
        "article_id": tokens.article[view.token].tolist(),
        "sentence": tokens.sentence[view.token].tolist(),
        "start": view.start.tolist(),
        "end": view.end.tolist(),
        "text": [view.vocabulary[w] for w in view.word.tolist()],
        "tag": [TAGS[t] for t in view.tag.tolist()],
        "lemma": [lemmas[k] for k in which.tolist()],
    }


def stance_toward(texts: Sequence[str], spans: Sequence[tuple[int, int]], *, model: str = "fast") -> pd.DataFrame:
    """Stance toward one given target in each text.

    Parameters
    ----------
    texts : sequence of str
        Sentences or short passages, n of them.
    spans : sequence of (int, int)
        For each text the target: characters, end exclusive.
    model : str
        As for `analyze`.

    Returns
    -------
    pandas.DataFrame
        n rows, index 0 to n - 1: ``stance`` (favorable, neutral, unfavorable), ``p_favorable``, ``p_neutral``,
        ``p_unfavorable``.

    Raises
    ------
    OptionError
        If there are not as many spans as texts, a span holds no token of its text, or there is no
        such `model`.

    Examples
    --------
    >>> stance_toward(["Critics blasted the corrupt mayor."], [(16, 33)])["stance"].tolist()
    ['unfavorable']
    """
    texts, spans = list(texts), [(int(s), int(e)) for s, e in spans]
    if len(texts) != len(spans):
        raise OptionError(f"{len(texts)} texts but {len(spans)} spans", do="give one (start, end) a text")
    check_model(model)
    parts = [_stance_of(texts[k : k + 256], spans[k : k + 256], k, model) for k in range(0, len(texts), 256)]
    names = ("stance", "p_favorable", "p_neutral", "p_unfavorable")
    columns = {name: [v for part in parts for v in part[name]] for name in names}
    dtypes: dict[str, Any] = {name: STRING if name == "stance" else "float64" for name in names}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtypes[name]) for name in names})


def _stance_of(texts: list[str], spans: list[tuple[int, int]], offset: int, model: str) -> Columns:
    tokens = read_tokens(texts)
    bounds = tokens.article_bounds
    targets = []
    for a, (start, end) in enumerate(spans):
        low, high = int(bounds[a]), int(bounds[a + 1])
        first = low + int(np.searchsorted(tokens.end[low:high], start, side="right"))
        last = low + int(np.searchsorted(tokens.start[low:high], end)) - 1
        if not low <= first <= last < high:
            raise OptionError(f"the span ({start}, {end}) holds no word", where=f"text {offset + a}", do="give offsets")
        targets.append((first, last))
    return score_mentions(Reading(tokens), targets, judges_for(model, tokens).stance)
