"""What untagged news and our own lists say of word forms: ``framing/models/weights/words``.

The tag lexicon holds, for 80,000 forms, the tags that each can take and how often, counted over news that a teacher
has tagged (`framing.learn.silver`) and over the treebanks; two word clusterings; and the classes that our word lists
give it. Forms are stored as hashes: no text is in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.learn.clusters import cluster_words
from framing.learn.linear import BITS
from framing.learn.save import made_with, save_model
from framing.learn.silver import tag_with_teacher
from framing.learn.treebank import OPEN_GENRES, Words, read_news, read_words, window_of
from framing.lexicons import load_lexicon
from framing.lexicons.inflection import known_forms
from framing.models import Card, Model
from framing.text.features import Where
from framing.text.spelling import Hashes, Keys, spell
from framing.text.tagger import FIRST, form_columns
from framing.text.tagset import TAG_ID, TAGS

COARSE, FINE = 128, 512
"""Sizes of the two clusterings; 1,500 clusters gave no more."""
COUNTED: Final = 4
"""A form's counts say something from so many occurrences on. Gold counts of a form that is rarer in gold than `SURE`
says are left out where there is news: a form in training must look as one does in a text that nobody has tagged (worth
0.1 points on GUM and EWT dev, and as much again on documents of a new subject)."""
SHARE: Final = 0.1
"""A tag belongs to a form's kinds from this share of its occurrences on."""
SURE: Final = 10, 0.998, 0.97
"""A form has one tag only when gold has it so often, with this share of one tag, and news agrees to this share."""
NAME_LISTS: Final = ("given_names", "places", "organisations", "titles", "calendar")
ARTICLES_AT_ONCE: Final = 100

Counts = npt.NDArray[np.float64]


def train_words(data: Path, folder: Path) -> str:
    """Make the tag lexicon from news and treebanks and write it.

    Parameters
    ----------
    data : Path
        Holds ``ud/``, ``allsides/`` and ``polnear/``.
    folder : Path
        Where the model's folder is written.

    Returns
    -------
    str
        The digest of the weights.
    """
    gold = read_words(data, ("ewt-train", "gum-train"), OPEN_GENRES)
    return save_model(folder / "words", make_lexicon(gold, tag_with_teacher(read_news(data))), {}, CARD)


def make_lexicon(gold: Words, news: Words) -> dict[str, npt.NDArray[Any]]:
    """The tag lexicon: from gold, and from news that a teacher has tagged.

    Parameters
    ----------
    gold : Words
        With tags.
    news : Words
        With tags that are not gold.

    Returns
    -------
    dict of arrays
        ``key`` uint64, sorted; ``kinds, order, coarse, fine, listed`` uint16 and ``only`` uint8: 0 is unknown.
    """
    forms = Forms.of(gold, news)
    words, labels = cluster_words(news, forms.news_low, (COARSE, FINE))
    clusters = {"coarse": _column(forms, words, labels[0]), "fine": _column(forms, words, labels[1])}
    inside = ~news.starts  # a capital at the start of a sentence says nothing
    counted = _count(forms.news_word[news.word[inside]], news.tag[inside], len(forms.keys))
    return _telling(_entries(forms, _count(forms.gold_word[gold.word], gold.tag, len(forms.keys)), counted) | clusters)


def _telling(entries: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """Without the forms of which nothing is known: those too rare to count."""
    told = np.any([column > 0 for name, column in entries.items() if name != "key"], axis=0)
    told[0] = True
    return {name: column[told] for name, column in entries.items()}


@dataclass(frozen=True, eq=False)
class Forms:
    """The forms of gold, of news and of our lists, by their key.

    Parameters
    ----------
    keys : uint64[m]
        Sorted. Row 0 is 0, for what is not listed.
    gold_word, news_word, news_low : int32[forms]
        The key of each form as it stands, and in lower case.
    listed : uint16[m]
        The classes that our lists give it, numbered; 0 for none.
    verb : bool[m]
        Whether our lists of inflected words make a verb of it.
    """

    keys: Keys
    gold_word: npt.NDArray[np.int32]
    news_word: npt.NDArray[np.int32]
    news_low: npt.NDArray[np.int32]
    listed: npt.NDArray[np.uint16]
    verb: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, gold: Words, news: Words) -> Forms:
        """The forms of a training set."""
        classes = _listed()
        (_, gold_word, gold_low), (_, news_word, news_low) = spell(gold.forms), spell(news.forms)
        ours = spell(list(classes))[1]
        keys = np.unique(np.concatenate([np.zeros(1, np.uint64), gold_word, gold_low, news_word, news_low, ours]))
        names = {name: k for k, name in enumerate(sorted(set(classes.values())), start=1)}
        listed = np.zeros(len(keys), np.uint16)
        listed[np.searchsorted(keys, ours)] = [names[name] for name in classes.values()]
        rows = [np.searchsorted(keys, asked).astype(np.int32) for asked in (gold_word, news_word, news_low)]
        verbs = [form for form, (tags, _) in known_forms().items() if any(tag.startswith("VB") for tag in tags)]
        return cls(keys, rows[0], rows[1], rows[2], listed, np.isin(keys, spell(verbs)[1]))


