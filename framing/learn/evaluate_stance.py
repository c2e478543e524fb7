"""Stance on public gold: toward a target in a sentence, of an article toward an actor, across outlets, by holder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from framing.analysis import analyze, stance_toward
from framing.learn.gold import read_lines, read_standoff, short_hash
from framing.learn.scoring import score_labels, score_ordering
from framing.report import Report
from framing.schema import STANCES

Figures = dict[str, float]

BINS: Final = 10
"""Of the highest probability, in which it is compared with how often it is right."""
CUTS: Final = (-0.24, -0.06)
"""Scores of an actor below and above which the author counts as negative and positive; chosen on PerSenT dev."""
FEELINGS: Final = {"neg": "negative", "neu": "neutral", "pos": "positive"}
"""What BASIL calls them, strong ones (``str-neg``) counted in."""


def evaluate_mentions(data: Path, limit: int | None = None, part: str = "dev-rw", model: str = "fast") -> Figures:
    """NewsMTSC: stance toward a marked target in a sentence."""
    items = list(islice(read_lines(data, f"newsmtsc/{part}"), limit))
    found = stance_toward([i["text"] for i in items], [(i["start"], i["end"]) for i in items], model=model)
    labels = [i["label"] for i in items]
    return score_labels(labels, found["stance"].tolist()) | {"calibration_error": _calibration_error(found, labels)}


def evaluate_judges(data: Path, limit: int | None = None) -> Figures:
    """How far the language model that judged ``stance-judged.jsonl`` agrees with people, on NewsMTSC's training part.

    Parameters
    ----------
    data : Path
        Holds ``newsmtsc/``.
    limit : int, optional
        Targets.

    Returns
    -------
    dict
    """
    gold = {short_hash(item["id"]): item["label"] for item in read_lines(data, "newsmtsc/train")}
    lines = list(islice(read_standoff("stance-check"), limit))
    figures = score_labels([gold[line["item"]] for line in lines], [line["label"] for line in lines])
    return figures | {"targets": float(len(lines))}


def evaluate_feeling_judges(data: Path, limit: int | None = None) -> Figures:
    """How far the language model that judged ``feelings-judged.jsonl`` agrees with people, on articles of SEESAW.

    Parameters
    ----------
    data : Path
        Holds ``seesaw/``.
    limit : int, optional
        Articles.

    Returns
    -------
    dict
    """
    items = {item["id"]: item for item in read_lines(data, "seesaw/dev")}
    gold, found = {}, {}
    for line in islice(read_standoff("feelings-check"), limit):
        item = items[line["article"]]
        for actor, feeling in zip(item["actors"], line["feelings"], strict=True):
            if actor in item["stance"]:
                key = (item["story"], item["id"], actor)
                gold[key], found[key] = item["stance"][actor], feeling
    figures = {"spearman": _spearman(pd.Series(list(gold.values())), pd.Series(list(found.values())))}
    return score_ordering(gold, found) | figures | {"actors": float(len(gold))}


def _calibration_error(found: pd.DataFrame, labels: Sequence[str]) -> float:
    """How far the highest probability is from the share that is right, mean over `BINS`, weighted by their size."""
    p = found[[f"p_{s}" for s in STANCES]].to_numpy()
    right = np.array([STANCES[k] for k in p.argmax(axis=1)]) == np.array(labels)
    place = np.minimum((p.max(axis=1) * BINS).astype(np.int64), BINS - 1)
    return sum(abs(float((p.max(axis=1) - right)[place == k].sum())) for k in range(BINS)) / len(labels)


@lru_cache(maxsize=2)
def _read_outlets(data: Path, limit: int | None, model: str) -> tuple[list[dict[str, Any]], Report]:
    """SEESAW's articles, and the report on them."""
    items = list(islice(read_lines(data, "seesaw/dev"), limit))
    return items, analyze(pd.DataFrame(items)[["id", "text", "actors", "story"]], actors="actors", model=model)


def evaluate_outlets(
    data: Path, limit: int | None = None, column: str = "stance_writer", model: str = "fast"
) -> Figures:
    """SEESAW: do outlets on the same story differ the right way toward each actor?"""
    items, report = _read_outlets(data, limit, model)
    actors = report.actors
    gold = {(i["story"], i["id"], a): s for i in items for a, s in i["stance"].items()}
    story = {i["id"]: i["story"] for i in items}
    scores = actors.dropna(subset=[column])
    found = {(story[i], i, a): s for i, a, s in scores[["article_id", "actor", column]].itertuples(index=False)}
    both = pd.DataFrame([(gold[key], found[key]) for key in gold if key in found], columns=["gold", "found"])
    figures = {"spearman": _spearman(both["gold"], both["found"]), "scored_share": len(both) / len(gold)}
    return score_ordering(gold, found) | figures


