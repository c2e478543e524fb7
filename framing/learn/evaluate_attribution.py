"""How right attribution is: PolNeAR's development part, whole articles, the first annotator's spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pandas as pd

from framing.analysis import analyze, tag
from framing.learn.gold import read_lines
from framing.learn.scoring import ROLES, prf, score_attributions
from framing.report import Report
from framing.scorers.attribution import HELPERS
from framing.text import read_tokens

Figures = dict[str, float]
Marked = Mapping[str, Sequence[tuple[int, int]]]
"""One attribution: spans by role."""
QUOTES: Final = '“”"«»'
KINDS: Final = ("direct", "mixed", "indirect")


def attributions_of(spans: pd.DataFrame) -> dict[Any, dict[str, dict[str, list[tuple[int, int]]]]]:
    """`attribution_spans` as scored: article to attributions by name, each with spans by role."""
    table: dict[Any, dict[str, dict[str, list[tuple[int, int]]]]] = defaultdict(dict)
    columns = ["article_id", "attribution_id", "role", "start", "end"]
    for article, name, role, start, end in spans[columns].itertuples(index=False):
        table[article].setdefault(name, {"source": [], "cue": [], "content": []})[role].append((start, end))
    return dict(table)


def as_lists(table: Mapping[Any, Mapping[str, Any]]) -> dict[Any, list[Any]]:
    """Article to attributions, without their names."""
    return {article: list(found.values()) for article, found in table.items()}


def read_marked(
    data: Path, part: str, limit: int | None, model: str = "fast"
) -> tuple[tuple[dict[str, Any], ...], Report]:
    """The articles of a part with what is marked in them, and the report on them: made once for all tasks."""
    return _analyzed(data, part, limit, model)


@lru_cache(maxsize=2)
def _analyzed(data: Path, part: str, limit: int | None, model: str) -> tuple[tuple[dict[str, Any], ...], Report]:
    items = tuple(islice(read_lines(data, f"polnear/{part}"), limit))
    articles = [{k: item[k] for k in ("id", "text", "title", "outlet", "author")} for item in items]
    return items, analyze(articles, model=model)


def _gold(items: Iterable[Mapping[str, Any]]) -> dict[Any, dict[str, Any]]:
    return {i["id"]: {"text": i["text"], "attributions": i["annotations"][0]["attributions"]} for i in items}


def evaluate_attribution(data: Path, limit: int | None = None, part: str = "dev", model: str = "fast") -> Figures:
    """Characters by role, attributions found, sources linked: the house's scorer."""
    items, report = read_marked(data, part, limit, model)
    return score_attributions(_gold(items), as_lists(attributions_of(report.attribution_spans)))


def evaluate_exact_spans(data: Path, limit: int | None = None, part: str = "dev") -> Figures:
    """Exact spans: a source, cue or content counts when all its characters are those of a gold one, one to one."""
    items, report = read_marked(data, part, limit)
    gold, found = _gold(items), as_lists(attributions_of(report.attribution_spans))
    figures: Figures = {}
    for role in ROLES:
        hits = wrong = missed = 0
        for article, item in gold.items():
            theirs = [_exact(item["text"], a[role]) for a in found.get(article, []) if a[role]]
            ours = [_exact(item["text"], a[role]) for a in item["attributions"] if a[role]]
            shared = sum(min(ours.count(span), theirs.count(span)) for span in set(ours))
            hits, wrong, missed = hits + shared, wrong + len(theirs) - shared, missed + len(ours) - shared
        figures |= {
            f"{role}_{n}": v for n, v in zip(("precision", "recall", "f1"), prf(hits, wrong, missed), strict=True)
        }
    return figures


