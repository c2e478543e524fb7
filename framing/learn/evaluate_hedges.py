"""Hedges: cues and sentences found, the probabilities' honesty, and what the lists alone would give.

Each set is scored by each of the guidelines that a caller can choose, through the function that `framing.analyze`
calls, on documents that the model has not seen: Szeged in five folds by document, our own judgements on the fifth that
is held out of training.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.annotators.attribution import look
from framing.annotators.hedging import find_hedges, propose
from framing.annotators.scopes import Scopes
from framing.learn.agreement import NONE, alpha, label_tokens
from framing.learn.gold import read_standoff
from framing.learn.hedge_gold import Cue, Marked, folds_of, is_checked, read_judged, read_szeged, texts_of
from framing.learn.scoring import prf, score_spans
from framing.learn.train_hedges import (
    DOMAINS,
    FOLDS,
    NEWSWIRE,
    TODAY,
    WIKI,
    Lesson,
    read_lessons,
    read_own,
    scorers_without,
)
from framing.lexicons import load_lexicon
from framing.schema import HEDGE_CATEGORIES
from framing.scorers.hedges import GUIDELINES, HedgeJudge, HedgeScorer, shipped_hedges
from framing.text import read_tokens
from framing.text.reading import Reading

Figures = dict[str, float]
Spans = dict[Any, list[tuple[int, int]]]
Cues = list[list[Cue]]
"""The cues of each sentence."""
ANNOTATORS: Final = ("a", "b")
SZEGED: Final = ("epistemic", "doxastic", "hearsay", "conditional", "investigation")
"""Our categories that Szeged's five map to."""
SZEGED_NAMES: Final = {
    "epistemic": "modal",
    "doxastic": "doxastic",
    "hearsay": "doxastic",
    "conditional": "condition",
    "investigation": "investigation",
}
"""What Szeged's names of them hold; it has no hearsay: *alleged* and *accused* are doxastic there."""
BINS: Final = 10


class Found:
    """Marked sentences, read, and what is proposed in them.

    Parameters
    ----------
    items : sequence of Marked
    """

    def __init__(self, items: Sequence[Marked]) -> None:
        self.items = items
        tokens = read_tokens([item.text for item in items])
        self.sight, _ = look(Reading(tokens))
        self.proposed = propose(tokens, load_lexicon("hedges"))
        p = self.proposed.proposals
        self.item = tokens.article[p.first].astype(np.int64)
        self.start, self.end = tokens.start[p.first].tolist(), tokens.end[p.last].tolist()
        entries = self.proposed.lexicon.entries
        self.category = np.array([entries[k].category for k in self.proposed.matches.entry])

    def hedges(self, scorer: HedgeJudge) -> Cues:
        """What the library says by a scorer: the cues of each sentence."""
        found = find_hedges(self.sight, load_lexicon("hedges"), scorer)
        return self._by_item(*(found[name] for name in ("article_id", "start", "end", "category")))

    def listed(self) -> Cues:
        """What the rules of the lists alone say."""
        kept = self.proposed.proposals.stands
        return self._by_item(*(np.asarray(x)[kept] for x in (self.item, self.start, self.end, self.category)))

    def _by_item(self, item: Any, start: Any, end: Any, category: Any) -> Cues:
        cues: Cues = [[] for _ in self.items]
        for k, a, b, c in zip(item, start, end, category, strict=True):
            cues[int(k)].append((int(a), int(b), str(c)))
        return cues

    def judged(self, scorer: HedgeJudge) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """The probability of each proposal that the guidelines can count, and whether gold marks a cue there."""
        rows = zip(self.item.tolist(), self.start, self.end, strict=True)
        hedge = np.array([any(a < e and b > s for a, b in self.items[k].spans) for k, s, e in rows], np.bool_)
        told = ~np.isin(self.category, scorer.guidelines.unmarked)
        return scorer.probability(self.sight, self.proposed.proposals)[told], hedge[told]


