"""The constants that turn praise and blame into probabilities of stance, fitted on NewsMTSC's training part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from framing.annotators.stance import weigh
from framing.errors import OptionError
from framing.learn.gold import read_lines
from framing.schema import STANCES
from framing.text import read_tokens
from framing.text.reading import Reading
from framing.text.tokens import Tokens

BATCH = 256


def _target(tokens: Tokens, article: int, start: int, end: int) -> tuple[int, int]:
    low, high = tokens.article_bounds[article : article + 2].tolist()
    first = low + int(np.searchsorted(tokens.end[low:high], start, side="right"))
    return first, max(first, low + int(np.searchsorted(tokens.start[low:high], end)) - 1)


def _features(texts: list[str], spans: list[tuple[int, int]]) -> npt.NDArray[np.float64]:
    tokens = read_tokens(texts)
    targets = [_target(tokens, a, s, e) for a, (s, e) in enumerate(spans)]
    return weigh(Reading(tokens), targets, [""] * len(targets))[0]


def fit_stance(data: Path) -> dict[str, tuple[float, ...]]:
    """Fit `FAVORABLE`, `UNFAVORABLE` and `PRIOR` of `framing.annotators.stance`.

    Parameters
    ----------
    data : Path
        The folder with ``newsmtsc/train.jsonl.gz``.

    Returns
    -------
    dict
        Name of the constant to its values, rounded to two decimals.

    Raises
    ------
    OptionError
        If scikit-learn is not installed.
    """
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise OptionError("scikit-learn is not installed", do="pip install 'framing-analysis[learn]'") from error
    items = list(read_lines(data, "newsmtsc/train"))
    batches = [items[k : k + BATCH] for k in range(0, len(items), BATCH)]
    features = np.concatenate([_features([i["text"] for i in b], [(i["start"], i["end"]) for i in b]) for b in batches])
    labels = np.array([STANCES.index(i["label"]) for i in items])
    model = LogisticRegression(C=10.0, max_iter=2000).fit(features, labels)
    weights = np.column_stack([model.intercept_, model.coef_])
    against = weights - weights[STANCES.index("neutral")]
    shares = np.bincount(labels, minlength=len(STANCES)) / len(labels)
    return {
        "FAVORABLE": tuple(np.round(against[STANCES.index("favorable")], 2).tolist()),
        "UNFAVORABLE": tuple(np.round(against[STANCES.index("unfavorable")], 2).tolist()),
        "PRIOR": tuple(np.round(shares, 2).tolist()),
    }
