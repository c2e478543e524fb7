"""Do the intervals of `framing.compare` cover what they say, and are its p values uniform when nothing differs?

Start with `simulate`. Each scenario draws articles from a distribution whose true difference is known, with one of the
troubles of real corpora: skewed shares, few clusters, unequal lengths, ties, matched stories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.comparison.contrast import Sides, contrast

Floats = npt.NDArray[np.float64]
Counted = tuple[Floats, Floats, npt.NDArray[np.int64]]
"""Of articles: what was counted, what it was counted in, and the unit that the article belongs to."""

Draw = Callable[[np.random.Generator], Counted]
RESAMPLES: Final = 999
LARGE: Final = 4_000
"""How many draws of a side the truth of a scenario is taken from, where no formula gives it."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Two sides to draw articles from. `hard` ones show where the method ends; no test asks for their coverage."""

    first: Draw
    reference: Draw
    paired: bool = False
    null: bool = False
    hard: bool = False


def shares(n: int, share: float, spread: float, seen: int = 8) -> Draw:
    """Articles with `seen` attributions on average, a skewed number; each has its own share, most near 0."""

    def draw(rng: np.random.Generator) -> Counted:
        of = 1.0 + rng.negative_binomial(1.5, 1.5 / (0.5 + seen), n).astype(np.float64)
        own = rng.beta(share * (1 - spread) / spread, (1 - share) * (1 - spread) / spread, n)
        return rng.binomial(of.astype(np.int64), own).astype(np.float64), of, np.arange(n)

    return draw


def rates(
    n: int, rate: float, *, words: int = 500, uneven: float = 1.0, shape: float = 3.0, longer: float = 0.0
) -> Draw:
    """Articles with log-normal lengths and gamma rates per 1,000 words; `longer` ties the rate to the length."""

    def draw(rng: np.random.Generator) -> Counted:
        z = rng.normal(size=n)
        of = np.maximum(30.0, np.round(words * np.exp(uneven * z)))
        own = rate / 1000 * rng.gamma(shape, 1 / shape, n) * np.exp(longer * z - longer**2 / 2)
        return rng.poisson(own * of).astype(np.float64), of, np.arange(n)

    return draw


def authors(n: int, rate: float) -> Draw:
    """Authors with 2 to 20 or so articles and a habit of their own."""

    def draw(rng: np.random.Generator) -> Counted:
        sizes = 1 + rng.geometric(0.2, n)
        unit = np.repeat(np.arange(n), sizes)
        habit = np.exp(rng.normal(0, 0.6, n) - 0.18)[unit]
        count, of, _ = rates(len(unit), 1000.0, uneven=0.6)(rng)
        return rng.binomial(count.astype(np.int64), np.minimum(1, habit * rate / 1000)).astype(np.float64), of, unit

    return draw


def _same(draw: Callable[..., Draw], *sizes: int, **options: Any) -> tuple[Draw, Draw]:
    return draw(sizes[0], **options), draw(sizes[1], **options)


SCENARIOS: Final[Mapping[str, Scenario]] = MappingProxyType(
    {
        "skewed shares, 30 and 30": Scenario(*_same(shares, 30, 30, share=0.05, spread=0.15), null=True),
        "skewed shares, 20 and 60": Scenario(shares(20, 0.10, 0.15), shares(60, 0.05, 0.15)),
        "skewed shares, 150 and 150": Scenario(shares(150, 0.10, 0.15), shares(150, 0.05, 0.15)),
        "unequal lengths, 20 and 40": Scenario(*_same(rates, 20, 40, rate=8.0), null=True),
        "unequal lengths, 10 and 10": Scenario(*_same(rates, 10, 10, rate=8.0), null=True),
        "longer articles hedge more, 15 and 99": Scenario(rates(15, 8.0, longer=0.3), rates(99, 10.0, longer=0.3)),
        "ties, 25 and 25": Scenario(*_same(rates, 25, 25, rate=1.0, words=300, uneven=0.3), null=True),
        "ties, 12 and 40": Scenario(
            rates(12, 1.0, words=300, uneven=0.3), rates(40, 2.0, words=300, uneven=0.3)
        ),
        "few authors, 6 and 6": Scenario(*_same(authors, 6, 6, rate=8.0), null=True),
        "few authors, 5 and 30": Scenario(*_same(authors, 5, 30, rate=8.0), null=True),
        "few authors, 8 and 20": Scenario(authors(8, 10.0), authors(20, 8.0)),
        "matched stories, 12": Scenario(*_same(rates, 12, 12, rate=8.0, uneven=0.6), paired=True, null=True),
        "matched stories, 8, authors' articles": Scenario(*_same(authors, 8, 8, rate=8.0), paired=True, null=True),
        "hard: rare shares, 20 and 20": Scenario(shares(20, 0.01, 0.05), shares(20, 0.03, 0.05), hard=True),
        "hard: few and very uneven, 10 and 80": Scenario(
            rates(10, 8.0, shape=1.0), rates(80, 8.0, shape=10.0), hard=True
        ),
        "hard: uneven, 40 and 80": Scenario(rates(40, 8.0, shape=1.0), rates(80, 8.0, shape=10.0), hard=True),
    }
)  # fmt: skip