def _listed() -> dict[str, str]:
    """Each word of our lists and what they say it is: "verb forms it can be", "a given name"."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in NAME_LISTS:
        for entry in load_lexicon(name).entries:
            for word in entry.pattern.lower().strip("=~").split():
                if word.isalpha():
                    found[word].add(name)
    for form, (tags, _) in known_forms().items():
        found[form].add("|".join(tags))
    return {form: "+".join(sorted(classes)) for form, classes in sorted(found.items())}


def _column(forms: Forms, words: npt.NDArray[np.int64], label: npt.NDArray[np.int32]) -> npt.NDArray[np.uint16]:
    column = np.zeros(len(forms.keys), np.uint16)
    column[words] = label + 1
    return column


def _count(form: npt.NDArray[np.int32], tag: npt.NDArray[np.int16], n: int) -> Counts:
    """How often each form has each tag."""
    known = tag >= 0
    flat = form[known].astype(np.int64) * len(TAGS) + tag[known]
    return np.bincount(flat, minlength=n * len(TAGS)).reshape(n, len(TAGS)).astype(np.float64)


def _entries(forms: Forms, gold: Counts, news: Counts) -> dict[str, npt.NDArray[Any]]:
    often_in_gold = gold.sum(1) >= SURE[0]
    both = news + np.where(often_in_gold[:, None] | (news.sum() == 0), gold, 0)
    total = both.sum(1)
    share = both / np.maximum(total, 1)[:, None]
    taken = (share >= SHARE) & (total >= COUNTED)[:, None]
    return {
        "key": forms.keys,
        "kinds": _numbered((taken << np.arange(len(TAGS), dtype=np.int64)).sum(1)),
        "order": _numbered(np.where(total >= COUNTED, _order(share), 0)),
        "listed": forms.listed,
        "only": _only(gold, news, forms.verb),
    }


def _numbered(values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """Distinct values as small numbers; 0 stays 0."""
    distinct = np.unique(np.append(values, 0))
    return np.searchsorted(distinct, values).astype(np.uint16)


def _order(share: Counts) -> npt.NDArray[np.int64]:
    """The three commonest tags, in order, each with its share in steps of a half, as one number."""
    ranked = np.argsort(-share, axis=1, kind="stable")[:, :3]
    p = np.take_along_axis(share, ranked, axis=1)
    steps = np.where(p >= 0.01, 1 + np.floor(-np.log2(np.maximum(p, 0.01))).astype(np.int64), 0)
    code = np.where(steps > 0, ranked * 8 + steps, 0)
    return np.asarray(code[:, 0] + code[:, 1] * 512 + code[:, 2] * 512**2)


def _only(gold: Counts, news: Counts, verb: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """One more than the tag of forms that have one alone.

    Never of a verb's base form, which can be VB and VBP, nor of a noun or adjective that our lists also give as a verb
    (*to star*): that gold and news show it as a noun only does not keep a writer from it.
    """
    often, share, agreed = SURE
    tag, rows = gold.argmax(1), np.arange(len(gold))
    in_gold, in_news = gold.sum(1), news.sum(1)
    sure = (in_gold >= often) & (gold[rows, tag] >= share * in_gold)
    sure &= (in_news < often) | (news[rows, tag] >= agreed * in_news)
    sure &= ~np.isin(tag, [TAG_ID["VB"], TAG_ID["VBP"]])
    sure &= ~(verb & np.isin(tag, [TAG_ID[name] for name in ("NN", "NNS", "JJ")]))
    return np.where(sure, tag + 1, 0).astype(np.uint8)


def first_rows(gold: Words, lexicon: Model) -> tuple[Hashes, Where]:
    """What the first pass sees at the words that it is asked about, and which those are."""
    columns, only = form_columns(gold.forms, lexicon)
    rows = np.flatnonzero((only[gold.word] < 0) & (gold.tag >= 0))
    return window_of(gold, columns).buckets(FIRST, rows, 1 << BITS), rows


CARD: Final = Card(
    name="words",
    version="1",
    task="what English word forms can be: tags, word clusters, list classes (features of the tagger)",
    trained_on=[
        "UD English EWT, train (CC BY-SA 4.0)",
        f"UD English GUM, train, genres {', '.join(sorted(OPEN_GENRES))} (annotation CC BY 4.0)",
        "AllSides sample and PolNeAR train, 6,800 news articles: clusters, and counts of the tags given by the next",
        "en-core-web-sm 3.8.0 (MIT), spaCy's small English pipeline",
        "the word lists of framing.lexicons",
    ],
    licence="CC BY-SA 4.0, as UD EWT, from which tag counts were taken; see framing/models/weights/LICENCE.md",
    scores={"command": "python -m framing.learn evaluate tags/ewt-dev tags/gum-dev", "see": "the card of tagger"},
    known_failures=["news of 2012 to 2021 from the United States: names that came later are unlisted"],
    made_with=made_with(seed=0),
    digest="filled in when written",
)
