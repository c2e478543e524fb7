"""How the words around a target speak of it.

Each target is paired with every word of its sentence, and each pair is seen through columns: the word, what our lists
say of it, whether it is negated, how far it stands and what lies between (clauses, other names, commas), and what the
verb that it belongs to does with the target (the target acts, is acted upon, neither). A linear model gives every pair
a weight toward favorable, neutral and unfavorable; a small network sees each word with its neighbors, and how they
change one another (`framing.scorers.surroundings`). A target's score is the sum of both, and what each word adds to it
is known, so that the words that decided can be named.

Names are seen as names, never as which: who the target is, and who stands beside it, moves no score. All sums are of
whole numbers: no batch changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from framing.models import LinearModel, load_model
from framing.scorers.surroundings import BUCKETS as NETWORK_BUCKETS
from framing.scorers.surroundings import SCORE, UNITS, Places, Surroundings
from framing.scorers.surroundings import TARGET as OWN_ROW
from framing.text.clauses import Clauses
from framing.text.features import mix
from framing.text.phrases import has_tag
from framing.text.spelling import Hashes, spelled
from framing.text.tagger import Columns
from framing.text.tokens import Bools, Longs, Tokens, changes

BUCKETS: Final = 1 << 21
REACH: Final = 60
"""Words on each side of a target that are seen at most."""
NAME, NOWHERE, TARGET = np.uint32(1), np.uint32(2), np.uint32(3)
"""What stands for a name, for the place outside the sentence, and for the target, where a word is looked at."""
DISTANCES: Final = (2, 3, 5, 8, 13, 21)
"""Steps in which it is seen how far a word stands."""
NEAR: Final = (4, 10)
"""The same, coarser."""
BETWEEN: Final[Mapping[str, int]] = {"bounds": 3, "finite": 2, "names": 2, "is": 1}
"""What is counted between word and target, and up to how many."""
BOUNDARIES: Final = frozenset(
    "that who whom which what when after before as if because while although though since unless whether "
    ", ; : — – -- but “ ” ( )".split()
)
"""What opens or parts clauses."""
BEING: Final = frozenset(
    "be is are was were been being am 's 're 'm become becomes became remain remains remained seem seems seemed look "
    "looks looked".split()
)
RELATIVES: Final = frozenset({"who", "which", "that", "whom"})
ACTS, PASSIVE, ACTED_UPON, BEHIND_BY, SAME = range(1, 6)
"""What a target is to the verb that a word belongs to: its subject, its subject in a passive, its object, the phrase
behind *by*, or merely attached to it too; 0 is nothing."""
NEGATED, REVERSED = 1, 2
"""What a shifter does to the words that it reaches."""
NO_LIGHT, NO_DEED = 8, 4
"""How the columns `light` and `deed` say that no list says anything."""

Where = npt.NDArray[np.int64]


def _templates(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in text.replace("\n", "|").split("|") if part.strip())


WORDS: Final = _templates(
    """
    low | low side near | low role | low low+1 | low is side
    """
)
"""What is seen of each word and a target: columns of the word, of what lies between, and of the target toward it."""
BESIDE: Final = _templates("low beside")
"""Besides, of the words that stand next to the target."""
LISTED: Final = _templates(
    """
    light | light side near | light shift | light role | light quote | light is side | sign role shift
    sign side bounds | sign side finite names | sign side far | sign quote shift | sign quote side near
    """
)
"""Besides, of a word that a list calls good or bad."""
DEEDS: Final = _templates("deed | deed role | deed side near | deed role shift | deed quote role")
"""Besides, of a verb that puts somebody in a light."""
STANDING: Final = _templates(
    """
    before | behind | rank | names | rank names | length
    quoted | quotes | quoted quotes | own | rank quoted | own quoted
    """
)
"""What is seen of how the target stands in its sentence."""
NEIGHBORS: Final = _templates("low | low side near | low role | tag side")
"""What the network sees of each word."""
PLACED: Final = _templates(
    """
    light shift side | light role | deed role shift
    role side | side far | side bounds finite names | quote side | is side
    """
)
"""Besides; made of few columns, so that few words differ and each difference is looked up once."""
FEW: Final = ("light", "shift", "side", "role", "deed", "far", "bounds", "finite", "names", "quote", "is")
"""Those columns, each below 32."""
GROUPS: Final = (WORDS, BESIDE, LISTED, DEEDS)
"""The templates of pairs; those behind the first are asked of some pairs only: see `Targets.asked`."""


@dataclass(frozen=True, eq=False)
class Marks:
    """What word lists say of the tokens of a batch; 0 where they say nothing.

    Parameters
    ----------
    light : int8[n]
        How good (above 0) or bad the last word of an evaluative entry is, in tenths.
    agent, patient : int8[n]
        In what light a verb puts who does it, and whom it is done to, in tenths.
    shift : uint8[n]
        Bits: `NEGATED`, `REVERSED`.
    """

    light: npt.NDArray[np.int8]
    agent: npt.NDArray[np.int8]
    patient: npt.NDArray[np.int8]
    shift: npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Weighed:
    """What targets score, and what each word adds.

    Parameters
    ----------
    scores : int64[m, 3]
        Toward favorable, neutral, unfavorable, bias included.
    standing : int64[m, 3]
        The part of it that the target itself and its place in the sentence add.
    parts : int16[rows, 3]
        What each pair of `Targets` adds.
    """

    scores: Longs
    standing: Longs
    parts: npt.NDArray[np.int16]


class Scene:
    """The tokens of a batch, as columns.

    Parameters
    ----------
    tokens : Tokens
    clauses : Clauses
    marks : Marks
    """

    def __init__(self, tokens: Tokens, clauses: Clauses, marks: Marks) -> None:
        self.tokens, self.clauses, self.marks = tokens, clauses, marks
        self.size = len(tokens)
        self.sentence = tokens.sentence_key
        self.bounds = tokens.sentence_bounds
        self.name = has_tag(tokens, "NNP", "NNPS")
        self.word = self._words()

    def _words(self) -> Columns:
        """Columns of the words themselves; one more row for the place outside the sentence."""
        low = np.where(self.name, NAME, spelled(self.tokens.vocabulary)[0]["low"][self.tokens.word])
        columns = {"low": low, "tag": self.tokens.tag}
        return {name: np.append(column, NOWHERE).astype(np.uint32) for name, column in columns.items()}

    def among(self, words: Iterable[str]) -> Bools:
        """Which tokens are one of these words; one more, False, for no token at all."""
        return np.append(self.tokens.among(words), np.bool_(0))

    @cached_property
    def marked(self) -> Columns:
        """Columns of what the lists say; a word that is negated counts half, on the other side."""
        m = self.marks
        light = np.where(m.shift > 0, -np.sign(m.light) * ((np.abs(m.light) + 1) // 2), m.light)
        return {
            "light": (np.sign(light) * ((np.abs(light) + 1) // 2) + NO_LIGHT).astype(np.uint32),
            "sign": (np.sign(light) + 1).astype(np.uint32),
            "deed": (np.sign(m.agent) * 3 + np.sign(m.patient) + NO_DEED).astype(np.uint32),
            "shift": (m.shift & (NEGATED | REVERSED)).astype(np.uint32),
        }

    @cached_property
    def verb(self) -> Longs:
        """The verb group each token belongs to: that of its subject, else the last one begun, else the next; or -1."""
        groups, phrases, sentence = self.clauses.groups, self.clauses.phrases, self.sentence
        if not len(groups.first):
            return np.full(self.size, -1)
        begun = np.searchsorted(groups.first, np.arange(self.size), side="right") - 1
        here = (begun >= 0) & (sentence[groups.first[np.maximum(begun, 0)]] == sentence)
        coming = np.minimum(begun + 1, len(groups.first) - 1)
        ahead = sentence[groups.first[coming]] == sentence
        verb = np.where(here, begun, np.where(ahead, coming, -1))
        subject = np.full(len(phrases.first) + 1, -1)
        said = np.flatnonzero(self.clauses.subject >= 0)[::-1]
        subject[phrases.of_token[self.clauses.subject[said]]] = said
        subject[-1] = -1
        own = subject[phrases.of_token]
        return np.where(own >= 0, own, verb)

    @cached_property
    def counted(self) -> dict[str, Longs]:
        """Running counts of what may lie between a word and a target: int64[n + 1] each."""
        groups, among = self.clauses.groups, self.tokens.among
        finite = np.zeros(self.size, np.bool_)
        finite[groups.first[groups.finite]] = True
        marked = {
            "bounds": among(BOUNDARIES),
            "finite": finite,
            "names": self.name & changes(self.name, self.sentence),
            "is": among(BEING),
        }
        return {name: np.concatenate([[0], np.cumsum(mask)]) for name, mask in marked.items()}


class Targets:
    """Targets, and the words around each in its sentence.

    Parameters
    ----------
    scene : Scene
    first, last : int64[m]
        The tokens of each target.
    """

    def __init__(self, scene: Scene, first: Where, last: Where) -> None:
        self.scene, self.first, self.last = scene, first, last
        low = np.maximum(scene.bounds[scene.sentence[first]], first - REACH)
        high = np.minimum(scene.bounds[scene.sentence[first] + 1], last + 1 + REACH)
        length = high - low
        begins = np.cumsum(length) - length
        of = np.repeat(np.arange(len(first)), length)
        token = np.arange(length.sum()) - begins[of] + low[of]
        around = (token < first[of]) | (token > last[of])
        self.of, self.token = of[around], token[around]

    @cached_property
    def columns(self) -> Columns:
        """What is seen of each pair: uint32[rows] each."""
        scene, token, of = self.scene, self.token, self.of
        first, last = self.first[of], self.last[of]
        right = token > last
        low, high = np.where(right, last, token), np.where(right, token, first)
        columns = {name: column[token] for name, column in (scene.word | scene.marked).items()}
        columns |= self._between(low, high) | self._beside(first, last)
        columns |= {
            "side": right.astype(np.uint32),
            "far": np.digitize(high - low, DISTANCES).astype(np.uint32),
            "near": np.digitize(high - low, NEAR).astype(np.uint32),
            "role": self._role(token, of),
            "quote": ((scene.tokens.quote >= 0)[token] + 2 * (scene.tokens.quote >= 0)[first]).astype(np.uint32),
        }
        return columns

    def _between(self, low: Where, high: Where) -> Columns:
        return {
            name: np.minimum(self.scene.counted[name][high] - self.scene.counted[name][low + 1], most).astype(np.uint32)
            for name, most in BETWEEN.items()
        }

    def _beside(self, first: Where, last: Where) -> Columns:
        """The word behind each word; and on which side of the target it stands, if next to it."""
        scene, token = self.scene, self.token
        there = np.minimum(token + 1, scene.size - 1)
        inside = (there > token) & (scene.sentence[there] == scene.sentence[token])
        behind = scene.word["low"][np.where(inside, there, scene.size)]
        return {
            "beside": ((token == first - 1) + 2 * (token == last + 1)).astype(np.uint32),
            "low+1": np.where((there >= first) & (there <= last), TARGET, behind),
        }

    def _role(self, token: Where, of: Where) -> Hashes:
        """What the target is to the verb that each word belongs to."""
        scene, clauses, first, last = self.scene, self.scene.clauses, self.first[of], self.last[of]
        verb, own = scene.verb[token], scene.verb[first]
        subject = np.where(verb >= 0, np.append(clauses.subject, -1)[verb], -1)
        taken = np.where(verb >= 0, np.append(clauses.object, -1)[verb], -1)
        passive = np.append(clauses.groups.passive, np.bool_(0))[verb] & (verb >= 0)
        relative = scene.among(RELATIVES)[subject] & (subject > last) & (subject <= last + 2)
        acts = self._covers(subject, first, last) | relative
        choices = {
            ACTS: acts & ~passive,
            PASSIVE: acts,
            ACTED_UPON: self._covers(taken, first, last),
            BEHIND_BY: passive & (own == verb) & self._follows_by[of],
            SAME: (own == verb) & (verb >= 0),
        }
        return np.select(list(choices.values()), list(choices), 0).astype(np.uint32)

    @cached_property
    def _follows_by(self) -> Bools:
        """Whether *by* stands right before each target."""
        opens = self.first == self.scene.bounds[self.scene.sentence[self.first]]
        return np.asarray(self.scene.among(("by",))[self.first - 1] & ~opens)

    def _covers(self, token: Where, first: Where, last: Where) -> Bools:
        """Whether a token stands in the target or in its base noun phrase."""
        return np.asarray((token >= 0) & ((token >= first) & (token <= last) | self._in_phrase(token, last)))

    def _in_phrase(self, token: Where, last: Where) -> Bools:
        phrase = np.append(self.scene.clauses.phrases.of_token, -1)
        return np.asarray((phrase[token] >= 0) & (phrase[token] == phrase[last]))

    @cached_property
    def standing(self) -> Columns:
        """How each target stands in its sentence: uint32[m] each."""
        scene, first, last = self.scene, self.first, self.last
        sentence = scene.sentence[first]
        opening, closing = scene.bounds[sentence], scene.bounds[sentence + 1]
        names, tag = scene.counted["names"], scene.word["tag"]
        quoted = scene.tokens.quote >= 0
        quotes = np.bincount(scene.sentence, quoted, len(scene.bounds) - 1) > 0
        return {
            "before": np.where(first > opening, tag[first - 1], NOWHERE),
            "behind": np.where(last + 1 < closing, tag[np.minimum(last + 1, scene.size)], NOWHERE),
            "rank": np.minimum(names[first] - names[opening], 3).astype(np.uint32),
            "names": np.minimum(names[closing] - names[opening], 5).astype(np.uint32),
            "length": np.digitize(closing - opening, (10, 20, 30, 40)).astype(np.uint32),
            "quoted": quoted[first].astype(np.uint32),
            "quotes": quotes[sentence].astype(np.uint32),
            "own": self._role(first, np.arange(len(first))),
        }

    @cached_property
    def asked(self) -> tuple[Where, ...]:
        """The pairs that each of `GROUPS` is asked of."""
        columns = self.columns
        some = (columns["beside"] > 0, columns["light"] != NO_LIGHT, columns["deed"] != NO_DEED)
        return (np.arange(len(self.of)), *(np.flatnonzero(mask) for mask in some))

    @cached_property
    def buckets(self) -> list[tuple[Where, list[Hashes]]]:
        """For each of `GROUPS` the pairs, and the hash bucket of each template for each of them."""
        return list(self._buckets())

    def _buckets(self) -> Iterator[tuple[Where, list[Hashes]]]:
        salt = 0
        for templates, rows in zip(GROUPS, self.asked, strict=True):
            names = {name for template in templates for name in template}
            columns = {name: self.columns[name][rows] for name in names}
            yield rows, _hashed(columns, templates, salt)
            salt += len(templates)

    @cached_property
    def standing_buckets(self) -> list[Hashes]:
        """The hash bucket of each template of `STANDING` for each target."""
        return _hashed(self.standing, STANDING, sum(map(len, GROUPS)))

    @cached_property
    def place(self) -> Where:
        """Where each pair's word stands among the places: all pairs, and each target between its left and right."""
        return np.asarray(np.arange(len(self.of)) + self.of + (self.token > self.last[self.of]))

    @cached_property
    def begins(self) -> Where:
        """The first place of each target, and one past the last: int64[m + 1]."""
        size = np.bincount(self.of, minlength=len(self.first)) + 1
        return np.concatenate([[0], np.cumsum(size)])

    @cached_property
    def own_place(self) -> Where:
        """The place of each target."""
        left = np.bincount(self.of, self.token < self.first[self.of], len(self.first))
        return np.asarray(self.begins[:-1] + left.astype(np.int64))

    @cached_property
    def neighbors(self) -> list[Hashes]:
        """The hash bucket of each template of `NEIGHBORS` for each pair."""
        return _hashed(self.columns, NEIGHBORS, 0, NETWORK_BUCKETS)

    @cached_property
    def placed(self) -> tuple[list[Hashes], Where]:
        """The hash bucket of each template of `PLACED` for each difference, and the difference of each pair."""
        key = np.zeros(len(self.of), np.int64)
        for name in FEW:
            key = key * 32 + self.columns[name]
        _, first, difference = np.unique(key, return_index=True, return_inverse=True)
        columns = {name: self.columns[name][first] for name in FEW}
        return _hashed(columns, PLACED, len(NEIGHBORS), NETWORK_BUCKETS), difference

    def places(self, network: Surroundings) -> Places:
        """What a network sees around each target."""
        words = np.empty((self.begins[-1], UNITS), np.int16)
        placed, difference = self.placed
        words[self.place] = network.add(self.neighbors) + network.add(placed)[difference]
        words[self.own_place] = network.words[OWN_ROW]
        return Places(words, self.begins[:-1], self.own_place)


