"""The ranker of pronouns: ``framing/models/weights/pronouns``, from judged pronouns of PolNeAR's training part.

A conditional logistic regression over the mentions that a pronoun may stand for: the mentions that are right count
together. Every word of evidence has a weight that all pronouns share and one of the pronoun's own class; added up, they
are what the scorer reads. The first fit is told what the pronouns before were; the second decides them by the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from framing.annotators.actors import find_actors
from framing.annotators.pronouns import Name, Pronouns, Use, class_of
from framing.annotators.reference import ASKED, find_references
from framing.annotators.sources import NamedSpan, find_sources
from framing.learn.gold import read_lines, read_standoff, short_hash
from framing.learn.linear import Fitted
from framing.learn.name_gold import NamedText, read_named
from framing.learn.save import made_with, save_model
from framing.learn.source_gold import Record, read_judged, tokens_of
from framing.learn.train_sources import ByRules
from framing.learn.treebank import OPEN_GENRES
from framing.models import Card
from framing.scorers.pronouns import BITS, CLASSES, STEPS, PronounScorer, bucket_of
from framing.text import read_tokens
from framing.text.reading import Reading, Span

LESSON: Final = "pronouns-lesson"
STRENGTH: Final = 4.0
"""Of the penalty; of 2, 4 and 8 all within .001 on four folds of articles."""
ROUNDS: Final = 300
FOLDS: Final = 4
Candidates = Sequence[tuple[Name | None, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """Whom a pronoun stands for.

    Parameters
    ----------
    names : tuple of str
        What the article calls that one.
    places : tuple of (int, int)
        Where the words for somebody without a name stand, in tokens.
    heads : frozenset of int
        The head tokens of that one's mentions, in GUM.
    """

    names: tuple[str, ...] = ()
    places: tuple[Span, ...] = ()
    heads: frozenset[int] = frozenset()

    @property
    def is_named(self) -> bool:
        """Whether the article gives a name."""
        return bool(self.names or self.heads)

    def is_right(self, name: Name | None) -> bool:
        """Whether a mention is of that one."""
        if name is None:
            return False
        if self.heads:
            return not self.heads.isdisjoint(range(name.first, name.last + 1))
        if self.names:
            return same_name(self.names[0], name.name)
        return name.how == "unnamed" and any(name.first <= last and first <= name.last for first, last in self.places)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A pronoun's class, what is seen of each mention, and which are right; the last is nobody."""

    article: str
    which: int
    evidence: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An article with the phrases of its sources (none in GUM), and who its judged pronouns are, by token."""

    article: str
    reading: Reading
    names: list[NamedSpan]
    phrases: list[Span]
    judged: Mapping[int, Judged]

    @property
    def use(self) -> Use:
        """What its pronouns are."""
        return "source" if self.phrases else "mention"


class Pupil(Pronouns):
    """Decides as it is told where it is told anything, and keeps what was seen of what it was asked."""

    def __init__(
        self,
        judged: Mapping[int, Judged],
        heard: list[tuple[int, Candidates, Name | None]],
        scorer: PronounScorer | None,
        reading: Reading,
        names: Sequence[Name],
        described: Sequence[Name] = (),
        use: Use = "source",
    ) -> None:
        super().__init__(reading, names, described, scorer or _IGNORANT, use)
        self.judged, self.heard, self.is_told = judged, heard, scorer is None

    def decide(self, token: int, candidates: Candidates) -> Name | None:
        """The one that is right, where that is known and the lesson is the first."""
        judged = self.judged.get(token)
        if judged is not None and self.is_told:
            found = next((name for name, _ in candidates if judged.is_right(name)), None)
        else:
            found = super().decide(token, candidates)
        self.heard.append((token, candidates, found))
        return found


def same_name(one: str, other: str) -> bool:
    """Whether all words of the shorter name stand in the longer one; quotation marks around a word do not count.

    Examples
    --------
    >>> same_name("Ana B. Ruiz", "Ana Ruiz"), same_name('Robert "Bob" Hale', "Bob Hale"), same_name("Hale", "Orr")
    (True, True, False)
    """
    shorter, longer = sorted(({word.strip("\"'“”‘’") for word in name.split()} for name in (one, other)), key=len)
    return shorter <= longer


def read_told(data: Path) -> Iterator[Told]:
    """The articles of the lesson, and the documents of GUM's training part whose texts are open."""
    rows: dict[str, list[Record]] = defaultdict(list)
    for record in read_standoff(LESSON):
        rows[record["article"]].append(record)
    for item in read_lines(data, "polnear/train"):
        article = short_hash(item["id"])
        if article in rows:
            yield _told(article, item, rows[article])
    for text in read_named(data, "gum-train", OPEN_GENRES):
        yield told_of(text)


