"""How favourably a mention of an actor is written about, and from mentions to actors.

Word lists say which words praise or blame, which verbs put their agent or patient in a light ("praised", "lied"), and
what negates or turns them (`read_marks`). A linear model, learned from sentences whose target people judged
(NewsMTSC, Hamborg and Donnay, EACL 2021), weighs them together with all other words, each by where it stands toward
the target (`framing.scorers.stance`). The words that weighed most are the mention's `entry`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.annotators.matching import Matches, select
from framing.annotators.spans import Columns
from framing.lexicons import load_lexicon
from framing.schema import ACTORS, STANCES
from framing.scorers.stance import (
    ACTS,
    BEHIND_BY,
    NEGATED,
    REVERSED,
    Marks,
    Scene,
    StanceJudge,
    Targets,
    Weighed,
    shipped_scorer,
)
from framing.text.reading import Reading, Span
from framing.text.tagset import TAG_ID
from framing.text.tokens import Longs, Tokens

SHOWN: Final = 3
"""Words that an `entry` names, at most."""
FAINT: Final = 0.1
"""Lead in the logit under which a word decided nothing."""
PRIOR: Final = (0.27, 0.35, 0.38)
"""Shares of favorable, neutral and unfavorable in NewsMTSC's training part: what news says of anyone."""
CORRECTED: Final = 0.5
"""Power of the prior that a label's probability is divided by: halfway to judging all labels alike. Macro F1 on
held-out articles moves by less than its error; *critics praised the mayor* is favorable with it, neutral without."""
PRIOR_MENTIONS: Final = 5.0
"""Mentions that the prior is worth, so that one harsh word is not certainty. Of 0.5, 2 and 5 the one under which the
scores go best with what authors feel (PerSenT dev .404, .407, .410; BASIL .204, .217, .227)."""
FELT: Final = 0.3
"""How much what the author seems to feel at a mention counts in the actor's figures, beside its stance; what
other shares gave stands in docs/explanation/stance.md."""
Z95: Final = 1.959964
SHIFTS: Final = {"negation": NEGATED, "reverser": REVERSED}
"""Categories of shifters that the model sees; what intensifies or weakens a word gave it nothing."""
STOPS: Final = frozenset({",", ";", ":", "but", ".", "—"})
"""What a shifter does not reach beyond."""
REACH: Final = 4
"""Words to the right that a shifter reaches when its line does not say."""


def score_mentions(
    reading: Reading,
    targets: Sequence[Span],
    scorer: StanceJudge | None = None,
    feelings: StanceJudge | None = None,
) -> Columns:
    """Stance toward each target in its sentence.

    Parameters
    ----------
    reading : Reading
    targets : sequence of (int, int)
        First and last token of each target.
    scorer : StanceJudge, optional
        The one that ships with the library by default.
    feelings : StanceJudge, optional
        Who says how the author seems to feel toward the target.

    Returns
    -------
    dict
        ``stance, p_favorable, p_neutral, p_unfavorable, entry``, with `feelings` also ``feeling``; parallel to
        `targets`.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["The corrupt mayor lied."]))
    >>> found = score_mentions(reading, [(2, 2)])
    >>> found["stance"], found["entry"]
    (['unfavorable'], ['deeds:~lie|lied (agent_bad); evaluative:corrupt'])
    """
    scorer = scorer or shipped_scorer()
    seen, listed = see(reading, targets)
    weighed = scorer.weigh(seen)
    p = scorer.probabilities(weighed.scores)
    decided = (p / np.asarray(PRIOR) ** CORRECTED).argmax(axis=1)
    columns: Columns = {
        "stance": [STANCES[k] for k in decided.tolist()],
        "p_favorable": p[:, 0],
        "p_neutral": p[:, 1],
        "p_unfavorable": p[:, 2],
        "entry": _entries(seen, weighed, listed, decided, FAINT / scorer.unit),
    }
    if feelings is not None:
        felt = feelings.probabilities(feelings.weigh(seen).scores)
        columns["feeling"] = felt[:, 0] - felt[:, 2]
    return columns


def see(reading: Reading, targets: Sequence[Span]) -> tuple[Targets, Listed]:
    """The targets with the words around them, and the lines of our lists that stand in the batch.

    Parameters
    ----------
    reading : Reading
    targets : sequence of (int, int)
        First and last token of each target.

    Returns
    -------
    Targets, Listed
    """
    spans = np.array(targets, np.int64).reshape(-1, 2)
    marks, listed = read_marks(reading)
    return Targets(Scene(reading.tokens, reading.clauses, marks), spans[:, 0], spans[:, 1]), listed


