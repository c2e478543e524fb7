"""The models of stance: ``framing/models/weights/stance``, from NewsMTSC's training part and a teacher.

People have judged 8,739 mentions; that teaches which lists to trust and where, but few words. A teacher (a small
encoder, fine-tuned on four fifths of the same sentences) has judged 109,000 mentions in AllSides; its probabilities
stand in ``corpora/standoff/stance-lesson.jsonl``, by article and character, and the linear model and the network learn
from both. The teacher itself is needed for nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from framing.annotators.stance import see
from framing.learn.gold import read_lines, read_standoff
from framing.learn.linear import Fitted, fit_shares
from framing.learn.save import made_with, save_model
from framing.learn.surroundings import Sentences, fit_surroundings, rounded
from framing.models import Card, LinearModel
from framing.schema import STANCES
from framing.scorers.stance import BUCKETS, CLASSES, LINEAR_UNIT, StanceScorer, Targets
from framing.scorers.surroundings import BUCKETS as NETWORK_BUCKETS
from framing.scorers.surroundings import FIRST, TARGET, Surroundings
from framing.text import read_tokens
from framing.text.reading import Reading
from framing.text.spelling import Hashes
from framing.text.tokens import Longs, Tokens

BITS: Final = BUCKETS.bit_length() - 1
UNIT: Final = 0.005
"""What one unit of the summed scores is worth in the logit: it is the mean of both models' logits."""
LEAST: Final = 1
"""Rows whose weights are all smaller are dropped; with 3, macro F1 on held-out articles is .716 for .723."""
SEEN: Final = 3, 6
"""A hash bucket counts from so many mentions on that people, or that the teacher, has judged."""
SEEN_AROUND: Final = 8
"""The same, for what the network sees, over both."""
TEACHER: Final = 0.3
"""What a judgement of the teacher weighs against one of people: of 0.15, 0.3, 0.6 and 1 as good as any, and 0 is worse
(macro F1 on held-out articles)."""
PENALTY: Final = 40.0
AT_ONCE: Final = 2000
"""Mentions that are looked at together."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lesson:
    """Judged mentions, with what is seen of them.

    Parameters
    ----------
    of, bucket : int32[seen]
        The mention, and the hash bucket of each thing that the linear model sees of it.
    around : int32[places, features]
        The hash buckets of what the network sees at each place of the mentions' sentences.
    begins : int64[m + 1]
        The first place of each mention, and one past the last.
    target : int64[m]
        The place of each target.
    shares : float64[m, 3]
        How sure the judges are of each label.
    """

    of: npt.NDArray[np.int32]
    bucket: npt.NDArray[np.int32]
    around: npt.NDArray[np.int32]
    begins: Longs
    target: Longs
    shares: npt.NDArray[np.float64]


def train_stance(data: Path, folder: Path) -> str:
    """Train the model and write it.

    Parameters
    ----------
    data : Path
        Holds ``newsmtsc/`` and ``allsides/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    items = list(read_lines(data, "newsmtsc/train"))
    scorer = fit_stance(read_people(items), read_teacher(data))
    return save_scorer(scorer, folder, CARD)


def save_scorer(scorer: StanceScorer, folder: Path, card: Card) -> str:
    """Write a linear model and a network that are asked together.

    Parameters
    ----------
    scorer : StanceScorer
    folder : Path
        Where the model's folder, which has the card's name, is written.
    card : Card

    Returns
    -------
    str
        The digest of the weights.
    """
    arrays = scorer.linear.packed(card.name) | scorer.network.packed() | {"unit": np.array([scorer.unit])}
    return save_model(
        folder / card.name, arrays, {"bits": str(BITS)}, card, trained_with=("words", "tagger", "subjects")
    )


def fit_stance(people: Lesson, teacher: Lesson | None) -> StanceScorer:
    """Fit both models, one after the other.

    Parameters
    ----------
    people : Lesson
    teacher : Lesson or None
        None: from people alone.

    Returns
    -------
    StanceScorer
    """
    lessons = [people] if teacher is None else [people, teacher]
    judged = judged_by(lessons)
    return StanceScorer(fit_pairs(lessons, *judged), fit_network(lessons, *judged), UNIT)


def judged_by(lessons: Sequence[Lesson]) -> tuple[Floats, Floats]:
    """How sure the judges are of each label, and how much each mention counts: people's first, then the teacher's."""
    weight = [np.full(len(x.shares), w) for x, w in zip(lessons, (1.0, TEACHER), strict=False)]
    return np.concatenate([lesson.shares for lesson in lessons]), np.concatenate(weight)


