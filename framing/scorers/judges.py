"""Who judges a batch: the linear models that ship, or these and the encoder. The one thing that ``model=`` changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from framing.errors import OptionError, valid_names
from framing.scorers.attribution import AttributionJudge
from framing.scorers.attribution import shipped_scorer as shipped_attribution
from framing.scorers.compact import CompactAttribution, CompactHedges, CompactStance
from framing.scorers.encoder import shipped_encoder
from framing.scorers.hedges import HedgeJudge, shipped_hedges
from framing.scorers.stance import StanceJudge
from framing.scorers.stance import shipped_scorer as shipped_stance
from framing.text.tokens import Tokens


@dataclass(frozen=True, eq=False)
class Judges:
    """Who is asked what in a batch.

    Parameters
    ----------
    attribution, hedges, stance : judge
    """

    attribution: AttributionJudge
    hedges: HedgeJudge
    stance: StanceJudge


def _fast(_tokens: Tokens) -> Judges:
    return Judges(shipped_attribution(), shipped_hedges(), shipped_stance())


def _compact(tokens: Tokens) -> Judges:
    read = shipped_encoder().read(tokens)
    return Judges(
        CompactAttribution(read, shipped_attribution()),
        CompactHedges(read, shipped_hedges()),
        CompactStance(read, shipped_stance()),
    )


MODELS: Final[Mapping[str, Callable[[Tokens], Judges]]] = {"fast": _fast, "compact": _compact}
"""What ``model=`` may be: ``fast``, linear models alone; ``compact``, these and a small encoder."""


def judges_for(model: str, tokens: Tokens) -> Judges:
    """The judges of a batch; the encoder, where it is asked, reads it here, once."""
    return MODELS[model](tokens)


def check_model(model: str) -> str:
    """The name as it is, when there is such a model.

    Raises
    ------
    OptionError
        When there is none, or when what it runs on is not installed.
    """
    if model not in MODELS:
        raise OptionError(f"there is no model {model!r}", do=valid_names(model, MODELS))
    if model == "compact":
        shipped_encoder()
    return model
