"""How favourably a mention of an actor is written about, and from mentions to actors.

Every evaluative word in the target's sentence adds its polarity, weakened by distance, by clause boundaries and by
other names in between; negation and other shifters turn it; verbs that put their agent or patient in a light
("praised", "lied") add what they say of the target's role. Praise, blame and how the target stands in the sentence
become probabilities by a logistic curve whose constants were fitted on NewsMTSC's training part (Hamborg and Donnay,
EACL 2021).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.annotators.matching import Matches, select
from framing.annotators.spans import Columns
from framing.lexicons import load_lexicon
from framing.schema import ACTORS, STANCES
from framing.text.reading import Reading, Span

HALF_LIFE: Final = 15.0
"""Tokens after which a word counts half."""
ACROSS: Final = 0.8
"""What is left of a word's polarity behind a clause boundary (two at most are counted)."""
RIVAL: Final = 0.7
"""What is left for each other name between word and target (three at most are counted)."""
BEFORE: Final = 0.7
"""Weight of a word that stands left of the target, against 1 for one that follows it."""
PREDICATE: Final = 1.5
"""Weight of what the target is said to be: 'the mayor is corrupt'."""
BYSTANDER: Final = 0.5
"""Weight of a verb's light on a target that does not play the role, against 1."""
NEGATED: Final = 0.6
REVERSED: Final = 0.5
"""What the strength of negations and reversers is multiplied by: they weaken more than they turn."""
ROOT: Final = 0.7
"""Power of the sums: the third harsh word says less than the first."""
SPEAKING: Final = frozenset(
    "said says say told tells added adds wrote writes tweeted tweets stated noted argued argues explained asked "
    "insisted replied responded declared announced continued concluded recalled claimed claims suggested warned "
    "testified acknowledged".split()
)
"""Verbs right behind a target that only speaks: nothing is said of it."""
FEATURES: Final = ("praise", "blame", "most praise", "most blame", "speaks", "says where", "other names")
FAVORABLE: Final = (-0.84, 4.09, -1.1, -0.82, 0.01, -1.01, -1.53, -0.65)
UNFAVORABLE: Final = (-0.71, 1.31, 2.55, -1.01, 1.59, -2.47, -1.47, -0.22)
"""Intercept and weights of `FEATURES` against neutral; `python -m framing.learn calibrate` fits them."""
PRIOR: Final = (0.27, 0.35, 0.38)
"""Shares of favorable, neutral and unfavorable in NewsMTSC's training part: what news says of anyone."""
CORRECTED: Final = 0.5
"""Power of the prior that a label's probability is divided by: halfway to judging all labels alike."""
PRIOR_MENTIONS: Final = 2.0
"""Mentions that the prior is worth, so that one harsh word is not certainty."""
Z95: Final = 1.959964
LOCATIVE: Final = frozenset("in at near along across throughout inside outside within around".split())
BOUNDARIES: Final = frozenset(
    ", ; : — – -- but while although though because who which that when after before as if “ ” ( )".split()
)
BE: Final = frozenset("is are was were be been 's 're remains became becomes looks seems appears".split())


@dataclass(frozen=True, slots=True)
class _Charge:
    """An evaluative word in place: token, signed strength after shifters, lexicon line."""

    first: int
    last: int
    strength: float
    entry: str


def score_mentions(reading: Reading, targets: Sequence[Span], charges: Sequence[str]) -> Columns:
    """Stance toward each target in its sentence.

    Parameters
    ----------
    reading : Reading
    targets : sequence of (int, int)
        First and last token of each target.
    charges : sequence of str
        For each target the cue lemma under which a source brings it up ("accuse"); empty for none.

    Returns
    -------
    dict
        ``stance, p_favorable, p_neutral, p_unfavorable, entry``, parallel to `targets`.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["The corrupt mayor lied."]))
    >>> score_mentions(reading, [(2, 2)], [""])["stance"]
    ['unfavorable']
    """
    features, reasons = weigh(reading, targets, charges)
    p = probabilities(features)
    return {
        "stance": [STANCES[k] for k in (p / np.asarray(PRIOR) ** CORRECTED).argmax(axis=1)],
        "p_favorable": p[:, 0],
        "p_neutral": p[:, 1],
        "p_unfavorable": p[:, 2],
        "entry": reasons,
    }