def fit_pairs(lessons: Sequence[Lesson], shares: Floats, weight: Floats, seen: Sequence[int] = SEEN) -> LinearModel:
    """Fit the linear model of pairs of a word and the target.

    Parameters
    ----------
    lessons : sequence of Lesson
    shares : float64[m, 3]
        How sure the judges are of each label, over all lessons.
    weight : float64[m]
        How much each mention counts.
    seen : sequence of int
        Of each lesson, from how many mentions on a hash bucket counts.

    Returns
    -------
    LinearModel
    """
    counts = [np.bincount(lesson.bucket, minlength=BUCKETS) for lesson in lessons]
    used = np.flatnonzero(np.any([n >= least for n, least in zip(counts, seen, strict=False)], axis=0))
    design = sparse.vstack([_design(lesson, used) for lesson in lessons]).tocsr()
    weights, bias = fit_shares(design, shares, weight, penalty=PENALTY)
    return Fitted(used, BITS, weights, bias, np.arange(CLASSES)).pack(CLASSES, LINEAR_UNIT, LEAST)


def fit_network(lessons: Sequence[Lesson], shares: Floats, weight: Floats) -> Surroundings:
    """Fit the network of what stands around the target; arguments as of `fit_pairs`."""
    count = sum(np.bincount(lesson.around.ravel(), minlength=NETWORK_BUCKETS) for lesson in lessons)
    used = np.flatnonzero(count >= SEEN_AROUND)
    row = np.zeros(NETWORK_BUCKETS, np.int32)
    row[used] = np.arange(FIRST, len(used) + FIRST)
    rows = np.concatenate([row[lesson.around] for lesson in lessons])
    ends = np.cumsum([0, *(len(lesson.around) for lesson in lessons)])
    begins = [x.begins[:-1] + end for x, end in zip(lessons, ends, strict=False)]
    target = np.concatenate([x.target + end for x, end in zip(lessons, ends, strict=False)])
    rows[target] = 0
    rows[target, 0] = TARGET
    sentences = Sentences(rows, np.concatenate([*begins, ends[-1:]]), target)
    return rounded(fit_surroundings(sentences, len(used) + FIRST, shares, weight), row)


def _design(lesson: Lesson, used: npt.NDArray[np.int64]) -> Any:
    """How often each bucket that counts is seen of each mention: a sparse matrix."""
    number = np.full(BUCKETS, -1, np.int32)
    number[used] = np.arange(len(used))
    column = number[lesson.bucket]
    known = column >= 0
    ones = np.ones(int(known.sum()), np.float64)
    return sparse.coo_matrix((ones, (lesson.of[known], column[known])), (len(lesson.shares), len(used))).tocsr()


def read_people(items: Sequence[dict[str, Any]]) -> Lesson:
    """What people say of mentions: items of NewsMTSC as `read_lines` gives them."""
    labels = np.eye(CLASSES)[[STANCES.index(item["label"]) for item in items]]
    return look_at([(item["text"], item["start"], item["end"]) for item in items], labels)


def read_teacher(data: Path) -> Lesson:
    """What the teacher says of mentions in AllSides."""
    mentions, percents = read_marked(data, "stance-lesson")
    return look_at(mentions, percents / percents.sum(axis=1, keepdims=True))


def label_shares(data: Path) -> Floats:
    """How common each label is among people's judgements: float64[3]."""
    labels = [STANCES.index(item["label"]) for item in read_lines(data, "newsmtsc/train")]
    return np.bincount(labels, minlength=CLASSES) / len(labels)


def evened(said: Floats, shares: Floats) -> Floats:
    """How much each judgement counts so that the labels weigh together as in `shares`.

    The language model calls three mentions of five neutral, people (who saw other sentences) one of three; learned from
    as they are, its judgements would move every answer toward neutral.

    Parameters
    ----------
    said : float64[m, 3]
        One 1 a row.
    shares : float64[3]
        Of favorable, neutral, unfavorable.

    Returns
    -------
    float64[m]
        One on average.
    """
    return np.asarray(said @ (shares / said.mean(axis=0)))


