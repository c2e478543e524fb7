"""Which mentions are of one actor: pairs of mentions on judged articles; and what pronouns stand for, on GUM."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from framing.analysis import analyze
from framing.annotators.actors import find_actors
from framing.annotators.pronouns import Name
from framing.annotators.reference import ASKED, NEAR, find_references
from framing.learn.alias_gold import JudgedArticle, Offsets, read_aliases
from framing.learn.name_gold import read_named
from framing.learn.scoring import prf
from framing.text import read_tokens
from framing.text.reading import Reading

Figures = dict[str, float]
Mentions = Sequence[tuple[int, int, str]]
"""First character, end, the actor's name."""


def evaluate_aliases(data: Path, limit: int | None = None, part: str = "check", annotation: str = "aliases") -> Figures:
    """AllSides articles: of all pairs of mentions that are of one actor, which are found under one name.

    ``f1`` asks for mentions that gold and library both have; ``whole_f1`` for all of either: a pair with a mention that
    is not found is missed, one with a mention that is none is wrong. Descriptions ("the group") are mentions; pronouns
    count neither way.
    """
    articles = [a for a in read_aliases(data, annotation) if a.part == part][:limit]
    found = found_mentions([a.text for a in articles])
    return score_aliases(articles, found)


def agree_on_aliases(data: Path, limit: int | None = None) -> Figures:
    """All 40 articles: the second annotator scored against the first, as the library is."""
    first, second = (list(read_aliases(data, name))[:limit] for name in ("aliases", "aliases-second"))
    return score_aliases(first, [_judged_mentions(article) for article in second])


def _judged_mentions(article: JudgedArticle) -> Mentions:
    return [(*s, str(k)) for k, actor in enumerate(article.actors) for s in (*actor.names, *actor.descriptions)]


def found_mentions(texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """The mentions of each text that are no pronouns."""
    mentions = analyze(list(texts)).mentions
    rows: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    for article, start, end, actor, how in _columns(mentions):
        if "pronoun" not in how:
            rows[int(article)].append((start, end, actor))
    return rows


def _columns(mentions: Any) -> Any:
    return mentions[["article_id", "start", "end", "actor", "linked_by"]].itertuples(index=False)


def score_aliases(articles: Sequence[JudgedArticle], found: Sequence[Mentions]) -> Figures:
    """Pairs of mentions, as `evaluate_aliases` describes."""
    shared, whole, names = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    n_gold = n_found = n_both = 0
    for article, mentions in zip(articles, found, strict=True):
        gold = {s: k for k, a in enumerate(article.actors) for s in (*a.names, *a.descriptions)}
        bare = {s for a in article.actors for s in a.names}
        match = _matched(list(gold), mentions)
        actor = {place: mentions[m][2] for place, m in match.items()}
        n_gold, n_found, n_both = n_gold + len(gold), n_found + len(mentions), n_both + len(match)
        _pairs(shared, {s: gold[s] for s in actor}, actor)
        _pairs(names, {s: gold[s] for s in actor if s in bare}, {s: a for s, a in actor.items() if s in bare})
        extra = {m: mentions[m][2] for m in range(len(mentions)) if m not in set(match.values())}
        _pairs(whole, gold, actor, extra)
    p, r, f1 = prf(*shared)
    figures = {"f1": f1, "precision": p, "recall": r, "names_f1": prf(*names)[2], "whole_f1": prf(*whole)[2]}
    figures |= dict(zip(("whole_precision", "whole_recall"), prf(*whole)[:2], strict=True))
    return figures | {"mentions_found": n_both / n_gold, "mentions_right": n_both / n_found, "mentions": float(n_gold)}


def _matched(gold: Sequence[Offsets], mentions: Mentions) -> dict[Offsets, int]:
    """Gold mention to the one found that ends with it and overlaps, or else covers it from its beginning."""
    free, match = set(range(len(mentions))), dict[Offsets, int]()
    for test in (_same, _same_end, _same_start):
        for place in gold:
            hit = None if place in match else next((m for m in sorted(free) if test(place, mentions[m])), None)
            if hit is not None:
                match[place] = hit
                free.discard(hit)
    return match


def _same(place: Offsets, mention: tuple[int, int, str]) -> bool:
    return place == mention[:2]


def _same_end(place: Offsets, mention: tuple[int, int, str]) -> bool:
    return place[1] == mention[1]


def _same_start(place: Offsets, mention: tuple[int, int, str]) -> bool:
    return place[0] == mention[0]


def _pairs(
    tally: list[int],
    gold: Mapping[Offsets, int],
    found: Mapping[Offsets, str],
    extra: Mapping[int, str] | None = None,
) -> None:
    """Add pairs: right, wrong, missed."""
    ours = [(gold.get(place), actor) for place, actor in found.items()]
    ours += [(None, actor) for actor in (extra or {}).values()]
    linked = [(a, b) for (a, x), (b, y) in combinations(ours, 2) if x == y]
    right = sum(a is not None and a == b for a, b in linked)
    of_gold = sum(a == b for a, b in combinations(gold.values(), 2))
    for k, n in enumerate((right, len(linked) - right, of_gold - right)):
        tally[k] += n


def evaluate_pronouns(data: Path, limit: int | None = None) -> Figures:
    """GUM dev, all genres: *he* and *she* in the sentence of a name or the next, by what they stand for.

    ``precision``: of those given to a name, the share given to the right one; ``recall``: of those whose entity is
    named in the same sentence before or in the one before it, the share given to it.
    """
    texts = read_named(data, "gum-dev")[:limit]
    right = given = wanted = 0
    for text in texts:
        reading = Reading(read_tokens([text.text]))
        named = [Name(m.first, m.last, m.actor, m.kind) for m in find_actors(reading)]
        entity = {(s, e): k for s, e, k in text.chains}
        of_token = {
            k: entity.get((int(reading.tokens.start[k]), int(reading.tokens.end[k]))) for k in range(len(reading.form))
        }
        found = {first: name for first, _, name, rule in find_references(reading, named) if rule == "rule:pronoun"}
        for k, low in enumerate(reading.low):
            if low not in ASKED:
                continue
            near = [
                n
                for n in named
                if n.first < k and reading.tokens.sentence_key[k] - reading.tokens.sentence_key[n.first] <= NEAR
            ]
            own = of_token[k]
            wanted += own is not None and any(own in {of_token[j] for j in range(n.first, n.last + 1)} for n in near)
            if k in found:
                given += 1
                span = range(found[k].first, found[k].last + 1)
                right += own is not None and own in {of_token[j] for j in span}
    p, r, f1 = prf(right, given - right, wanted - right)
    return {"f1": f1, "precision": p, "recall": r, "given": float(given), "wanted": float(wanted)}


ACTORS: Final[Mapping[str, Callable[[Path, int | None], Figures]]] = {
    "actors/allsides": evaluate_aliases,
    "actors/allsides-tune": lambda data, limit: evaluate_aliases(data, limit, "tune"),
    "actors/allsides-second": lambda data, limit: evaluate_aliases(data, limit, annotation="aliases-second"),
    "actors/allsides-agreement": agree_on_aliases,
    "actors/pronouns": evaluate_pronouns,
}
"""Name to task, as in `framing.learn.evaluate`."""
