"""Whether a word that can be a hedge is one here: a linear model over what stands around each proposal of the lists.

The lists propose (`framing.annotators.hedging`); the model sees which entry it is, what the rules of the list would
have said, the words and tags around, the verb group that the cue stands in or governs, and that verb's subject. What a
hedge is, guidelines say: there is a scorer for each of `GUIDELINES`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from framing.errors import OptionError, valid_names
from framing.models import LinearModel, load_model
from framing.scorers.sight import Sight
from framing.text.features import mix
from framing.text.spelling import Hashes
from framing.text.tagger import Columns
from framing.text.tokens import Bools, Longs

BUCKETS: Final = 1 << 18
NOWHERE: Final = np.uint32(0x0DD)
"""What stands where no token is."""


@dataclass(frozen=True, eq=False)
class Proposals:
    """Places where an entry of the list fits.

    Parameters
    ----------
    first, last : int64[m]
        First and last token of the cue, both inside.
    entry, category : uint32[m]
        Hashes of the entry and of its category.
    stands : bool[m]
        The rules of the list (parts of speech, exceptions, the longest match) would let it stand.
    barred : uint32[m]
        Hash of the exception that it stands in; 0 for none.
    """

    first: Longs
    last: Longs
    entry: Hashes
    category: Hashes
    stands: Bools
    barred: Hashes

    def __len__(self) -> int:
        return len(self.first)


def _templates(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in text.replace("\n", "|").split("|") if part.strip())


TEMPLATES: Final = _templates(
    """
    entry | category | rule | entry rule | category rule | barred | cue | cue rule | cue tag | category tag
    tag | words | category words | lead | cue lead
    before1 | before2 | after1 | after2 | after3 | tbefore1 | tbefore2 | tafter1 | tafter2 | tafter3
    cue before1 | cue before2 | cue after1 | cue after2 | cue tbefore1 | cue tafter1 | cue tafter1 tafter2
    cue tbefore1 tbefore2 | cue tbefore1 tafter1 | category tbefore1 | category tafter1 | category tafter1 tafter2
    category before1 | category after1 | before1 after1 | tbefore1 tag tafter1 | fbefore1 | fafter1 | cue fafter1
    cue fbefore1 | category fafter1 | cafter1 | cue cafter1 | cue cbefore1
    group | cue group | category group | cue place | group tag | v_low | cue v_low | v_fine | cue v_fine | v_coarse
    cue v_coarse | v_group | cue v_group | v_tag | cue v_tag | category v_fine | category v_group
    s_low | cue s_low | s_tag | cue s_tag | s_fine | cue s_fine | s_coarse | cue s_coarse | category s_low
    category s_tag | category s_fine | cue s_tag v_tag | n_low | cue n_low | n_group | cue n_group | category n_group
    cue n_fine | cue that | category that | that | cue asks | cue opens | cue closes | opens | closes
    cue quote | quote | cue comma_ahead | cue comma_behind | category comma_ahead | cue ends | ends | category ends
    cue capitals | capitals | cue finite_ahead | category finite_ahead
    conditional | cue conditional | category conditional | cue listed | listed
    """
)
"""What is seen of a proposal. ``before`` and ``after`` are forms around the cue (``t`` tags, ``c`` and ``f`` clusters);
``v_`` is the verb of its group or the next one, ``s_`` that verb's subject, ``n_`` the next verb group behind."""


