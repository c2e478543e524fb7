"""The model of hedges: ``framing/models/weights/hedges``, from our own judgements and from the Szeged corpus.

Each occurrence that the lists propose is a lesson: a hedge, where gold marks a cue that it overlaps. There are three
readouts, one for each of `framing.scorers.hedges.GUIDELINES`. What Szeged does not mark (approximators, downtoners) is
not learned from it, and the readout for our own guidelines does not learn what it marks by other rules (*would*,
*will*, *until*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.annotators.attribution import look
from framing.annotators.hedging import propose
from framing.learn.hedge_gold import Marked, folds_of, is_checked, read_judged, read_szeged
from framing.learn.linear import fit_domains
from framing.learn.save import made_with, save_model
from framing.lexicons import load_lexicon
from framing.models import Card, LinearModel
from framing.scorers.hedges import (
    BUCKETS,
    GUIDELINES,
    SZEGED_UNMARKED,
    HedgeScorer,
    buckets,
    hashes_of,
    leads,
    shipped_hedges,
)
from framing.text import read_tokens
from framing.text.reading import Reading
from framing.text.spelling import Hashes
from framing.text.tokens import Bools, Longs

BITS: Final = BUCKETS.bit_length() - 1
STEP: Final = 0.01
"""What one unit of a weight is worth."""
STRENGTH: Final = 0.05
TODAY, NEWSWIRE, WIKI = range(3)
"""The kinds of text: our own judgements, Szeged's newswire of the nineties, its Wikipedia articles."""
WORTH: Final = {TODAY: 1.0, NEWSWIRE: 0.3, WIKI: 0.1}
"""What one lesson of each counts."""
FOLDS: Final = 5
DOMAINS: Final = {"framing": TODAY, "szeged-news": NEWSWIRE, "szeged-wiki": WIKI}
"""The kind of text whose gold goes by each of the guidelines."""
UNMARKED: Final = hashes_of(SZEGED_UNMARKED)
OTHERWISE: Final = hashes_of([f"hedge_candidates:{word}" for word in ("would", "will", "should", "until", "once")])
"""Entries that Szeged marks by other rules: hypothetical and future uses."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """Proposals with what gold says of them.

    Parameters
    ----------
    seen : uint32[m, templates]
    hedge : bool[m]
        A gold cue overlaps it.
    item : int64[m]
        The sentence that it stands in.
    fold : int64[m]
        By document.
    otherwise : bool[m]
        Szeged marks the entry by other rules than we do.
    domain : int
    """

    seen: Hashes
    hedge: Bools
    item: Longs
    fold: Longs
    otherwise: Bools
    domain: int

    def kept(self, mask: Bools) -> Lesson:
        """The rows where the mask is True."""
        return Lesson(
            self.seen[mask], self.hedge[mask], self.item[mask], self.fold[mask], self.otherwise[mask], self.domain
        )


def read_lesson(items: Sequence[Marked], domain: int) -> Lesson:
    """The proposals in marked sentences.

    Parameters
    ----------
    items : sequence of Marked
    domain : int

    Returns
    -------
    Lesson
    """
    tokens = read_tokens([item.text for item in items])
    sight, _ = look(Reading(tokens))
    proposals = propose(tokens, load_lexicon("hedges")).proposals
    item = tokens.article[proposals.first].astype(np.int64)
    start, end = tokens.start[proposals.first], tokens.end[proposals.last]
    hedge = [
        any(a < e and b > s for a, b in items[k].spans) for k, s, e in zip(item, start, end, strict=True)
    ]  # fmt: skip
    fold = np.array(folds_of([m.document for m in items], FOLDS))[item]
    otherwise = np.isin(proposals.entry, OTHERWISE)
    lesson = Lesson(buckets(sight, proposals), np.array(hedge, np.bool_), item, fold, otherwise, domain)
    return lesson if domain == TODAY else lesson.kept(~np.isin(proposals.category, UNMARKED))


def read_own(data: Path) -> list[Marked]:
    """Our own judgements but the held-out fifth of the articles."""
    return [m for name in ("hedges", "hedges-lesson") for m in read_judged(data, name) if not is_checked(m.document)]


def read_lessons(data: Path) -> list[Lesson]:
    """All that is learned from: our own judgements but the held-out fifth, and both parts of Szeged."""
    return [
        read_lesson(read_own(data), TODAY),
        read_lesson(read_szeged(data, "news-train"), NEWSWIRE),
        read_lesson(read_szeged(data, "wiki-train"), WIKI),
    ]


def fit_hedges(lessons: Sequence[Lesson], target: int = TODAY) -> LinearModel:
    """Fit the decision for one kind of text. Today's does not learn from Szeged what Szeged marks by other rules.

    Parameters
    ----------
    lessons : sequence of Lesson
    target : int
        The kind of text it is for.

    Returns
    -------
    LinearModel
    """
    if target == TODAY:
        lessons = [x if x.domain == TODAY else x.kept(~x.otherwise) for x in lessons]
    domain = np.concatenate([np.full(len(lesson.hedge), lesson.domain) for lesson in lessons])
    worth = np.array([WORTH[d] for d in range(len(WORTH))])
    fitted = fit_domains(
        np.concatenate([lesson.seen for lesson in lessons]),
        domain,
        np.concatenate([lesson.hedge for lesson in lessons]).astype(np.int64),
        np.where(domain == target, 1.0, worth[domain]),
        target=target,
        strength=STRENGTH,
        bits=BITS,
    )
    return fitted.pack(2, step=STEP, least=1)


def fit_without(lessons: Sequence[Lesson], domain: int, target: int) -> list[LinearModel]:
    """A model for each fold of one kind of text that has not seen it."""
    return [
        fit_hedges([x.kept(x.fold != k) if x.domain == domain else x for x in lessons], target) for k in range(FOLDS)
    ]


def scorers_without(lessons: Sequence[Lesson], domain: int, guidelines: str) -> list[HedgeScorer]:
    """A scorer for each fold of one kind of text that has not seen it.

    The two constants of calibration are fitted on the other folds where that kind of text has gold by these
    guidelines; else they are those that ship, for which it was no gold.
    """
    target = DOMAINS[guidelines]
    models = fit_without(lessons, domain, target)
    if target != domain:
        shipped = shipped_hedges(guidelines)
        return [HedgeScorer(model, shipped.slope, shipped.shift, shipped.guidelines) for model in models]
    mine = _of(lessons, domain)
    lead = _unseen(models, mine)
    scorers = []
    for k, model in enumerate(models):
        slope, shift = fit_logistic(lead[mine.fold != k], mine.hedge[mine.fold != k]).tolist()
        scorers.append(HedgeScorer(model, slope, shift, GUIDELINES[guidelines]))
    return scorers


def unseen_leads(lessons: Sequence[Lesson], domain: int = TODAY) -> tuple[Longs, Bools]:
    """Each lesson of one kind by a model that has not seen its fold: int64[m], and whether it is a hedge."""
    mine = _of(lessons, domain)
    return _unseen(fit_without(lessons, domain, domain), mine), mine.hedge


def _of(lessons: Sequence[Lesson], domain: int) -> Lesson:
    return next(lesson for lesson in lessons if lesson.domain == domain)


def _unseen(models: Sequence[LinearModel], mine: Lesson) -> Longs:
    lead = np.zeros(len(mine.hedge), np.int64)
    for k, model in enumerate(models):
        out = mine.fold == k
        lead[out] = leads(model, mine.seen[out])
    return lead


def fit_logistic(lead: Longs, hedge: Bools) -> npt.NDArray[np.float64]:
    """Slope and shift that turn leads into probabilities (Platt 1999), on lessons that the model has not seen."""
    from scipy.optimize import minimize

    x, y = lead * STEP, np.where(hedge, 1.0, -1.0)
    fitted = minimize(lambda p: np.logaddexp(0, -y * (p[0] * x + p[1])).sum(), [1.0, 0.0], method="Nelder-Mead")
    slope, shift = np.round(fitted.x, 2)
    return np.array([slope * STEP, shift])


def train_hedges(data: Path, folder: Path) -> str:
    """Train the model and write it.

    Parameters
    ----------
    data : Path
        Holds ``szeged/``, ``polnear/`` and ``allsides/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    lessons = read_lessons(data)
    arrays: dict[str, npt.NDArray[Any]] = {}
    for guidelines, domain in DOMAINS.items():
        arrays |= fit_hedges(lessons, domain).packed(guidelines)
        arrays[f"{guidelines}.logistic"] = fit_logistic(*unseen_leads(lessons, domain))
    return save_model(folder / "hedges", arrays, {"bits": str(BITS)}, CARD, trained_with=("tagger", "subjects"))