# What the lists say -------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Listed:
    """The lines of the lists that cover each token, for the `entry` of a mention.

    Parameters
    ----------
    evaluative, deed : int64[n]
        Which entry; -1 for none.
    """

    evaluative: Longs
    deed: Longs


def read_marks(reading: Reading) -> tuple[Marks, Listed]:
    """What the lists of evaluative words, deeds and shifters say of the tokens of a batch.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    Marks, Listed

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> marks, _ = read_marks(Reading(read_tokens(["The mayor is not corrupt."])))
    >>> int(marks.light[4]) < 0, int(marks.shift[4]) & 1
    (True, 1)
    """
    tokens, n = reading.tokens, len(reading.tokens)
    evaluative, deeds = load_lexicon("evaluative"), load_lexicon("deeds")
    words, acts = select(tokens, evaluative), select(tokens, deeds)
    acts = acts.kept(reading.groups.of_token[acts.first] >= 0)
    light, agent, patient = (np.zeros(n, np.int8) for _ in range(3))
    light[words.last] = _tenths("evaluative")[words.entry]
    agent[acts.first], patient[acts.first] = (_deed_lights(role)[acts.entry] for role in ("agent", "patient"))
    listed = Listed(_covering(n, words), _covering(n, acts))
    return Marks(light, agent, patient, _shifts(tokens)), listed


@cache
def _tenths(name: str) -> npt.NDArray[np.int8]:
    """The strength of each line of a list; exceptions have none."""
    strength = np.array([entry.strength for entry in load_lexicon(name).entries])
    return np.asarray(np.rint(np.nan_to_num(strength) * 10), np.int8)


@cache
def _deed_lights(role: str) -> npt.NDArray[np.int8]:
    """For each line of the deeds the light that its pattern puts a role in; a verb can have a line for each role."""
    entries = load_lexicon("deeds").entries
    lights = {
        entry.pattern: tenths
        for entry, tenths in zip(entries, _tenths("deeds").tolist(), strict=True)
        if entry.category.startswith(role)
    }
    return np.array([lights.get(entry.pattern, 0) for entry in entries], np.int8)


def _covering(n: int, matches: Matches) -> Longs:
    """Which entry covers each token; -1 for none."""
    entry, length = np.full(n, -1), matches.last - matches.first + 1
    begins = np.cumsum(length) - length
    entry[np.arange(length.sum()) + np.repeat(matches.first - begins, length)] = np.repeat(matches.entry, length)
    return entry


def _shifts(tokens: Tokens) -> npt.NDArray[np.uint8]:
    """Which shifters reach each token, as bits."""
    reach, bit = _shifters()
    matches, shift = select(tokens, load_lexicon("shifters")), np.zeros(len(tokens), np.uint8)
    stops = np.concatenate([[0], np.cumsum(tokens.among(STOPS))])
    for away in range(1, int(reach.max()) + 1):
        for side, edge, sign in ((0, matches.last, 1), (1, matches.first, -1)):
            there = edge + sign * away
            reached = (reach[matches.entry, side] >= away) & (there >= 0) & (there < len(tokens))
            at, end, entry = there[reached], edge[reached], matches.entry[reached]
            stopped = stops[np.maximum(at + 1, end)] > stops[np.minimum(at, end + 1)]
            near = (tokens.sentence_key[at] == tokens.sentence_key[end]) & ~stopped
            np.bitwise_or.at(shift, at[near], bit[entry[near]])
    return shift


@cache
def _shifters() -> tuple[Longs, npt.NDArray[np.uint8]]:
    """How many tokens to the right and to the left each line reaches, and its bit."""
    entries = load_lexicon("shifters").entries
    bits = [SHIFTS.get(entry.category, 0) for entry in entries]
    return np.array([_reach(entry.note) for entry in entries], np.int64), np.array(bits, np.uint8)


def _reach(note: str) -> tuple[int, int]:
    """Tokens to the right and to the left: ``reach=right:6; reach=left:3``."""
    right = left = 0
    for part in note.split(";"):
        name, _, value = part.strip().partition("=")
        side, _, size = value.partition(":")
        if name == "reach" and size.isdigit():
            right, left = (int(size), left) if side == "right" else (right, int(size))
    return right or (0 if left else REACH), left


# The words that decided ---------------------------------------------------------------------------