class Folds:
    """Marked sentences in folds by document, each to be judged by a scorer that has not seen it.

    Parameters
    ----------
    items : sequence of Marked
    """

    def __init__(self, items: Sequence[Marked]) -> None:
        fold = folds_of([item.document for item in items], FOLDS)
        self.parts = [Found([item for item, f in zip(items, fold, strict=True) if f == k]) for k in range(FOLDS)]
        self.items = [item for part in self.parts for item in part.items]

    def hedges(self, scorers: Sequence[HedgeScorer]) -> Cues:
        """What the library says of each sentence, by the scorer of its fold."""
        return [cues for part, scorer in zip(self.parts, scorers, strict=True) for cues in part.hedges(scorer)]

    def listed(self) -> Cues:
        """What the rules of the lists alone say."""
        return [cues for part in self.parts for cues in part.listed()]

    def calibration_error(self, scorers: Sequence[HedgeScorer]) -> float:
        """Of the probabilities, each by the scorer of its fold."""
        judged = [part.judged(scorer) for part, scorer in zip(self.parts, scorers, strict=True)]
        return calibration_error(np.concatenate([p for p, _ in judged]), np.concatenate([h for _, h in judged]))


def score_cues(items: Sequence[Marked], cues: Cues, categories: Sequence[str] = HEDGE_CATEGORIES) -> Figures:
    """Cues one to one by any overlap; sentences that hold one.

    Parameters
    ----------
    items : sequence of Marked
    cues : list of list of (int, int, str)
        What was found in each of them.
    categories : sequence of str
        Those that count.

    Examples
    --------
    >>> score_cues([Marked("a", "It may.", ((3, 6, "epistemic"),))], [[(3, 6, "epistemic")]])["sentence_f1"]
    1.0
    """
    gold = {k: item.spans for k, item in enumerate(items)}
    found = {k: [(a, b) for a, b, category in some if category in categories] for k, some in enumerate(cues)}
    pairs = [(bool(gold[k]), bool(found[k])) for k in gold]
    hits, wrong = sum(g and f for g, f in pairs), sum(f and not g for g, f in pairs)
    sentence = prf(hits, wrong, sum(g and not f for g, f in pairs))[2]
    return score_spans(gold, found) | {"sentence_f1": sentence}


@lru_cache(maxsize=1)
def _lessons(data: Path) -> tuple[Lesson, ...]:
    return tuple(read_lessons(data))


@lru_cache(maxsize=len(GUIDELINES) ** 2)
def unseeing_scorers(data: Path, domain: int, guidelines: str) -> list[HedgeScorer]:
    """A scorer for each fold of one kind of text that has not seen it, fitted once for all tasks.

    Parameters
    ----------
    data : Path
        Holds ``szeged/``, ``polnear/`` and ``allsides/``.
    domain : int
        The kind of text: `TODAY`, `NEWSWIRE` or `WIKI`.
    guidelines : str
        As for `framing.analyze`.

    Returns
    -------
    list of HedgeScorer
    """
    return scorers_without(_lessons(data), domain, guidelines)


def evaluate_szeged(data: Path, limit: int | None = None, part: str = "news-train") -> Figures:
    """Szeged by each of the guidelines, five folds by document, and by the lists alone.

    No sentence is judged by a model that saw its document. Of the guidelines that this part goes by also the
    calibration error of `probability`, in the same folds, and the share of right categories.

    Parameters
    ----------
    data : Path
        Holds ``szeged/``, ``polnear/`` and ``allsides/``.
    limit : int, optional
        Sentences.
    part : str
        ``news-train`` or ``wiki-train``.

    Returns
    -------
    dict
    """
    domain = NEWSWIRE if part == "news-train" else WIKI
    folds = Folds(list(islice(read_szeged(data, part), limit)))
    figures: Figures = {}
    for guidelines in GUIDELINES:
        scorers = unseeing_scorers(data, domain, guidelines)
        figures |= _named(guidelines, score_cues(folds.items, folds.hedges(scorers), SZEGED))
        if DOMAINS[guidelines] == domain:
            figures["calibration_error"] = folds.calibration_error(scorers)
            figures["category_right"] = _category_right(folds.items, folds.hedges(scorers))
    figures |= _named("lists", score_cues(folds.items, folds.listed(), SZEGED))
    return figures | {"sentences": float(len(folds.items))}


def _named(by: str, figures: Figures) -> Figures:
    return {f"{by}_{name}": value for name, value in figures.items() if name.endswith("f1")}


