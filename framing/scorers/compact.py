"""Judges that ask the encoder and the linear models, and add up what both say.

The linear models see spelling, lists, verb groups and distances; the encoder sees what words mean where they stand.
Each errs where the other does not, so the sum of both, each at its own weight, is better than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import expit, log_softmax, logit

from framing.schema import SOURCE_TYPES
from framing.scorers.attribution import HELD, Around, AttributionScorer, Roles, can_be_cues
from framing.scorers.encoder import DISTANCES, Read
from framing.scorers.hedges import GUIDELINES, HedgeScorer, Proposals, hashes_of
from framing.scorers.sight import Sight
from framing.scorers.source_types import SourceTypeScorer
from framing.scorers.stance import StanceScorer, Targets, Weighed
from framing.text.reading import Span
from framing.text.tagger import Columns
from framing.text.tokens import Longs, Tokens

UNIT: Final = 0.02
"""What one unit of a score of attribution is worth in the logit."""
WORTH_A_LOOK: Final = -2.0
"""Logit from which a word that the linear models dismiss is looked at as a cue."""
CERTAIN: Final = 1e-4
"""Probabilities of the linear model are kept so far from 0 and 1."""


class CompactAttribution:
    """Cues and the words around them, by both.

    Parameters
    ----------
    read : Read
        The batch, as the encoder has read it.
    linear : AttributionScorer
    """

    def __init__(self, read: Read, linear: AttributionScorer) -> None:
        self.read, self.linear = read, linear

    def roles(self, sight: Sight) -> Roles:
        """The cues of the batch, and what the words around each are to it."""
        own, share, shift, *words = self.read.heads["blend.attribution"].tolist()
        known = self.linear.roles(sight)
        asked = can_be_cues(sight, self.linear.others)
        lead = np.full(sight.size, float(HELD))
        lead[known.cue] = known.score
        kept = np.zeros(sight.size, np.bool_)
        kept[known.cue] = True
        heard = self.read.cues(asked)
        cue = asked[kept[asked] | (heard > WORTH_A_LOOK)]
        heard = self.read.cues(cue).astype(np.float64)
        score = np.rint(own * lead[cue] + share * heard / UNIT + shift).astype(np.int64)
        around = Around(sight, cue[score > HELD])
        return around.labelled(score[score > HELD], self._words(around, known, *words))

    def _words(self, around: Around, known: Roles, own: float, share: float) -> npt.NDArray[np.int16]:
        """Of each row the scores of the labels, nothing first."""
        heard = self.read.roles(around.token, around.cue[around.of], near(around)).astype(np.float64)
        scores = np.concatenate([np.zeros((len(heard), 1)), heard], axis=1) / UNIT
        place = np.searchsorted(known.cue, around.cue)
        there = np.append(known.cue, -1)[place] == around.cue
        rows = np.flatnonzero(there[around.of])
        at = np.append(known.bounds, 0)[place][around.of[rows]] + rows - around.bounds[around.of[rows]]
        linear = known.scores[at].astype(np.float64)
        scores[rows] = share * scores[rows] + own * (linear - linear[:, :1])
        return np.clip(np.rint(scores), -30_000, 30_000).astype(np.int16)

    def quotations(self, columns: Columns) -> Longs:
        """How sure it is that quotations go on with what somebody said: by the linear model alone."""
        return self.linear.quotations(columns)


def near(around: Around) -> Longs:
    """The rows of the encoder's tables for each word and cue: distance, quotations, sentences; int64[rows, 3]."""
    cue = around.cue[around.of]
    away = around.token - cue
    far = np.digitize(np.abs(away), DISTANCES) * np.where(away < 0, -1, 1) + len(DISTANCES)
    sentence = around.sight.sentence
    where = np.clip(sentence[around.token] - sentence[cue], -1, 1) + 1
    return np.stack([far, around.across.astype(np.int64), where], 1)


