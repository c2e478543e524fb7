"""A judge that asks the encoder only about targets of which the linear models are unsure, a sentence at a time.

Toward most targets the stance is plain: the linear model and its network are sure of it, and right. Where they are not,
the encoder reads the sentence, and both are added up as `framing.scorers.compact` does. Cues of attribution are not
asked about in this way: the encoder needs the sentences around to be better at them (docs/explanation/compact.md).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from framing.scorers.compact import weighed_by_both
from framing.scorers.encoder import Glances
from framing.scorers.stance import StanceScorer, Targets, Weighed
from framing.text.tokens import Longs

SURE: Final = 0.7
"""Probability of the likeliest label from which the encoder is not asked."""


class CascadeStance:
    """Stance toward targets: by linear model and network, and by the encoder too where these are unsure.

    Parameters
    ----------
    glances : Glances
        The batch.
    linear : StanceScorer
        Its network counts with it.
    sure : float
        Probability of the likeliest label from which the encoder is not asked.
    """

    def __init__(self, glances: Glances, linear: StanceScorer, sure: float = SURE) -> None:
        self.glances, self.linear, self.sure, self.unit = glances, linear, sure, linear.unit

    def weigh(self, targets: Targets) -> Weighed:
        """What each target scores, and what each word adds to the linear part."""
        weighed = self.linear.weigh(targets)
        asked = np.flatnonzero(self.linear.probabilities(weighed.scores).max(axis=1, initial=0) < self.sure)
        read = self.glances.read(targets.scene.sentence[targets.first[asked]])
        return weighed_by_both(weighed, targets, asked, read, self.unit)

    def probabilities(self, scores: Longs) -> npt.NDArray[np.float64]:
        """Of favorable, neutral, unfavorable: float64[m, 3]."""
        return self.linear.probabilities(scores)