def evaluate_judged(data: Path, limit: int | None = None) -> Figures:
    """Our own judgements: the shipped model on the held-out fifth, the lists alone, and the annotators.

    `calibration_error` is the mean distance of probability and share of hedges over ten bins of proposals, weighted by
    their size (Naeini et al. 2015).
    """
    items = [m for m in read_judged(data, "hedges") if is_checked(m.document)]
    found = Found(list(islice(items, limit)))
    figures: Figures = {}
    for guidelines in GUIDELINES:
        figures |= _named(guidelines, score_cues(found.items, found.hedges(shipped_hedges(guidelines))))
    figures |= _named("lists", score_cues(found.items, found.listed()))
    figures["calibration_error"] = calibration_error(*found.judged(shipped_hedges()))
    figures["category_right"] = _category_right(found.items, found.hedges(shipped_hedges()))
    return figures | {"sentences": float(len(found.items))}


def _category_right(items: Sequence[Marked], cues: Cues) -> float:
    """Of hedges that are found, the share whose category is right; Szeged's names stand for ours that map to them."""
    right = []
    for item, some in zip(items, cues, strict=True):
        for start, end, category in some:
            said = [gold for a, b, gold in item.cues if a < end and b > start]
            right += [category in said or any(SZEGED_NAMES.get(category, "-") in gold for gold in said)] if said else []
    return float(np.mean(right))


def evaluate_agreement(data: Path, limit: int | None = None) -> Figures:
    """How far the two annotators of those sentences agree: on cues, on their categories, and on scopes.

    Krippendorff's alpha is over tokens: a cue or none, and its category or none. `scopes_alike` is the share of judged
    scopes that both drew letter by letter alike.
    """
    sides = {by: list(islice(read_judged(data, "hedges", by), limit)) for by in ANNOTATORS}
    triples = [triple for by, items in sides.items() for triple in _marked(by, items)]
    cues = [(by, token, NONE if label == NONE else "cue") for by, token, label in triples]
    spans = {by: {k: item.spans for k, item in enumerate(items)} for by, items in sides.items()}
    scopes = list(islice(read_standoff("hedge-scopes"), limit))
    adjudicated = list(islice(read_judged(data, "hedges"), limit))
    return {
        "alpha_cues": alpha(cues),
        "alpha_categories": alpha(triples),
        "cues_f1": score_spans(spans["a"], spans["b"])["f1"],
        "cues": float(sum(len(item.cues) for item in adjudicated)),
        "sentences": float(len(adjudicated)),
        "scopes_alike": sum(r["a"] == r["b"] for r in scopes) / len(scopes),
    }


def _marked(by: str, items: Sequence[Marked]) -> Iterator[tuple[str, str, str]]:
    """What an annotator says of each token of each sentence."""
    for k, item in enumerate(items):
        yield from ((by, f"{k}:{token}", label) for token, label in enumerate(label_tokens(item.text, item.cues)))


def evaluate_folds(data: Path, limit: int | None = None) -> Figures:
    """Our own judgements that are trained on, each sentence by a model without its fold; and the lists alone."""
    folds, scorers = Folds(list(islice(read_own(data), limit))), unseeing_scorers(data, TODAY, "framing")
    figures = score_cues(folds.items, folds.hedges(scorers))
    figures |= _named("lists", score_cues(folds.items, folds.listed()))
    figures["calibration_error"] = folds.calibration_error(scorers)
    return figures | {"sentences": float(len(folds.items))}


def calibration_error(probability: npt.NDArray[np.float64], hedge: npt.NDArray[np.bool_]) -> float:
    """Mean distance of probability and share over ten bins, weighted by their size."""
    of = np.minimum((probability * BINS).astype(int), BINS - 1)
    return float(
        sum(abs(probability[of == k].mean() - hedge[of == k].mean()) * (of == k).mean() for k in np.unique(of))
    )