def weigh(
    reading: Reading, targets: Sequence[Span], charges: Sequence[str]
) -> tuple[npt.NDArray[np.float64], list[str]]:
    """What is said of each target, as numbers, and the words that weigh most.

    Returns
    -------
    features : float64[m, 7]
        In the order of `FEATURES`.
    reasons : list of str
        Lexicon lines, heaviest first.
    """
    deeds = _by_sentence(reading, _deeds(reading))
    acted = {k for charged in deeds.values() for c, _ in charged for k in range(c.first, c.last + 1)}
    words = _by_sentence(reading, (c for c in _charges(reading) if c[0].first not in acted))
    scored = [_parts(reading, t, words, deeds, charge) for t, charge in zip(targets, charges, strict=True)]
    features = [_features(reading, t, parts) for t, parts in zip(targets, scored, strict=True)]
    return np.array(features, dtype=np.float64).reshape(-1, len(FEATURES)), [_reason(parts) for parts in scored]


def _features(reading: Reading, target: Span, parts: list[tuple[float, str]]) -> tuple[float, ...]:
    praise, blame = [w for w, _ in parts if w > 0], [-w for w, _ in parts if w < 0]
    opening, closing = reading.sentence_first[target[0]], reading.sentence_last[target[0]]
    return (
        sum(praise) ** ROOT,
        sum(blame) ** ROOT,
        max(praise, default=0.0),
        max(blame, default=0.0),
        float(target[1] < closing and reading.low[target[1] + 1] in SPEAKING),
        float(target[0] > opening and reading.low[target[0] - 1] in LOCATIVE),
        sum(_rivals(reading, target, opening, closing)) / 10,
    )


def _rivals(reading: Reading, target: Span, first: int, last: int) -> list[bool]:
    """Which tokens of a stretch are names other than the target."""
    return [reading.tag[k].startswith("NNP") and not target[0] <= k <= target[1] for k in range(first, last + 1)]


def _reason(parts: list[tuple[float, str]]) -> str:
    heaviest = sorted(parts, key=lambda part: -abs(part[0]))[:SHOWN]
    return "; ".join(entry for weight, entry in heaviest if abs(weight) > FAINT) or "rule:nothing evaluative"


SHOWN: Final = 3
"""Words that an `entry` names, at most."""
FAINT: Final = 0.05
"""Weight under which a word decided nothing."""