class CompactHedges:
    """Whether proposals are hedges, by both.

    Parameters
    ----------
    read : Read
    linear : HedgeScorer
        Its guidelines are those that the encoder is asked by.
    """

    def __init__(self, read: Read, linear: HedgeScorer) -> None:
        self.read, self.linear, self.guidelines = read, linear, linear.guidelines

    def probability(self, sight: Sight, proposals: Proposals) -> npt.NDArray[np.float64]:
        """How likely each proposal is a hedge here: float64[m], 0 to 1."""
        kind = list(GUIDELINES).index(self.guidelines.name)
        own, share, shift = self.read.heads["blend.hedges"][kind].tolist()
        linear = np.clip(self.linear.probability(sight, proposals), CERTAIN, 1 - CERTAIN)
        bounds, sentence = sight.tokens.sentence_bounds, sight.sentence
        heard = spans_of(self.read, "hedges", bounds, sentence, proposals.first, proposals.last)[:, kind]
        made = expit(own * logit(linear) + share * heard.astype(np.float64) + shift)
        made[np.isin(proposals.category, hashes_of(self.guidelines.unmarked))] = 0.0
        return np.asarray(made)


class CompactKinds:
    """Of which kind sources are, by both: the encoder is asked about each place where the source stands.

    Parameters
    ----------
    read : Read
    tokens : Tokens
        The batch.
    linear : SourceTypeScorer
    """

    def __init__(self, read: Read, tokens: Tokens, linear: SourceTypeScorer) -> None:
        self.read, self.tokens, self.linear = read, tokens, linear

    def best(self, evidence: Iterable[str], places: Sequence[Span]) -> str:
        """The kind that fits best; of equals the first."""
        return SOURCE_TYPES[int(self.scores(evidence, places).argmax())]

    def scores(self, evidence: Iterable[str], places: Sequence[Span]) -> npt.NDArray[np.float64]:
        """How well each kind fits: float64[kinds]."""
        own, share = self.read.heads["blend.kinds"].tolist()
        first, last = np.array(places, np.int64).T
        tokens = self.tokens
        heard = spans_of(self.read, "kinds", tokens.sentence_bounds, tokens.sentence_key, first, last)
        said = np.asarray(log_softmax(heard.astype(np.float64), axis=1).mean(axis=0))
        return np.asarray(own * self.linear.scores(evidence) + share * said)


class CompactStance:
    """Stance toward targets, or what authors feel toward them, by both.

    Parameters
    ----------
    read : Read
    linear : StanceScorer
        Its network counts with it.
    head : str
        Which head of the encoder is asked.
    """

    def __init__(self, read: Read, linear: StanceScorer, head: str = "stance") -> None:
        self.read, self.linear, self.head, self.unit = read, linear, head, linear.unit

    def weigh(self, targets: Targets) -> Weighed:
        """What each target scores, the encoder's word included, and what each word adds to the linear part."""
        every = np.arange(len(targets.first))
        return weighed_by_both(self.linear.weigh(targets), targets, every, self.read, self.unit, self.head)

    def probabilities(self, scores: Longs) -> npt.NDArray[np.float64]:
        """Of favorable, neutral, unfavorable: float64[m, 3]."""
        return self.linear.probabilities(scores)


def weighed_by_both(
    weighed: Weighed, targets: Targets, asked: Longs, read: Read, unit: float, head: str = "stance"
) -> Weighed:
    """What targets score by the linear part and the encoder, where it was asked about them.

    Parameters
    ----------
    weighed : Weighed
        What the linear part says.
    targets : Targets
    asked : int64[k]
        The targets that the encoder was asked about; of the others the linear part alone decides.
    read : Read
        Holds their sentences.
    unit : float
        What one unit of a score is worth in the logit.
    head : str
        Which head of the encoder is asked.

    Returns
    -------
    Weighed
    """
    own, share = read.heads[f"blend.{head}"].tolist()
    scene, first, last = targets.scene, targets.first[asked], targets.last[asked]
    heard = spans_of(read, head, scene.bounds, scene.sentence, first, last)
    heard -= heard.mean(axis=1, keepdims=True)
    scores = weighed.scores.copy()
    scores[asked] = np.rint(own * scores[asked] + share * heard.astype(np.float64) / unit).astype(np.int64)
    return Weighed(scores, weighed.standing, weighed.parts)


def spans_of(
    read: Read, head: str, bounds: Longs, sentence: Longs, first: Longs, last: Longs
) -> npt.NDArray[np.float32]:
    """What a head makes of spans, each read in its sentence: logits, float32[m, labels]."""
    low, high = bounds[sentence[first]], bounds[sentence[first] + 1] - 1
    return read.spans(head, first, np.minimum(last, high), low, high)