def evaluate_scopes(data: Path, limit: int | None = None) -> Figures:
    """Token F1 of the scopes of 200 judged cues, exact scopes, and how far the annotators agree."""
    records = list(islice(read_standoff("hedge-scopes"), limit))
    texts = dict(texts_of(data))
    pairs: dict[str, list[tuple[set[int], set[int]]]] = {"found": [], "agreement": []}
    for record in records:
        ours, sides = _scopes(record, texts[record["article"]])
        pairs["found"].append((sides["scope"], ours))
        pairs["agreement"].append((sides["a"], sides["b"]))
    figures: Figures = {}
    for name, sets in pairs.items():
        hits = sum(len(gold & found) for gold, found in sets)
        wrong, missed = sum(len(f - g) for g, f in sets), sum(len(g - f) for g, f in sets)
        figures |= {f"{name}_token_f1": prf(hits, wrong, missed)[2]}
        figures |= {f"{name}_exact": sum(gold == found for gold, found in sets) / len(sets)}
    return figures | {"cues": float(len(records))}


def _scopes(record: dict[str, Any], text: str) -> tuple[set[int], dict[str, set[int]]]:
    """The words of our scope, and of the judged ones; the cue itself left out."""
    base = record["start"]
    reading = Reading(read_tokens([text[base : record["end"]]]))
    cue = _tokens(reading, record["cue"], base)
    ours = Scopes(reading).of((min(cue), max(cue)), record["category"])
    within = set() if ours is None else set(range(ours[0], ours[1] + 1))
    sides = {side: _tokens(reading, record[side], base) for side in ("scope", *ANNOTATORS)}
    words = set(np.flatnonzero(reading.tokens.is_word).tolist()) - cue
    return within & words, {side: tokens & words for side, tokens in sides.items()}


def spans_of(table: pd.DataFrame) -> Spans:
    """The spans of a table by article."""
    found: Spans = defaultdict(list)
    for article, start, end in table[["article_id", "start", "end"]].itertuples(index=False):
        found[article].append((start, end))
    return found


def _tokens(reading: Reading, span: Sequence[int], base: int) -> set[int]:
    """The tokens of a stretch of characters, counted from `base`."""
    tokens = reading.tokens
    inside = np.flatnonzero((tokens.start < span[1] - base) & (tokens.end > span[0] - base))
    return set(inside.tolist())


GOLDS: Final = {
    "hedging/judged": "our held-out fifth",
    "hedging/szeged-news": "Szeged newswire, five folds",
    "hedging/szeged-wiki": "Szeged Wikipedia, five folds",
}
"""The sets that every one of the guidelines is scored on."""
PUBLISHED: Final = {
    "a published list of 76 words": "– / .56",
    "Hyland's list": "– / .50",
    "a list mined from the Wikipedia part": "– / .72",
    "bigram logistic regression": "– / .64",
    "ConvoKit's politeness hedges": ".46 / –",
    "pattern's modality": ".45 / –",
    "bsdetector": ".47 / –",
}
"""Others, on Szeged's newswire."""


def write_guidelines(figures: Mapping[str, Figures]) -> str:
    """Cues F1 / sentences F1 by each of the guidelines on each gold, beside the lists alone and what others published.

    Parameters
    ----------
    figures : mapping
        What the tasks of `GOLDS` gave.

    Returns
    -------
    str
        A table in Markdown.
    """
    heads = ["cues F1 / sentences F1", *GOLDS.values()]
    rows = [heads, ["---"] * len(heads)]
    for by in (*GUIDELINES, "lists"):
        pairs = [(figures[gold][f"{by}_f1"], figures[gold][f"{by}_sentence_f1"]) for gold in GOLDS]
        cells = [f"{_written(cue)} / {_written(sentence)}" for cue, sentence in pairs]
        rows.append([f"`{by}`" if by in GUIDELINES else "our lists without the model", *cells])
    rows += [[name, "", given, ""] for name, given in PUBLISHED.items()]
    for name in ("calibration_error", "category_right"):
        own = [_written(figures[gold][name]) for gold in GOLDS]
        rows.append([f"{name.replace('_', ' ')}, by its own guidelines", *own])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _written(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")


HEDGES: Final[dict[str, Any]] = {
    "hedging/judged": evaluate_judged,
    "hedging/judged-agreement": evaluate_agreement,
    "hedging/judged-folds": evaluate_folds,
    "hedging/szeged-news": evaluate_szeged,
    "hedging/szeged-wiki": lambda data, limit: evaluate_szeged(data, limit, "wiki-train"),
    "hedging/scopes": evaluate_scopes,
}
"""The tasks on hedges."""
