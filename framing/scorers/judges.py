"""Who judges a batch: the linear models that ship, or these and the encoder, everywhere or where they are unsure.

The one thing that ``model=`` changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from framing.errors import OptionError, valid_names
from framing.scorers.attribution import AttributionJudge
from framing.scorers.attribution import shipped_scorer as shipped_attribution
from framing.scorers.cascade import CascadeStance
from framing.scorers.compact import CompactAttribution, CompactHedges, CompactKinds, CompactStance
from framing.scorers.encoder import Glances, shipped_encoder
from framing.scorers.hedges import HedgeJudge, shipped_hedges
from framing.scorers.source_types import KindJudge, shipped_source_types
from framing.scorers.stance import StanceJudge, shipped_feelings
from framing.scorers.stance import shipped_scorer as shipped_stance
from framing.text.tokens import Tokens


@dataclass(frozen=True, eq=False)
class Judges:
    """Who is asked what in a batch.

    Parameters
    ----------
    attribution, hedges, kinds, stance, feelings : judge
    """

    attribution: AttributionJudge
    hedges: HedgeJudge
    kinds: KindJudge
    stance: StanceJudge
    feelings: StanceJudge


def _fast(_tokens: Tokens, guidelines: str) -> Judges:
    return Judges(
        shipped_attribution(), shipped_hedges(guidelines), shipped_source_types(), shipped_stance(), shipped_feelings()
    )


def _compact(tokens: Tokens, guidelines: str) -> Judges:
    read = shipped_encoder().read(tokens)
    return Judges(
        CompactAttribution(read, shipped_attribution()),
        CompactHedges(read, shipped_hedges(guidelines)),
        CompactKinds(read, tokens, shipped_source_types()),
        CompactStance(read, shipped_stance()),
        CompactStance(read, shipped_feelings(), "feelings"),
    )


def _cascade(tokens: Tokens, guidelines: str) -> Judges:
    stance = CascadeStance(Glances(shipped_encoder(), tokens), shipped_stance())
    return replace(_fast(tokens, guidelines), stance=stance)


OURS: Final = "framing"
"""The guidelines of hedges by default."""
MODELS: Final[Mapping[str, Callable[[Tokens, str], Judges]]] = {
    "fast": _fast,
    "cascade": _cascade,
    "compact": _compact,
}
"""What ``model=`` may be: ``fast``, linear models alone; ``compact``, these and a small encoder; ``cascade``, linear
models, and the encoder for stance of which they are unsure."""
ENCODED: Final = frozenset({"cascade", "compact"})
"""Those that ask the encoder."""


def judges_for(model: str, tokens: Tokens, guidelines: str = OURS) -> Judges:
    """The judges of a batch; the encoder, where it is asked, reads it here, once."""
    return MODELS[model](tokens, guidelines)


def check_model(model: str, guidelines: str = OURS) -> None:
    """Refuse a model or guidelines that do not exist, before anything is read.

    Raises
    ------
    OptionError
        When there is no such model or guidelines, or when what the model runs on is not installed.
    """
    if model not in MODELS:
        raise OptionError(f"there is no model {model!r}", do=valid_names(model, MODELS))
    if model in ENCODED:
        shipped_encoder()
    shipped_hedges(guidelines)