def told_of(text: NamedText) -> Told:
    """A document of GUM: *he* and *she*, and whom they stand for.

    Parameters
    ----------
    text : NamedText

    Returns
    -------
    Told
    """
    reading = Reading(read_tokens([text.text]))
    names = [NamedSpan(m.first, m.last, m.actor, m.kind) for m in find_actors(reading)]
    places = zip(reading.tokens.start.tolist(), reading.tokens.end.tolist(), strict=True)
    token = {place: k for k, place in enumerate(places)}
    heads: dict[int, set[int]] = defaultdict(set)
    entity = {}
    for start, end, chain in text.chains:  # one word may head two mentions: a name and a pair that it opens
        if (start, end) in token:
            heads[chain].add(token[start, end])
            entity[token[start, end]] = chain
    asked = [k for k, low in enumerate(reading.low) if low in ASKED]
    judged = {k: Judged(heads=frozenset(heads[entity[k]] - {k})) if k in entity else Judged() for k in asked}
    return Told(text.document, reading, names, [], judged)


def _told(article: str, item: Mapping[str, Any], rows: Sequence[Record]) -> Told:
    places = {(row["start"], row["end"]) for row in rows}
    for annotation in item["annotations"]:
        for attribution in annotation["attributions"]:
            if attribution["source"]:
                place = attribution["source"][0][0], attribution["source"][-1][1]
                if not any(place[0] < end and start < place[1] for start, end in places):
                    places.add(place)
    spans = [{"start": start, "end": end} for start, end in sorted(places)]
    reading, names, phrases = read_judged(item["text"], spans)
    judged = {}
    for row in rows:
        named = tuple(item["text"][start:end] for start, end in row["entity"]) if row["named"] else ()
        where = () if row["named"] else tuple(tokens_of(reading, *place) for place in row["entity"])
        judged[tokens_of(reading, row["start"], row["end"])[0]] = Judged(named, where)
    return Told(article, reading, names, phrases, judged)


def hear(told: Told, scorer: PronounScorer | None) -> list[Lesson]:
    """What is seen of the pronouns of an article; those whose right mention nothing finds are left out.

    Parameters
    ----------
    told : Told
    scorer : PronounScorer or None
        Decides; where there is none, what was judged does.

    Returns
    -------
    list of Lesson
    """
    lessons = []
    for token, candidates, _ in _asked(told, scorer):
        judged = told.judged[token]
        right = [judged.is_right(name) for name, _ in candidates]
        if not judged.is_named and not any(right):
            right[-1] = True
        if any(right):
            evidence = tuple(tuple(dict.fromkeys(seen)) for _, seen in candidates)
            lessons.append(Lesson(told.article, class_of(told.reading.low[token], told.use), evidence, tuple(right)))
    return lessons


def _asked(told: Told, scorer: PronounScorer | None) -> list[tuple[int, Candidates, Name | None]]:
    """Each judged pronoun of an article, its candidates, and which of them was taken."""
    heard: list[tuple[int, Candidates, Name | None]] = []
    resolver: Callable[..., Pronouns] = partial(Pupil, told.judged, heard, scorer)
    if told.use == "source":
        typed, nobody = ByRules(told.reading), [None] * len(told.phrases)
        find_sources(told.reading, told.phrases, told.names, nobody, typed, resolver)
    else:
        names = [Name(name.first, name.last, name.name, name.kind) for name in told.names]
        find_references(told.reading, names, resolver)
    return [asked for asked in heard if asked[0] in told.judged]


def fit_pronouns(lessons: Sequence[Lesson]) -> PronounScorer:
    """Fit the weights.

    Parameters
    ----------
    lessons : sequence of Lesson

    Returns
    -------
    PronounScorer
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_array

    column: dict[tuple[str, int], int] = {}
    seen, bounds, right, begins = list[int](), [0], list[bool](), list[int]()
    for lesson in lessons:
        begins.append(len(right))
        right += lesson.right
        for evidence in lesson.evidence:
            for word in evidence:
                seen += (column.setdefault((word, k), len(column)) for k in (len(CLASSES), lesson.which))
            bounds.append(len(seen))
    design = csr_array((np.ones(len(seen)), seen, bounds), (len(right), len(column)))
    loss = partial(_loss, design, np.array(right), np.array(begins))
    found = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return _packed(column, found.x)


def _loss(
    design: Any, right: npt.NDArray[np.bool_], begins: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]
) -> tuple[float, npt.NDArray[np.float64]]:
    """Minus the log likelihood of the right mentions, with a penalty; and its slope."""
    score = design @ weights
    of = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(score))))
    whole, among_all = _log_sum(score, begins, of)
    good, among_right = _log_sum(np.where(right, score, -np.inf), begins, of)
    value = float((whole - good).sum() + STRENGTH / 2 * weights @ weights)
    return value, design.T @ (among_all - among_right) + STRENGTH * weights


def _log_sum(
    score: npt.NDArray[np.float64], begins: npt.NDArray[np.int64], of: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Of each pronoun the log of the sum of its mentions' odds; of each mention its share."""
    most = np.maximum.reduceat(score, begins)
    odds = np.exp(score - most[of])
    total = np.add.reduceat(odds, begins)
    return most + np.log(total), odds / total[of]