def _entries(seen: Targets, weighed: Weighed, listed: Listed, decided: Longs, faint: float) -> list[str]:
    """For each target the words that spoke most for its stance, heaviest first; punctuation is no word."""
    is_word = ~np.isin(seen.scene.tokens.tag[seen.token], MARKS)
    gain = np.where(is_word, _lead(weighed.parts, decided[seen.of]), 0)
    order = np.lexsort((np.arange(len(gain)), -gain, seen.of))
    of = seen.of[order]
    rank = np.arange(len(of)) - np.searchsorted(of, of)
    kept = order[(rank < SHOWN) & (gain[order] >= faint)]
    named: dict[int, list[str]] = defaultdict(list)
    role = seen.columns["role"]
    for target, token, r in zip(seen.of[kept].tolist(), seen.token[kept].tolist(), role[kept].tolist(), strict=True):
        named[target].append(_line(seen.scene.tokens, listed, token, acts=r in {ACTS, BEHIND_BY}))
    return ["; ".join(dict.fromkeys(named[k])) or "model:stance:place" for k in range(len(decided))]


def _lead(parts: npt.NDArray[np.int16], label: Longs) -> npt.NDArray[np.float64]:
    """How far each part speaks for a label rather than for the mean of the two others."""
    wide = parts.astype(np.float64)
    own = np.take_along_axis(wide, label[:, None], axis=1)[:, 0]
    return np.asarray(own - (wide[:, 0] + wide[:, 1] + wide[:, 2] - own) / 2)


def _line(tokens: Tokens, listed: Listed, token: int, *, acts: bool) -> str:
    """The line of a list that covers a word, or the word as the model knows it."""
    deed, word = int(listed.deed[token]), int(listed.evaluative[token])
    if deed >= 0:
        return _deed_line(load_lexicon("deeds").entries[deed].pattern, "agent" if acts else "patient")
    if word >= 0:
        return load_lexicon("evaluative").entries[word].id
    if tokens.tag[token] in NAMES:
        return "model:stance:name"
    return f"model:stance:word={tokens.low(token)}"


NAMES: Final = frozenset({TAG_ID["NNP"], TAG_ID["NNPS"]})
MARKS: Final = [TAG_ID[tag] for tag in (".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP")]


@cache
def _deed_line(pattern: str, role: str) -> str:
    """The line of a verb that speaks of the role; another one where there is none."""
    lines = [entry for entry in load_lexicon("deeds").entries if entry.pattern == pattern]
    chosen = next((entry for entry in lines if entry.category.startswith(role)), lines[0])
    return f"{chosen.id} ({chosen.category})"


# From mentions to actors --------------------------------------------------------------------------


def pool_stance(
    columns: Columns, holders: Sequence[str], kinds: Sequence[str], body: npt.NDArray[np.bool_]
) -> tuple[Columns, Columns]:
    """Mentions gathered by article and actor, and by article, holder and actor; the body alone counts.

    Parameters
    ----------
    columns : dict
        Mentions: ``article_id, actor, voice, p_favorable, p_unfavorable, feeling`` and others.
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
    felt = np.asarray(columns["feeling"], dtype=np.float64)
    both = FELT * np.stack([felt.clip(0), 1 - np.abs(felt), (-felt).clip(0)], axis=1) + (1 - FELT) * p
    rows = [k for k in range(len(holders)) if body[k]]
    by_actor: dict[tuple[int, str], list[int]] = defaultdict(list)
    by_holder: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for k in rows:
        article, actor = int(columns["article_id"][k]), columns["actor"][k]
        by_actor[article, actor].append(k)
        by_holder[article, holders[k], actor].append(k)
    stance = [(*key, len(ks), *pooled(p[ks])) for key, ks in by_holder.items()]
    names = ("article_id", "holder", "actor", "n_mentions", "score", "low", "high")
    actors = [_actor_row(key, ks, p, both, columns["voice"], kinds) for key, ks in by_actor.items()]
    by_actor_columns: Columns = {name: [row[name] for row in actors] for name in ACTORS.names}
    return by_actor_columns, {name: [row[n] for row in stance] for n, name in enumerate(names)}


def _actor_row(
    key: tuple[int, str],
    ks: list[int],
    p: npt.NDArray[np.float64],
    both: npt.NDArray[np.float64],
    voices: Sequence[str],
    kinds: Sequence[str],
) -> dict[str, Any]:
    row: dict[str, Any] = {"article_id": key[0], "actor": key[1], "kind": kinds[ks[0]], "n_mentions": len(ks)}
    row |= dict(zip(("stance", "stance_low", "stance_high"), pooled(both[ks]), strict=True))
    for voice in ("writer", "source"):
        own = [k for k in ks if voices[k] == voice]
        row[f"n_mentions_{voice}"] = len(own)
        names = (f"stance_{voice}", f"stance_{voice}_low", f"stance_{voice}_high")
        row |= dict(zip(names, pooled((both if voice == "writer" else p)[own]), strict=True))
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
