"""The models of attribution: ``framing/models/weights/attribution``, from PolNeAR's training part.

Each stage learns from what the stages before say of articles that they have not seen (`FOLDS`): a second pass that
learned from a first pass on its own training articles would trust it too much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.annotators.attribution import Attribution, look, settle
from framing.learn.gold import read_lines
from framing.learn.linear import fit_linear
from framing.learn.save import made_with, save_model
from framing.models import Card, LinearModel
from framing.scorers.attribution import (
    BUCKETS,
    CONTENT,
    CUE,
    CUES,
    FIRST,
    HELPERS,
    LEAST,
    PARTS,
    POSSIBLE,
    QUOTATIONS,
    SECOND,
    SOURCE,
    VERDICTS,
    Around,
    AttributionScorer,
    Roles,
    Scores,
    can_be_cues,
    hashed,
    leads,
)
from framing.scorers.floating import Claims, find_floating
from framing.scorers.sight import Sight
from framing.text import read_tokens
from framing.text.reading import Reading
from framing.text.spelling import Hashes, Keys, spell
from framing.text.tagset import TAG_ID
from framing.text.tokens import Bools, Longs, Tokens

FOLDS: Final = 3
STEP: Final = 0.02
"""What one unit of a weight is worth."""
KNOWN: Final = 2, 0.02
"""A word that is no verb is asked about when it was a cue so often, and in this share of its occurrences."""
LABELS: Final = 4
BITS: Final = BUCKETS.bit_length() - 1
EPOCHS, RATE = 4, 0.01
CUE_FIT: Final[dict[str, Any]] = {"epochs": 10, "rate": 0.02, "alpha": 5e-6}
VERDICT_FIT: Final[dict[str, Any]] = {"epochs": 10, "rate": 0.01, "alpha": 1e-5}


@dataclass(frozen=True, eq=False)
class Gold:
    """The attributions of marked articles, in tokens.

    Parameters
    ----------
    article, annotator : int64[m]
    source, cue, content : list of int64 arrays
        The tokens of each role.
    head : int64[m]
        The main word of each cue.
    annotators : int64[articles]
        How many people marked each article.
    """

    article: Longs
    annotator: Longs
    source: list[Longs]
    cue: list[Longs]
    content: list[Longs]
    head: Longs
    annotators: Longs


def train_attribution(data: Path, folder: Path) -> str:
    """Train the models and write them.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    scorer = fit_attribution(list(read_lines(data, "polnear/train")))
    arrays = {k: v for name, model in scorer.parts.items() for k, v in model.packed(name).items()}
    return save_model(
        folder / "attribution",
        arrays | {"others": scorer.others},
        {"bits": str(BITS)},
        CARD,
        trained_with=("tagger", "subjects"),
    )


def fit_attribution(items: Sequence[dict[str, Any]]) -> AttributionScorer:
    """Fit all stages.

    Parameters
    ----------
    items : sequence of dict
        Articles as `read_lines` gives them, with ``text`` and ``annotations``.

    Returns
    -------
    AttributionScorer
    """
    tokens = read_tokens([item["text"] for item in items])
    sight, _ = look(Reading(tokens))
    gold = read_gold(items, tokens)
    lesson = Lesson(sight, gold, _other_cues(tokens, gold))
    return lesson.learn()


def read_gold(items: Sequence[dict[str, Any]], tokens: Tokens) -> Gold:
    """The attributions of all annotators; those without a cue are left out."""
    bounds = tokens.article_bounds
    rows: list[tuple[int, int, dict[str, Longs]]] = []
    for k, item in enumerate(items):
        here = slice(bounds[k], bounds[k + 1])
        start, end = tokens.start[here], tokens.end[here]
        for j, annotation in enumerate(item["annotations"]):
            for marked in annotation["attributions"]:
                roles = {
                    role: _tokens_in(marked[role], start, end) + bounds[k] for role in ("source", "cue", "content")
                }
                if len(roles["cue"]):
                    rows.append((k, j, roles))
    often = _share_of_cues(tokens, [r["cue"] for _, j, r in rows if j == 0])
    return Gold(
        article=np.array([k for k, _, _ in rows]),
        annotator=np.array([j for _, j, _ in rows]),
        source=[r["source"] for _, _, r in rows],
        cue=[r["cue"] for _, _, r in rows],
        content=[r["content"] for _, _, r in rows],
        head=np.array([_head(tokens, r["cue"], often) for _, _, r in rows]),
        annotators=np.array([len(item["annotations"]) for item in items]),
    )


def _tokens_in(spans: Sequence[Sequence[int]], start: npt.NDArray[np.int32], end: npt.NDArray[np.int32]) -> Longs:
    inside = np.zeros(len(start), np.bool_)
    for a, b in spans:
        inside |= (start < b) & (end > a)
    return np.flatnonzero(inside)