CARD: Final = Card(
    name="hedges",
    version="1",
    task="whether a word that the lists propose is a hedge where it stands, by our guidelines or by Szeged's",
    trained_on=[
        "our own judgements of 2,453 sentences of PolNeAR and AllSides: corpora/standoff/hedges*.jsonl, less a fifth",
        "Szeged Uncertainty Corpus, newswire and Wikipedia training parts (annotation CC BY-SA, texts third party)",
        "the lists of hedges and candidates; the models `words`, `tagger` and `subjects`",
    ],
    licence="CC BY-SA 4.0, as the Szeged annotation and the models below it: see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate hedging",
        "cue F1 / sentence F1 on our held-out fifth": {
            "by our guidelines, the default": "0.899 / 0.916",
            "by Szeged's for newswire": "0.747 / 0.825",
            "by Szeged's for Wikipedia": "0.692 / 0.776",
            "the lists without the model": "0.896 / 0.911",
        },
        "cue F1 / sentence F1 on our other articles, five folds": {
            "by our guidelines, the default": "0.872 / 0.899",
            "the lists without the model": "0.846 / 0.876",
        },
        "cue F1 / sentence F1 on Szeged news, five folds": {
            "by our guidelines, the default": "0.774 / 0.850",
            "by Szeged's for newswire": "0.805 / 0.869",
            "by Szeged's for Wikipedia": "0.754 / 0.813",
            "the lists without the model": "0.779 / 0.850",
            "published: 76-word lexicon": "- / 0.56",
            "published: Hyland's list": "- / 0.50",
            "published: list mined from the Wikipedia part": "- / 0.72",
            "published: bigram logistic regression": "- / 0.64",
            "published: ConvoKit": "0.46 / -",
            "published: bsdetector": "0.47 / -",
            "published: pattern": "0.45 / -",
        },
        "cue F1 / sentence F1 on Szeged wiki, five folds": {
            "by our guidelines, the default": "0.751 / 0.807",
            "by Szeged's for newswire": "0.785 / 0.829",
            "by Szeged's for Wikipedia": "0.844 / 0.882",
            "the lists without the model": "0.767 / 0.820",
        },
        "calibration error, each on gold by its guidelines": {
            "our held-out fifth": 0.029,
            "our other articles, five folds": 0.006,
            "Szeged news, five folds": 0.017,
            "Szeged wiki, five folds": 0.006,
        },
        "right categories, each on gold by its guidelines": {
            "our held-out fifth": 0.925,
            "Szeged news, five folds": 0.935,
            "Szeged wiki, five folds": 0.977,
        },
    },
    known_failures=[
        "by our guidelines: hypothetical *would*, *will*, *until*, *once*, which Szeged marks and they do not",
        "by Szeged's guidelines: approximators and downtoners, which they do not know",
        "*so-called* that doubts: most uses in news introduce a name (*the so-called experts* is missed)",
        "*claim* that casts doubt against *claim* that reports: one in three is decided otherwise than the judges did",
        "*could* of ability in the past (*he could swim at six*)",
        "words that no list proposes (*is tipped to*, *looks bad*): two in a hundred cues of our judgements",
    ],
    made_with=made_with(seed=0, folds=FOLDS),
    digest="filled in when written",
)