def read_marked(data: Path, name: str) -> tuple[list[tuple[str, int, int]], Floats]:
    """Mentions that a file of ``corpora/standoff`` judges, each a sentence and the characters of its target.

    Parameters
    ----------
    data : Path
        Holds ``allsides/``.
    name : str
        ``stance-lesson`` (how sure the teacher is of each label, in percent) or ``stance-judged`` (0 and 1).

    Returns
    -------
    mentions : list of (str, int, int)
    said : float64[m, 3]
    """
    text = {item["id"]: item["text"] for item in read_lines(data, "allsides/sample")}
    mentions, said = [], []
    for line in read_standoff(name):
        for first, last, start, end, *labels in line["mentions"]:
            mentions.append((text[line["article"]][first:last], start - first, end - first))
            said.append(labels)
    return mentions, np.array(said, np.float64)


def look_at(mentions: Sequence[tuple[str, int, int]], shares: Floats) -> Lesson:
    """What the models see of mentions, each a text and the characters of its target."""
    of, bucket, around, size, target, rest = [], [], [], [], [], iter(mentions)
    done = places = 0
    while some := list(islice(rest, AT_ONCE)):
        targets = _targets(some)
        for rows, hashes in _seen(targets):
            of.append((rows + done).astype(np.int32))
            bucket.append(hashes.astype(np.int32))
        around.append(_around(targets))
        size.append(np.diff(targets.begins))
        target.append(targets.own_place + places)
        done, places = done + len(some), places + len(around[-1])
    begins = np.concatenate([[0], np.cumsum(np.concatenate(size))])
    linear = np.concatenate(of), np.concatenate(bucket)
    return Lesson(*linear, np.concatenate(around), begins, np.concatenate(target), shares)


def _targets(mentions: Sequence[tuple[str, int, int]]) -> Targets:
    place = {text: k for k, text in enumerate(dict.fromkeys(text for text, _, _ in mentions))}
    tokens = read_tokens(list(place))
    spans = [target_of(tokens, place[text], start, end) for text, start, end in mentions]
    return see(Reading(tokens), spans)[0]


def _seen(targets: Targets) -> Iterator[tuple[Longs, Hashes]]:
    """The targets, and what the linear model sees of each."""
    for rows, features in targets.buckets:
        for hashes in features:
            yield targets.of[rows], hashes
    for hashes in targets.standing_buckets:
        yield np.arange(len(targets.first)), hashes


def _around(targets: Targets) -> npt.NDArray[np.int32]:
    """What the network sees at each place; bucket 0 at the target's own."""
    placed, difference = targets.placed
    hashes = [*targets.neighbors, *(bucket[difference] for bucket in placed)]
    around = np.zeros((targets.begins[-1], len(hashes)), np.int32)
    around[targets.place] = np.stack(hashes, axis=1)
    return around


def target_of(tokens: Tokens, text: int, start: int, end: int) -> tuple[int, int]:
    """The tokens of a target; one of which a blank is marked has the next."""
    low, high = tokens.article_bounds[text : text + 2].tolist()
    first = min(low + int(np.searchsorted(tokens.end[low:high], start, side="right")), high - 1)
    return first, max(first, low + int(np.searchsorted(tokens.start[low:high], end)) - 1)


CARD: Final = Card(
    name="stance",
    version="1",
    task="the stance that a sentence takes toward a target in it: favorable, neutral, unfavorable",
    trained_on=[
        "NewsMTSC, train: 8,739 mentions in sentences of US news (Hamborg and Donnay 2021; MIT repository)",
        "what a teacher says of mentions in the AllSides sample (corpora/standoff/stance-lesson.jsonl)",
        "(the teacher: all-MiniLM-L6-v2, Apache-2.0, fine-tuned on four fifths of NewsMTSC's training part)",
        "the models `words`, `tagger` and `subjects` (UD EWT, GUM), and the lists of evaluative words, deeds, shifters",
    ],
    licence="CC BY-SA 4.0, as the models below it; NewsMTSC's repository is MIT: see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate stance",
        "NewsMTSC dev-rw": {"macro F1": 0.773, "calibration error": 0.060},
        "NewsMTSC dev-mt": {"macro F1": 0.683, "calibration error": 0.046},
    },
    known_failures=[
        "praise is found less often than blame (F1 of favorable .67, of unfavorable .84, on dev-rw)",
        "words about another actor of the sentence: 'the mayor accused the corrupt senator' also blames the mayor",
        "irony, and what is good or bad only to those who know the case",
        "negation: 'not corrupt' is neutral to it, not praise",
        "across outlets on the same story (SEESAW) the article's figure is hardly better than chance",
        "US political news of 2012 to 2019: other subjects and countries were not measured",
    ],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