def _packed(column: Mapping[tuple[str, int], int], weights: npt.NDArray[np.float64]) -> PronounScorer:
    used = np.array(sorted({bucket_of(word) for word, _ in column}))
    at = {int(bucket): k for k, bucket in enumerate(used)}
    table = np.zeros((len(CLASSES), len(used)))
    for (word, k), c in column.items():
        table[slice(None) if k == len(CLASSES) else k, at[bucket_of(word)]] += weights[c]
    model = Fitted(used, BITS, table, np.zeros(len(CLASSES)), np.arange(len(CLASSES)))
    return PronounScorer(model.pack(len(CLASSES), step=1 / STEPS, least=1))


_IGNORANT: Final = _packed({("", 0): 0}, np.zeros(1))


def learn_pronouns(told: Sequence[Told]) -> PronounScorer:
    """Both rounds: told what the pronouns before are, then deciding them."""
    first = fit_pronouns([lesson for one in told for lesson in hear(one, None)])
    return fit_pronouns([lesson for one in told for lesson in hear(one, first)])


def train_pronouns(data: Path, folder: Path) -> str:
    """Train the ranker and write it.

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
    scorer = learn_pronouns(list(read_told(data)))
    meta = {"bits": str(BITS)}
    return save_model(
        folder / "pronouns", scorer.model.packed("pronouns"), meta, CARD, trained_with=("tagger", "names")
    )


def cross_validate_pronouns(data: Path, folds: int = FOLDS) -> dict[str, float]:
    """How many of the lesson's pronouns are given to the right one by rankers that learned from other articles.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    folds : int

    Returns
    -------
    dict
        Accuracy: of all pronouns that are sources, of those whose name the article gives, and of those it names
        nowhere, which are right where no name is given to them; and of *he* and *she* in GUM.
    """
    told = list(read_told(data))
    fold = [crc32(one.article.encode()) % folds for one in told]
    right: dict[tuple[Use, bool], list[bool]] = defaultdict(list)
    for k in range(folds):
        scorer = learn_pronouns([one for one, of in zip(told, fold, strict=True) if of != k])
        for one in (one for one, of in zip(told, fold, strict=True) if of == k):
            for token, _, found in _asked(one, scorer):
                judged = one.judged[token]
                nobody = found is None or found.how == "unnamed"
                right[one.use, judged.is_named].append(judged.is_right(found) if judged.is_named else nobody)
    named, unnamed = right["source", True], right["source", False]
    return {
        "pronouns": float(np.mean(named + unnamed)),
        "named": float(np.mean(named)),
        "unnamed": float(np.mean(unnamed)),
        "judged": float(len(named) + len(unnamed)),
        "gum": float(np.mean(right["mention", True] + right["mention", False])),
        "gum_named": float(np.mean(right["mention", True])),
        "gum_judged": float(len(right["mention", True] + right["mention", False])),
    }


CARD: Final = Card(
    name="pronouns",
    version="1",
    task="whom *he*, *she*, *it* and *they* stand for, among the mentions before",
    trained_on=[
        "a language model's judgements of 3,193 pronouns of PolNeAR, US politics of 2016: pronouns-lesson.jsonl",
        "the models `tagger` and `names`, whose names are the candidates; the lists of titles and given names",
    ],
    licence="CC BY-SA 4.0, as the models below it: see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate sources/resolution; cross-validate pronouns",
        "pronouns of 60 other articles": {"accuracy": 0.868},
        "the lesson, four folds by article": {"accuracy": 0.890},
        "two annotators": {"accuracy": 0.988},
    },
    known_failures=[
        "*they* for two people or for people whom no attribution names; *it* for an act or a text",
        "a woman who speaks of another, a man of another, where the other was named last",
        "an office (*the president*) over many paragraphs in which others speak",
    ],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
