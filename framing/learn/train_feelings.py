"""The model of feelings: ``framing/models/weights/feelings``, how authors come across as feeling toward actors.

A language model has read whole articles of the AllSides sample and judged the author's feeling toward each actor, from
-3 to 3. Every mention of the actor learns from it, seen as stance is seen (`framing.scorers.stance`): what the mean of
many mentions then says of another article is how its author seems to feel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from framing.learn.feeling_gold import read_feelings
from framing.learn.save import made_with
from framing.learn.train_stance import UNIT, Floats, Lesson, fit_network, fit_pairs, look_at, save_scorer
from framing.models import Card
from framing.scorers.stance import StanceScorer

SEEN: Final = 3
"""A hash bucket counts from so many mentions on."""


def train_feelings(data: Path, folder: Path) -> str:
    """Train the model and write it.

    Parameters
    ----------
    data : Path
        Holds ``allsides/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    judged = read_feelings(data)
    lesson = look_at([(judged.texts[k], start, end) for k, start, end in judged.mentions], judged.said)
    return save_scorer(fit_feelings(lesson, judged.weight), folder, CARD)


def fit_feelings(lesson: Lesson, weight: Floats) -> StanceScorer:
    """Fit both models, one after the other: to mentions, each of which counts as `weight` says."""
    linear = fit_pairs([lesson], lesson.shares, weight, (SEEN,))
    return StanceScorer(linear, fit_network([lesson], lesson.shares, weight), UNIT)


CARD: Final = Card(
    name="feelings",
    version="1",
    task="how the author of an article comes across as feeling toward an actor, seen from each mention",
    trained_on=[
        "what a language model says of 11,492 actors in 1,617 articles of the AllSides sample, from whole articles",
        "(corpora/standoff/feelings-judged.jsonl)",
        "the models `words`, `tagger` and `subjects` (UD EWT, GUM), and the lists of evaluative words, deeds, shifters",
    ],
    licence="CC BY-SA 4.0, as the models below it: see framing/models/weights/LICENCE.md",
    scores={
        "command": "python -m framing.learn evaluate stance",
        "all figures": "of an actor's figure, .7 stance and .3 this; after the slash, of stance alone",
        "SEESAW dev, all voices": {"pairs ordered right": "0.557 / 0.550", "Spearman": "0.274 / 0.265"},
        "SEESAW dev, writer": {"pairs ordered right": "0.536 / 0.536", "Spearman": "0.240 / 0.231"},
        "PerSenT, Spearman": {"dev": "0.422 / 0.416", "random_test": "0.360 / 0.361"},
    },
    known_failures=[
        "no words are named for it: `entry` of a mention names those of its stance",
        "an actor of one mention: what an author feels seldom stands in one sentence",
        "what is told and what is left out, irony, and whose voice is given room are hardly seen",
        "articles of US politics from 2012 to 2021 alone",
    ],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