def simulate(scenario: Scenario, *, runs: int, seed: int = 0) -> pd.DataFrame:
    """Draw a scenario many times and contrast its sides.

    Parameters
    ----------
    scenario : Scenario
    runs : int
        Corpora that are drawn.
    seed : int

    Returns
    -------
    pandas.DataFrame
        One row a corpus and average: ``average`` ("pooled", "mean"), ``covered``, ``p``.

    Examples
    --------
    >>> simulate(SCENARIOS["matched stories, 12"], runs=2)["average"].tolist()
    ['pooled', 'mean', 'pooled', 'mean']
    """
    rng = np.random.default_rng(seed)
    truth = _truth(scenario, np.random.default_rng(seed + 1))
    rows = []
    for run in range(runs):
        found = contrast(_sides(scenario, rng), n_resamples=RESAMPLES, seed=run)
        covered = (found.low <= truth) & (truth <= found.high)
        rows += [
            {"average": name, "covered": bool(covered[k]), "p": float(found.p[k])}
            for k, name in enumerate(("pooled", "mean"))
            if not found.note[k]
        ]
    return pd.DataFrame(rows, columns=["average", "covered", "p"])


def tabulate(*, runs: int, seed: int = 0) -> pd.DataFrame:
    """Coverage and the size of the test in every scenario.

    Parameters
    ----------
    runs : int
    seed : int

    Returns
    -------
    pandas.DataFrame
        One row a scenario and average: ``scenario, average, coverage, p_05, p_20, p_50``; the last three are the shares
        of p values up to .05, .20 and .50 where nothing differs, NaN elsewhere.

    Examples
    --------
    >>> set(tabulate(runs=1)["average"]) <= {"pooled", "mean"}
    True
    """
    rows = []
    for name, scenario in SCENARIOS.items():
        for average, found in simulate(scenario, runs=runs, seed=seed).groupby("average", sort=False):
            sizes = {
                f"p_{a:02}": float((found["p"] <= a / 100).mean()) if scenario.null else np.nan for a in (5, 20, 50)
            }
            rows.append({"scenario": name, "average": average, "coverage": float(found["covered"].mean())} | sizes)
    return pd.DataFrame(rows)


def _by_unit(counted: Counted) -> tuple[Floats, Floats]:
    """Numerators and denominators of both averages, unit by unit: columns are pooled and mean."""
    count, of, unit = counted
    n = int(unit.max()) + 1
    x = np.column_stack([np.bincount(unit, count, n), np.bincount(unit, count / of, n)])
    w = np.column_stack([np.bincount(unit, of, n), np.bincount(unit, minlength=n)])
    return x.astype(np.float64), w.astype(np.float64)


def _sides(scenario: Scenario, rng: np.random.Generator) -> Sides:
    first, reference = scenario.first(rng), scenario.reference(rng)
    if scenario.paired:
        # A story that leaves little to count leaves it to both sides.
        left = rng.uniform(0.2, 1.0, int(first[2].max()) + 1)
        first, reference = _thinned(first, left, rng), _thinned(reference, left, rng)
    (x1, w1), (x0, w0) = _by_unit(first), _by_unit(reference)
    if scenario.paired:
        return Sides(x1, w1, x0, w0, paired=True, n_first=len(x1))
    up, down = np.zeros_like(x1), np.zeros_like(x0)
    return Sides(
        np.vstack([x1, down]), np.vstack([w1, down]), np.vstack([up, x0]), np.vstack([up, w0]),
        paired=False, n_first=len(x1),
    )  # fmt: skip


def _thinned(counted: Counted, left: Floats, rng: np.random.Generator) -> Counted:
    count, of, unit = counted
    return rng.binomial(count.astype(np.int64), left[unit]).astype(np.float64), of, unit


def _truth(scenario: Scenario, rng: np.random.Generator) -> Floats:
    """The true differences of both averages."""
    if scenario.null:
        return np.zeros(2)
    sums = []
    for side in (scenario.first, scenario.reference):
        drawn = [_by_unit(side(rng)) for _ in range(LARGE)]
        sums.append(sum(x.sum(0) for x, _ in drawn) / sum(w.sum(0) for _, w in drawn))
    return np.asarray(sums[0] - sums[1], dtype=np.float64)