@dataclass(frozen=True)
class Guidelines:
    """Whose rules say what counts as a hedge.

    Parameters
    ----------
    name : str
        As callers say it.
    unmarked : tuple of str
        Categories that they do not know: nothing counts as one.
    otherwise : mapping of str to str
        Entries of our lists that are of another category under them: id to category.
    """

    name: str
    unmarked: tuple[str, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _conditional(*words: str) -> Mapping[str, str]:
    return MappingProxyType({f"hedge_candidates:{word}": "conditional" for word in words})


SZEGED_UNMARKED: Final = ("approximator", "downtoner")
FRAMING: Final = Guidelines("framing")
GUIDELINES: Final[Mapping[str, Guidelines]] = MappingProxyType(
    {
        "framing": FRAMING,
        "szeged-news": Guidelines("szeged-news", SZEGED_UNMARKED, _conditional("would", "will")),
        "szeged-wiki": Guidelines("szeged-wiki", SZEGED_UNMARKED, _conditional("would", "will", "should")),
    }
)
"""Ours for today's news, and Szeged's as its annotators went by them in newswire and in Wikipedia.

There *would* and *will* are mostly marked where a condition makes them hypothetical (41 of 42 marks in newswire, 128 of
140 in Wikipedia), and so is *should* in Wikipedia (12 of 13).
"""


class HedgeJudge(Protocol):
    """Who says how likely proposals are hedges, and by whose guidelines."""

    @property
    def guidelines(self) -> Guidelines:
        """Whose rules say what counts as a hedge."""

    def probability(self, sight: Sight, proposals: Proposals) -> npt.NDArray[np.float64]:
        """How likely each proposal is a hedge here: float64[m], 0 to 1."""


class HedgeScorer:
    """The model, and how its scores become probabilities.

    Parameters
    ----------
    model : LinearModel
        Of two classes: no hedge, a hedge.
    slope, shift : float
        The probability is the logistic function of ``slope * lead + shift``, `lead` being how far the second class
        is ahead of the first.
    guidelines : Guidelines
        Whose hedges the model has learned.
    """

    def __init__(self, model: LinearModel, slope: float, shift: float, guidelines: Guidelines = FRAMING) -> None:
        self.model, self.slope, self.shift, self.guidelines = model, slope, shift, guidelines

    def probability(self, sight: Sight, proposals: Proposals) -> npt.NDArray[np.float64]:
        """How likely each proposal is a hedge here: float64[m], 0 to 1."""
        if not len(proposals):
            return np.zeros(0)
        lead = leads(self.model, buckets(sight, proposals))
        probability = np.asarray(expit(self.slope * lead + self.shift), dtype=np.float64)
        probability[np.isin(proposals.category, hashes_of(self.guidelines.unmarked))] = 0.0
        return probability


def shipped_hedges(guidelines: str = "framing") -> HedgeScorer:
    """A scorer that ships with the library.

    Parameters
    ----------
    guidelines : str
        One of `GUIDELINES`.

    Returns
    -------
    HedgeScorer

    Raises
    ------
    OptionError
        If there are no such guidelines.

    Examples
    --------
    >>> shipped_hedges("szeged-news").guidelines.unmarked
    ('approximator', 'downtoner')
    """
    if guidelines not in tuple(GUIDELINES):
        raise OptionError(f"hedge_guidelines is {guidelines!r}", do=valid_names(guidelines, GUIDELINES))
    return _read(guidelines)


@cache
def _read(guidelines: str) -> HedgeScorer:
    model = load_model("hedges", goes_with="tagger")
    slope, shift = model.arrays[f"{guidelines}.logistic"].tolist()
    return HedgeScorer(LinearModel.of(model, guidelines), slope, shift, GUIDELINES[guidelines])


def leads(model: LinearModel, seen: Hashes) -> npt.NDArray[np.int64]:
    """How far the second class is ahead, in units of the weights: int64[m]."""
    scores = model.score(seen).astype(np.int64) + model.bias
    return scores[:, 1] - scores[:, 0]


def buckets(sight: Sight, proposals: Proposals) -> Hashes:
    """The hash bucket of each template for each proposal: uint32[m, templates]."""
    columns = look_at(sight, proposals)
    found = np.empty((len(proposals), len(TEMPLATES)), np.uint32)
    for k, template in enumerate(TEMPLATES):
        found[:, k] = mix([columns[name] for name in template], k, BUCKETS)
    return found


def look_at(sight: Sight, proposals: Proposals) -> Columns:
    """The columns of the proposals."""
    first, last = proposals.first, proposals.last
    window = sight.window
    verb = _verbs(sight, first)
    subject = np.where(verb >= 0, sight.subject[verb], -1)
    following = sight.next_group(last)
    columns: Columns = {
        "entry": proposals.entry,
        "category": proposals.category,
        "rule": proposals.stands.astype(np.uint32),
        "barred": proposals.barred,
        "cue": sight.low[first] * np.uint32(31) + sight.low[last],
        "tag": window.column((0, "tag"), first),
        "words": np.minimum(last - first, 4).astype(np.uint32),
        "lead": window.column((0, "begin3"), first),
        "ends": _ends(sight, last),
        "conditional": _conditions(sight, first),
    }
    for prefix, name in (("", "low"), ("t", "tag"), ("f", "fine"), ("c", "coarse")):
        columns |= {f"{prefix}before{k}": window.column((-k, name), first) for k in (1, 2)}
        columns |= {f"{prefix}after{k}": window.column((k, name), last) for k in (1, 2, 3)}
    for name in ("group", "place", "opens", "quote", "comma_behind", "capitals", "listed"):
        columns[name] = window.column((0, name), first)
    for name in ("that", "asks", "closes", "comma_ahead", "finite_ahead"):
        columns[name] = window.column((0, name), last)
    for prefix, token in (("v_", verb), ("s_", subject), ("n_", following)):
        columns |= {f"{prefix}{name}": _at(sight, name, token) for name in ("low", "tag", "fine", "coarse", "group")}
    return columns


def _at(sight: Sight, name: str, token: Longs) -> Hashes:
    """A column at tokens that may be nowhere (-1)."""
    found = sight.window.column((0, name), np.maximum(token, 0))
    return np.where(token >= 0, found, NOWHERE).astype(np.uint32)


def _verbs(sight: Sight, first: Longs) -> Longs:
    """The main verb of the group that a cue begins in, else the next one in the sentence; -1 for none."""
    of = sight.groups.of_token[first]
    own = np.append(sight.groups.last, 0)[of]
    return np.where(of >= 0, own, sight.next_group(first))


def _ends(sight: Sight, last: Longs) -> Hashes:
    """How the sentence ends: a question reads otherwise."""
    closing = sight.tokens.sentence_bounds[sight.sentence[last] + 1] - 1
    return sight.low[closing]


def _conditions(sight: Sight, first: Longs) -> Hashes:
    """Whether a condition stands in the sentence, before the cue or behind it."""
    condition = sight.tokens.among(("if", "unless", "should", "were"))
    running = np.concatenate([[0], np.cumsum(condition)])
    bounds = sight.tokens.sentence_bounds
    opening, closing = bounds[sight.sentence[first]], bounds[sight.sentence[first] + 1]
    before, behind = running[first] > running[opening], running[closing] > running[first + 1]
    return np.asarray(before + 2 * behind).astype(np.uint32)


def hashes_of(names: Sequence[str]) -> Hashes:
    """Names as numbers; an empty name is 0."""
    from zlib import crc32

    return np.array([crc32(name.encode()) for name in names], np.uint32)