def _share_of_cues(tokens: Tokens, cues: Sequence[Longs]) -> npt.NDArray[np.float64]:
    """How much of each token's form is part of a cue."""
    low = np.unique(np.array(tokens.lower, dtype=object).astype(str), return_inverse=True)[1][tokens.word]
    every = np.bincount(low)
    marked = np.bincount(low[np.concatenate(cues)], minlength=len(every))
    return (marked / (every + 5))[low]


def _head(tokens: Tokens, cue: Longs, often: npt.NDArray[np.float64]) -> int:
    """The word of a cue that is most often one: a verb that is no helper, else a noun, else any."""
    verb = np.array([tokens.low(k) not in HELPERS for k in cue]) & _VERB[tokens.tag[cue]]
    noun = _NOUN[tokens.tag[cue]]
    among = cue[verb] if verb.any() else cue[noun] if noun.any() else cue
    return int(among[often[among].argmax()])


def _mask(*tags: str) -> Bools:
    member = np.zeros(256, np.bool_)
    member[[TAG_ID[tag] for tag in tags]] = True
    return member


_VERB: Final = _mask("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_NOUN: Final = _mask("NN", "NNS")


def _other_cues(tokens: Tokens, gold: Gold) -> Keys:
    """The forms that can be cues, as keys, sorted."""
    key = spell(tokens.vocabulary)[2]
    low = np.unique(key, return_inverse=True)[1][tokens.word]
    every, cue = np.bincount(low), np.bincount(low[gold.head], minlength=low.max() + 1)
    often, share = KNOWN
    return np.unique(key)[(cue >= often) & (cue > share * (every + 3))]


def role_labels(gold: Gold, around: Around) -> npt.NDArray[np.uint8]:
    """What each word around a gold cue is to it: uint8[rows], for the words around the cues of `gold`, in order."""
    label = np.zeros(len(around.token), np.uint8)
    low, high = around.token[around.bounds[:-1]], around.token[around.bounds[1:] - 1]
    for k in range(len(around.cue)):
        for name, members in ((CONTENT, gold.content[k]), (SOURCE, gold.source[k]), (CUE, gold.cue[k])):
            inside = members[(members >= low[k]) & (members <= high[k])]
            label[around.bounds[k] + inside - low[k]] = name
    return label


def cue_shares(gold: Gold, asked: Longs, size: int) -> npt.NDArray[np.float64]:
    """The share of annotators for whom each word that is asked about is the main word of a cue: float64[k]."""
    share = np.zeros(size)
    np.add.at(share, gold.head, 1 / gold.annotators[gold.article])
    return np.minimum(share[asked], 1)


class Lesson:
    """What the stages learn from: the articles, what is marked in them, and who sees which.

    Parameters
    ----------
    sight : Sight
    gold : Gold
    others : uint64[k]
    """

    def __init__(self, sight: Sight, gold: Gold, others: Keys) -> None:
        self.sight, self.gold, self.others = sight, gold, others
        folds = np.random.default_rng(1).integers(0, FOLDS, len(gold.annotators))
        self.fold = folds[sight.tokens.article]

    def learn(self) -> AttributionScorer:
        """Fit all stages, each on what the ones before say of unseen articles."""
        asked = can_be_cues(self.sight, self.others)
        share = cue_shares(self.gold, asked, self.sight.size)
        cues, lead = self._judged(self.sight.window.buckets(CUES, asked, BUCKETS), share, asked, CUE_FIT)
        around = Around(self.sight, self.gold.head)
        label = role_labels(self.gold, around)
        firsts, scores = self._cross_fit(bucketed(around.columns, FIRST), label, self.fold[around.token])
        possible = lead > POSSIBLE
        claims = self._claims(asked[possible], lead[possible], firsts)
        seen = bucketed(Around(self.sight, claims.cue).verdict_columns(claims), VERDICTS)
        verdicts, verdict = self._judged(seen, share[possible], claims.cue, VERDICT_FIT)
        claims = claims.of_cues(verdict > LEAST, verdict)
        sureness = np.full(self.sight.size, LEAST)
        sureness[asked[possible]] = verdict
        around.look_again(around.labelled(sureness[around.cue], scores), claims)
        second = _fit(bucketed(around.columns, SECOND), label)
        quotations = self._quotations(settle(claims))
        models = cues, firsts[-1], verdicts, second, quotations
        return AttributionScorer(dict(zip(PARTS, models, strict=True)), self.others)

    def _judged(
        self, buckets: Hashes, share: npt.NDArray[np.float64], token: Longs, how: dict[str, Any]
    ) -> tuple[LinearModel, Longs]:
        """A model of two classes, and the leads that models of the other articles give."""
        fold, lead = self.fold[token], np.zeros(len(token), np.int64)
        for k in range(FOLDS):
            lead[fold == k] = leads(_fit_share(buckets[fold != k], share[fold != k], how), buckets[fold == k].T)
        return _fit_share(buckets, share, how), lead

    def _cross_fit(
        self, buckets: Hashes, label: npt.NDArray[np.uint8], fold: npt.NDArray[np.int64]
    ) -> tuple[list[LinearModel], Scores]:
        """A model without each fold, then one of all; and the scores of each fold by the model without it."""
        models = [_fit(buckets[fold != k], label[fold != k]) for k in range(FOLDS)]
        scores = np.zeros((len(label), LABELS), np.int16)
        for k, model in enumerate(models):
            scores[fold == k] = model.score_each(buckets[fold == k].T) + model.bias
        return [*models, _fit(buckets, label)], scores

    def _claims(self, cue: Longs, lead: Longs, models: Sequence[LinearModel]) -> Roles:
        """What the first pass makes of the words around cues, each article by the model without its fold."""
        around = Around(self.sight, cue)
        buckets, fold = bucketed(around.columns, FIRST), self.fold[around.token]
        scores = np.zeros((len(around.token), LABELS), np.int16)
        for k in range(FOLDS):
            scores[fold == k] = models[k].score_each(buckets[fold == k].T) + models[k].bias
        return around.labelled(lead, scores)

    def _quotations(self, found: Sequence[Attribution]) -> LinearModel:
        """The model of quotations that no cue has claimed: does somebody say them?"""
        claims = Claims.of(self.sight, [(a.cue, a.source, a.content) for a in found])
        floating = find_floating(self.sight, claims)
        said = np.zeros(self.sight.size + 1)
        first = self.gold.annotator == 0
        said[1:][np.concatenate([c for c, mine in zip(self.gold.content, first, strict=True) if mine])] = 1
        running, marks = np.cumsum(said), self.sight.marks[floating.quotation]
        length = marks[:, 1] + 1 - marks[:, 0]
        share = (running[marks[:, 1] + 1] - running[marks[:, 0]]) / length
        buckets = bucketed(floating.columns, QUOTATIONS)
        weight = np.sqrt(length).astype(np.float32)
        fitted = fit_linear(
            buckets, (share > 0.5).astype(np.uint8), weight, epochs=40, loss="log_loss", alpha=1e-4, bits=BITS
        )
        return fitted.pack(2, step=STEP)


def bucketed(columns: Mapping[str, Hashes], templates: Sequence[tuple[str, ...]]) -> Hashes:
    """The hash bucket of each template for each row: uint32[rows, templates]."""
    rows = len(next(iter(columns.values())))
    found = np.empty((rows, len(templates)), np.uint32)
    for k, column in enumerate(hashed(columns, templates)):
        found[:, k] = column
    return found


def _fit(buckets: Hashes, label: npt.NDArray[np.uint8]) -> LinearModel:
    fitted = fit_linear(buckets, label, epochs=EPOCHS, rate=RATE, loss="log_loss", bits=BITS)
    return fitted.pack(LABELS, step=STEP)


def _fit_share(buckets: Hashes, share: npt.NDArray[np.float64], how: dict[str, Any]) -> LinearModel:
    """Of two classes, from the share of annotators who say the second."""
    label = np.repeat([1, 0], len(share))
    weight = np.concatenate([share, 1 - share]).astype(np.float32)
    kept = weight > 0
    both = np.concatenate([buckets, buckets])[kept]
    return fit_linear(both, label[kept], weight[kept], loss="log_loss", bits=BITS, **how).pack(2, step=STEP)


CARD: Final = Card(
    name="attribution",
    version="1",
    task="who is given a voice: cues, the roles of the words around them, quotations that go on",
    trained_on=[
        "PolNeAR, train: 840 articles of US politics of 2016 from seven outlets, all annotators (states no licence)",
        "the models `words`, `tagger` and `subjects`, and the list of reporting cues",
    ],
    licence="CC BY-SA 4.0, as the models below it; PolNeAR states no licence: see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate attribution",
        "PolNeAR dev": {"attributions": 0.815, "source": 0.805, "cue": 0.701, "content": 0.879, "source link": 0.931},
    },
    known_failures=[
        "verbs that are seldom cues (*doubled down*, *parroted*), and nouns: one in three is found",
        "what is wanted, refused or believed, without a word being said: annotators differ there too",
        "sources cut at a relative clause or a bracket, or one of two joined by 'and' (one source in fifteen)",
        "content that ends before or goes on behind a clause that the writer adds (half of all contents are exact)",
        "attributions inside others: PolNeAR marks none; only those that the models are surest of are given",
        "one article is US politics of 2016 like another: other subjects and countries were not measured",
    ],
    made_with=made_with(seed=0, folds=1),
    digest="filled in when written",
)