def _exact(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """The characters of spans, white space and quotation marks left out: annotators take these in or not."""
    return frozenset(k for a, b in spans for k in range(a, b) if not text[k].isspace() and text[k] not in QUOTES)


def evaluate_kinds(data: Path, limit: int | None = None, part: str = "dev") -> Figures:
    """Attributions and their content by kind; gold's kind is read off its quotation marks, as ours is."""
    items, report = read_marked(data, part, limit)
    found = attributions_of(report.attribution_spans)
    ours = report.attributions.set_index(["article_id", "attribution_id"])["kind"].to_dict()
    gold_kind = _kinds_of_gold(items)
    figures: Figures = {}
    for kind in KINDS:
        wanted = {
            k: {
                "text": g["text"],
                "attributions": [a for n, a in enumerate(g["attributions"]) if gold_kind[k][n] == kind],
            }
            for k, g in _gold(items).items()
        }
        theirs = {k: [a for name, a in named.items() if ours[k, name] == kind] for k, named in found.items()}
        every = score_attributions(wanted, as_lists(found))
        same = score_attributions(wanted, theirs)
        figures[f"{kind}_found"] = every["attribution_recall"]
        figures[f"{kind}_f1"] = same["attribution_f1"]
        figures[f"{kind}_content_f1"] = same["content_f1"]
    return figures


def _kinds_of_gold(items: Iterable[Mapping[str, Any]]) -> dict[Any, list[str]]:
    """Direct when all words of the content stand between quotation marks, mixed when some do."""
    kinds: dict[Any, list[str]] = {}
    for item in items:
        tokens = read_tokens([item["text"]])
        start, end, quoted = tokens.start, tokens.end, tokens.quote >= 0
        kinds[item["id"]] = []
        for marked in item["annotations"][0]["attributions"]:
            inside = sum(((start < b) & (end > a) for a, b in marked["content"]), start < 0) & tokens.is_word
            share = quoted[inside > 0].mean() if inside.any() else 0.0
            kinds[item["id"]].append("direct" if share == 1 else "mixed" if share > 0 else "indirect")
    return kinds


def evaluate_by_outlet(data: Path, limit: int | None = None, part: str = "dev") -> Figures:
    """F1 of attributions, outlet by outlet."""
    items, report = read_marked(data, part, limit)
    gold, found = _gold(items), as_lists(attributions_of(report.attribution_spans))
    outlet = {i["id"]: i["outlet"] for i in items}
    return {
        name: score_attributions({k: g for k, g in gold.items() if outlet[k] == name}, found)["attribution_f1"]
        for name in sorted(set(outlet.values()))
    }


def evaluate_classes(data: Path, limit: int | None = None, part: str = "dev") -> Figures:
    """How often the class of a cue depends on its sense: on frame, particle or word class, not on the verb alone.

    Of the listed cues found: the share whose main word is found under more than one class, and the share whose class is
    not the commonest of their main word.
    """
    _, report = read_marked(data, part, limit)
    table = report.attributions[["cue", "cue_class", "entry"]]
    table = table[~table["entry"].str.startswith(("model:", "rule:"))]
    word = table["cue"].map(_main_words(table["cue"].drop_duplicates().tolist()))
    counts = pd.crosstab(word, table["cue_class"])
    several = counts[(counts > 0).sum(axis=1) > 1]
    return {
        "found_under_several_classes": float(several.to_numpy().sum() / counts.to_numpy().sum()),
        "not_the_commonest_class": float(1 - counts.max(axis=1).sum() / counts.to_numpy().sum()),
        "words": float(len(counts)),
        "words_of_several_classes": float(len(several)),
    }


def _main_words(cues: Sequence[str]) -> dict[str, str]:
    """The lemma of the last verb of each cue, else its first word."""
    words = tag(cues)
    verb = words["tag"].str.startswith("VB") & ~words["text"].isin(HELPERS)
    first, last = words.groupby("article_id")["lemma"].first(), words[verb].groupby("article_id")["lemma"].last()
    return {cue: str(last.get(k, first[k])) for k, cue in enumerate(cues)}


def evaluate_shares(data: Path, limit: int | None = None, part: str = "dev") -> Figures:
    """Per article: how our share of attributed words goes with gold's (Pearson, Spearman), and both means."""
    from scipy.stats import pearsonr, spearmanr

    items, report = read_marked(data, part, limit)
    ours = report.articles["attributed_share"].reindex([i["id"] for i in items]).to_numpy()
    gold = [_attributed_share(i["text"], i["annotations"][0]["attributions"]) for i in items]
    return {
        "pearson": float(pearsonr(ours, gold).statistic),
        "spearman": float(spearmanr(ours, gold).statistic),
        "mean": float(ours.mean()),
        "gold_mean": float(sum(gold) / len(gold)),
    }


def _attributed_share(text: str, attributions: Iterable[Marked]) -> float:
    covered = {k for a in attributions for s, e in a["content"] for k in range(s, e)}
    every = [k for k, c in enumerate(text) if not c.isspace()]
    return sum(k in covered for k in every) / max(1, len(every))


ATTRIBUTION: Final[Mapping[str, Callable[[Path, int | None], Figures]]] = {
    "attribution/polnear-dev": evaluate_attribution,
    "attribution/polnear-dev-exact": evaluate_exact_spans,
    "attribution/polnear-dev-kinds": evaluate_kinds,
    "attribution/polnear-dev-outlets": evaluate_by_outlet,
    "attribution/polnear-dev-shares": evaluate_shares,
    "attribution/polnear-dev-classes": evaluate_classes,
}