def probabilities(features: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """From what is said of targets to probabilities of favorable, neutral, unfavorable.

    Parameters
    ----------
    features : float64[m, 7]
        From `weigh`.

    Returns
    -------
    float64[m, 3]

    Examples
    --------
    >>> probabilities(np.array([[0, 1.0, 0, 1.0, 0, 0, 0]])).argmax(axis=1).tolist()
    [2]
    """
    favorable, unfavorable = np.exp(_logit(features, FAVORABLE)), np.exp(_logit(features, UNFAVORABLE))
    total = favorable + 1.0 + unfavorable
    return np.column_stack([favorable / total, 1.0 / total, unfavorable / total])


def _logit(features: npt.NDArray[np.float64], weights: Sequence[float]) -> npt.NDArray[np.float64]:
    """Column by column: a matrix product rounds differently in batches of other sizes."""
    logit = np.full(len(features), weights[0])
    for k, weight in enumerate(weights[1:]):
        logit = logit + weight * features[:, k]
    return np.asarray(np.clip(logit, -LARGEST, LARGEST))


LARGEST: Final = 30.0
"""Logits are cut off here: beyond it a probability is 0 or 1 in print, and exp stays finite."""


def _by_sentence(reading: Reading, charges: Iterable[tuple[_Charge, str]]) -> dict[int, list[tuple[_Charge, str]]]:
    table: dict[int, list[tuple[_Charge, str]]] = defaultdict(list)
    for charge, category in charges:
        table[reading.sentence_first[charge.first]].append((charge, category))
    return table


def _charges(reading: Reading) -> list[tuple[_Charge, str]]:
    """Evaluative words with their shifters applied."""
    lexicon = load_lexicon("evaluative")
    matches = select(reading.tokens, lexicon)
    factor = _shifts(reading, matches)
    found = []
    for first, last, k, by in zip(
        matches.first.tolist(), matches.last.tolist(), matches.entry.tolist(), factor, strict=True
    ):
        entry = lexicon.entries[k]
        found.append((_Charge(first, last, entry.strength * by, entry.id), entry.category))
    return found


def _shifts(reading: Reading, matches: Matches) -> list[float]:
    """What the shifters around each match multiply it by."""
    shifters = load_lexicon("shifters")
    found = select(reading.tokens, shifters)
    around: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for first, last, k in zip(found.first.tolist(), found.last.tolist(), found.entry.tolist(), strict=True):
        around[reading.sentence_first[first]].append((first, last, k))
    factors = []
    for first, last in zip(matches.first.tolist(), matches.last.tolist(), strict=True):
        factor = 1.0
        for s_first, s_last, k in around.get(reading.sentence_first[first], ()):
            entry = shifters.entries[k]
            if _reaches(entry.note, first - s_last, s_first - last) and not _bounded(reading, s_last, first):
                factor *= _factor(entry.category, entry.strength)
        factors.append(factor)
    return factors


@cache
def _reach(note: str) -> tuple[int, int]:
    """Tokens to the right and to the left."""
    right = left = 0
    for part in note.split(";"):
        name, _, value = part.strip().partition("=")
        side, _, size = value.partition(":")
        if name == "reach" and size.isdigit():
            right, left = (int(size), left) if side == "right" else (right, int(size))
    return right or (0 if left else 4), left


def _reaches(note: str, right: int, left: int) -> bool:
    to_right, to_left = _reach(note)
    return 0 < right <= to_right or 0 < left <= to_left


def _bounded(reading: Reading, a: int, b: int) -> bool:
    low, high = min(a, b), max(a, b)
    return any(reading.low[k] in {",", ";", ":", "but", ".", "—"} for k in range(low + 1, high))


def _factor(category: str, strength: float) -> float:
    if category == "negation":
        return NEGATED * strength
    if category == "reverser":
        return REVERSED * strength
    return 1 + strength if category == "intensifier" else strength**0.5


def _deeds(reading: Reading) -> list[tuple[_Charge, str]]:
    lexicon = load_lexicon("deeds")
    found = []
    tree = _deed_lines()
    matches = select(reading.tokens, lexicon)
    factor = _shifts(reading, matches)
    for first, last, k, by in zip(
        matches.first.tolist(), matches.last.tolist(), matches.entry.tolist(), factor, strict=True
    ):
        if reading.verb_group[first] < 0:
            continue
        for category, strength, entry in tree[lexicon.entries[k].pattern]:
            found.append((_Charge(first, last, strength * by, entry), category))
    return found


@cache
def _deed_lines() -> dict[str, list[tuple[str, float, str]]]:
    """All lines of a verb: one for its agent, one for its patient."""
    table: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for entry in load_lexicon("deeds").entries:
        table[entry.pattern].append((entry.category, entry.strength, f"{entry.id} ({entry.category})"))
    return table


def _parts(
    reading: Reading,
    target: Span,
    words: dict[int, list[tuple[_Charge, str]]],
    deeds: dict[int, list[tuple[_Charge, str]]],
    charge: str,
) -> list[tuple[float, str]]:
    """What reaches a target: weight and lexicon line of each word, each deed, and the cue that brings it up."""
    opening = reading.sentence_first[target[0]]
    parts: list[tuple[float, str]] = []
    for c, _ in words.get(opening, ()):
        if c.last < target[0] or c.first > target[1]:
            parts.append((c.strength * _nearness(reading, c, target), c.entry))
    for c, category in deeds.get(opening, ()):
        role = 1.0 if _plays(reading, c, target, category.split("_")[0]) else BYSTANDER
        parts.append((role * c.strength * _nearness(reading, c, target), c.entry))
    if charge:
        brought = _deed_lines().get(f"~{charge}", ())
        parts += [(s, e) for category, s, e in brought if category.startswith("patient")]
    return parts


def _nearness(reading: Reading, c: _Charge, target: Span) -> float:
    """How much of a word reaches the target: by distance, boundaries, names between, side, and 'is'."""
    left = c.last < target[0]
    low, high = (c.last, target[0]) if left else (target[1], c.first)
    weight = 0.5 ** (max(high - low, 0) / HALF_LIFE) * (BEFORE if left else 1.0)
    crossed = sum(reading.low[k] in BOUNDARIES for k in range(low + 1, high))
    rivals = sum(_rivals(reading, target, low + 1, high - 1))
    predicate = not left and any(reading.low[k] in BE for k in range(max(low + 1, high - 3), high))
    return float(weight * ACROSS ** min(crossed, 2) * RIVAL ** min(rivals, 3) * (PREDICATE if predicate else 1.0))


def _plays(reading: Reading, c: _Charge, target: Span, role: str) -> bool:
    """Whether the target stands where the verb's agent or patient does; passives turn it around."""
    group = reading.verb_group[c.first]
    passive = bool(reading.groups.passive[group])
    before = target[1] < c.first
    return before == ((role == "agent") != passive)


# From mentions to actors --------------------------------------------------------------------------


def pool_stance(
    columns: Columns, holders: Sequence[str], kinds: Sequence[str], body: npt.NDArray[np.bool_]
) -> tuple[Columns, Columns]:
    """Mentions gathered by article and actor, and by article, holder and actor; the body alone counts.

    Parameters
    ----------
    columns : dict
        Mentions: ``article_id, actor, voice, p_favorable, p_unfavorable`` and others.
    holders, kinds : sequence of str
        Parallel: who speaks, and the actor's kind.
    body : bool[m]
        Mentions in the body.

    Returns
    -------
    actors, stance : dict
        Columns of those tables.
    """
    p = np.stack([np.asarray(columns[f"p_{s}"], dtype=np.float64) for s in STANCES], axis=1)
    rows = [k for k in range(len(holders)) if body[k]]
    by_actor: dict[tuple[int, str], list[int]] = defaultdict(list)
    by_holder: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for k in rows:
        article, actor = int(columns["article_id"][k]), columns["actor"][k]
        by_actor[article, actor].append(k)
        by_holder[article, holders[k], actor].append(k)
    stance = [(*key, len(ks), *pooled(p[ks])) for key, ks in by_holder.items()]
    names = ("article_id", "holder", "actor", "n_mentions", "score", "low", "high")
    actors = [_actor_row(key, ks, p, columns["voice"], kinds) for key, ks in by_actor.items()]
    by_actor_columns: Columns = {name: [row[name] for row in actors] for name in ACTORS.names}
    return by_actor_columns, {name: [row[n] for row in stance] for n, name in enumerate(names)}


def _actor_row(
    key: tuple[int, str],
    ks: list[int],
    p: npt.NDArray[np.float64],
    voices: Sequence[str],
    kinds: Sequence[str],
) -> dict[str, Any]:
    row: dict[str, Any] = {"article_id": key[0], "actor": key[1], "kind": kinds[ks[0]], "n_mentions": len(ks)}
    row |= dict(zip(("stance", "stance_low", "stance_high"), pooled(p[ks]), strict=True))
    for voice in ("writer", "source"):
        own = [k for k in ks if voices[k] == voice]
        row[f"n_mentions_{voice}"] = len(own)
        names = (f"stance_{voice}", f"stance_{voice}_low", f"stance_{voice}_high")
        row |= dict(zip(names, pooled(p[own]), strict=True))
    return row


def pooled(p: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Stance of several mentions with its 95 % interval.

    The mentions' probabilities are added to a Dirichlet prior of `PRIOR_MENTIONS` mentions as news says of anyone; the
    figure is the posterior mean of P(favorable) - P(unfavorable), the interval its normal approximation.

    Parameters
    ----------
    p : float64[m, 3]
        Probabilities of favorable, neutral, unfavorable.

    Returns
    -------
    score, low, high : float
        In -1..1; NaN without mentions.

    Examples
    --------
    >>> score, low, high = pooled(np.array([[0.1, 0.2, 0.7]]))
    >>> -1 <= low < score < high < 1
    True
    """
    if not len(p):
        return float("nan"), float("nan"), float("nan")
    alpha = p.sum(axis=0) + PRIOR_MENTIONS * np.asarray(PRIOR)
    total = float(alpha.sum())
    good, _, bad = (alpha / total).tolist()
    spread = float(np.sqrt(max(good + bad - (good - bad) ** 2, 0.0) / (total + 1)))
    score = good - bad
    return score, max(-1.0, score - Z95 * spread), min(1.0, score + Z95 * spread)