def evaluate_holders(data: Path, limit: int | None = None, model: str = "fast") -> Figures:
    """SEESAW's triplets: is a holder for or against a target, where the `stance` table has both?"""
    items, report = _read_outlets(data, limit, model)
    scores = {(i, _surname(h), a): s for i, h, a, s in _holders(report).itertuples(index=False)}
    votes: dict[tuple[str, str, str], Counter[str]] = {}
    for item in items:
        for _, holder, target, sign in item["triplets"]:
            votes.setdefault((item["id"], _surname(holder), target), Counter())[sign] += 1
    gold = {key: "POS" if n["POS"] > n["NEG"] else "NEG" for key, n in votes.items() if n["POS"] != n["NEG"]}
    both = [key for key in gold if key in scores]
    signs = ["POS" if scores[key] > CUTS[1] else "NEG" for key in both]
    return score_labels([gold[key] for key in both], signs) | {"scored_share": len(both) / len(gold)}


def _holders(report: Report) -> pd.DataFrame:
    return report.stance[["article_id", "holder", "actor", "score"]]


def _surname(name: str) -> str:
    """The last word: SEESAW's names are canonical, ours are the fullest of the article."""
    return name.rsplit(maxsplit=1)[-1].lower()


def evaluate_persent(data: Path, limit: int | None = None, part: str = "dev", model: str = "fast") -> Figures:
    """PerSenT: the author's sentiment toward the article's main entity."""
    items = list(islice(read_lines(data, f"persent/{part}"), limit))
    asked = [{"id": i["id"], "text": i["text"], "title": i["title"], "who": [i["entity"]]} for i in items]
    return _score_feelings(asked, {(i["id"], i["entity"]): i["label"] for i in items}, model)


def evaluate_basil(data: Path, limit: int | None = None, model: str = "fast") -> Figures:
    """BASIL: the author's feeling toward the main actors of an article."""
    asked: list[Mapping[str, Any]] = []
    gold: dict[tuple[str, str], str] = {}
    for item in islice(read_lines(data, "basil/train"), limit):
        said = item["annotations"]["article-level-annotations"]
        feelings = {k.removeprefix("author_feeling_").replace("_", " "): v for k, v in said.items() if _is_actor(k)}
        gold |= {(item["uuid"], name): FEELINGS[v.removeprefix("str-")] for name, v in feelings.items() if v}
        text = "\n\n".join("\n".join(paragraph) for paragraph in item["body-paragraphs"])
        asked.append({"id": item["uuid"], "title": item["title"], "text": text, "who": list(feelings)})
    return _score_feelings(asked, gold, model)


def _is_actor(key: str) -> bool:
    return key.startswith("author_feeling_") and key != "author_feeling_main_event"


def _score_feelings(asked: Sequence[Mapping[str, Any]], gold: Mapping[tuple[str, str], str], model: str) -> Figures:
    """Rank correlation and macro F1 of `actors.stance` with what authors feel, by article and actor."""
    actors = analyze(list(asked), actors="who", model=model).actors
    found = {
        (i, a): s for i, a, s in actors[["article_id", "actor", "stance"]].itertuples(index=False) if not pd.isna(s)
    }
    both = [key for key in gold if key in found]
    order = {"negative": -1, "neutral": 0, "positive": 1}
    scores = pd.Series([found[key] for key in both])
    labels = ["negative" if s < CUTS[0] else "positive" if s > CUTS[1] else "neutral" for s in scores]
    return {
        "spearman": _spearman(pd.Series([order[gold[key]] for key in both]), scores),
        "macro_f1": score_labels([gold[key] for key in both], labels)["macro_f1"],
        "scored_share": len(both) / len(gold),
    }


def _spearman(a: pd.Series[Any], b: pd.Series[Any]) -> float:
    return float(a.rank().corr(b.rank()))


Task = Callable[[Path, int | None], Figures]


def stance_tasks(name: str, model: str) -> dict[str, Task]:
    """What is scored of the stance that a model tells, as tasks of `framing.learn.evaluate`.

    Parameters
    ----------
    name : str
        What their names begin with.
    model : str
        As for `framing.analyze`.

    Returns
    -------
    dict
    """
    return {
        f"{name}/newsmtsc-dev-rw": partial(evaluate_mentions, model=model),
        f"{name}/newsmtsc-dev-mt": partial(evaluate_mentions, part="dev-mt", model=model),
        f"{name}/persent-dev": partial(evaluate_persent, model=model),
        f"{name}/persent-random-test": partial(evaluate_persent, part="random_test", model=model),
        f"{name}/basil": partial(evaluate_basil, model=model),
        f"{name}/seesaw-dev-writer": partial(evaluate_outlets, model=model),
        f"{name}/seesaw-dev-all": partial(evaluate_outlets, column="stance", model=model),
        f"{name}/seesaw-dev-holders": partial(evaluate_holders, model=model),
    }


STANCE: Final[Mapping[str, Task]] = {
    **stance_tasks("stance", "fast"),
    **stance_tasks("cascade", "cascade"),
    "stance/judged-agreement": evaluate_judges,
    "stance/feelings-agreement": evaluate_feeling_judges,
}
"""Name to task, as in `framing.learn.evaluate`."""