def _hashed(columns: Columns, templates: Sequence[tuple[str, ...]], salt: int, size: int = BUCKETS) -> list[Hashes]:
    return [mix([columns[name] for name in template], salt + k, size) for k, template in enumerate(templates)]


class StanceJudge(Protocol):
    """Who says how targets are written about."""

    @property
    def unit(self) -> float:
        """What one unit of a score is worth in the logit."""

    def weigh(self, targets: Targets) -> Weighed:
        """What each target scores, and what each word around it adds."""

    def probabilities(self, scores: Longs) -> npt.NDArray[np.float64]:
        """Of favorable, neutral, unfavorable: float64[m, 3]."""


class StanceScorer:
    """The models, loaded: a linear one, and a network that sees how words change one another. Their scores are added.

    Parameters
    ----------
    linear : LinearModel
        Its classes are favorable, neutral, unfavorable.
    network : Surroundings
    unit : float
        What one unit of the summed scores is worth in the logit.
    """

    def __init__(self, linear: LinearModel, network: Surroundings, unit: float) -> None:
        self.linear, self.network, self.unit = linear, network, unit

    def weigh(self, targets: Targets) -> Weighed:
        """What each target scores, and what each word around it adds."""
        parts = np.zeros((len(targets.of), CLASSES), np.int16)
        for rows, features in targets.buckets:
            if len(rows):
                parts[rows] += self.linear.score_each(features)
        scores: Longs = self.linear.score_each(targets.standing_buckets).astype(np.int64) + self.linear.bias
        scores += _summed(parts, targets.of, len(scores))
        if len(scores):
            found, added = self.network.weigh(targets.places(self.network))
            scores += np.rint(found / (SCORE * LINEAR_UNIT)).astype(np.int64)
            parts += np.rint(added[targets.place] / LINEAR_UNIT).astype(np.int16)
        return Weighed(scores, scores - self.linear.bias - _summed(parts, targets.of, len(scores)), parts)

    def probabilities(self, scores: Longs) -> npt.NDArray[np.float64]:
        """Of favorable, neutral, unfavorable: float64[m, 3]."""
        power = np.exp((scores - scores.max(axis=1, initial=0, keepdims=True)) * self.unit)
        return np.asarray(power / (power[:, 0] + power[:, 1] + power[:, 2])[:, None])


def _summed(parts: npt.NDArray[np.int16], of: Where, n: int) -> Longs:
    """The sum of the parts of each target: int64[n, 3]."""
    return np.stack([np.bincount(of, parts[:, k], n).astype(np.int64) for k in range(CLASSES)], axis=1)


LINEAR_UNIT: Final = 0.01
"""What one unit of a weight of the linear model is worth in its own logit; the network's are rounded to the same."""
CLASSES: Final = 3


@cache
def shipped_scorer() -> StanceScorer:
    """The one of stance that ships with the library."""
    return _shipped("stance")


@cache
def shipped_feelings() -> StanceScorer:
    """The one of authors' feelings: favorable is for the actor, unfavorable against."""
    return _shipped("feelings")


def _shipped(name: str) -> StanceScorer:
    model = load_model(name, goes_with="subjects")
    return StanceScorer(LinearModel.of(model, name), Surroundings.of(model), float(model.arrays["unit"][0]))
