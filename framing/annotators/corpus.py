"""One name for an actor over all articles of a corpus, from what each article calls it.

Articles are annotated one by one; only then does `name_across` see what all of them say. It counts articles and never
mentions, and breaks every tie by the alphabet, so that neither the order of the articles nor the size of a batch
changes a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from framing.annotators.aliases import folded, same_person, surname

CLEAR: Final = 4
"""How many times as many articles the first bearer of a surname has to have as the next, to be meant by it alone."""
AGREED: Final = 0.8
"""Share of the articles that explain an acronym or a short name which have to explain it alike."""
LINKING: Final = ("rule:acronym", "rule:known acronym", "rule:short name", "rule:capitals")


@dataclass(frozen=True, slots=True)
class Appearance:
    """A mention, as far as it tells of names.

    Parameters
    ----------
    article : hashable
    actor, kind : str
        Within the article.
    form : str
        The words of the mention.
    rule : str
        What linked it to the actor.
    """

    article: Hashable
    actor: str
    kind: str
    form: str
    rule: str


def name_across(appearances: Iterable[Appearance]) -> dict[str, tuple[str, str]]:
    """For the name of each actor within an article its name and kind over all of them.

    Parameters
    ----------
    appearances : iterable of Appearance

    Returns
    -------
    dict
        Name within an article to name and kind in the corpus.

    Examples
    --------
    >>> seen = [Appearance(1, "Ana Ruiz", "person", "Ana Ruiz", "rule:name"),
    ...         Appearance(2, "Ruiz", "other", "Ruiz", "rule:name")]
    >>> name_across(seen)["Ruiz"]
    ('Ana Ruiz', 'person')
    """
    return _Corpus(appearances).names()


class _Corpus:
    """What the articles of a corpus call whom: counts of articles."""

    def __init__(self, appearances: Iterable[Appearance]) -> None:
        kinds: dict[str, dict[Hashable, str]] = defaultdict(dict)
        links: dict[str, dict[Hashable, str]] = defaultdict(dict)
        for seen in appearances:
            kinds[seen.actor].setdefault(seen.article, seen.kind)
            if seen.rule.startswith(LINKING) and seen.form != seen.actor:
                links[seen.form].setdefault(seen.article, seen.actor)
        self.kinds = {actor: Counter(by_article.values()) for actor, by_article in kinds.items()}
        self.links = {form: Counter(by_article.values()) for form, by_article in links.items()}
        self.articles = {actor: count.total() for actor, count in self.kinds.items()}
        self.target: dict[str, str] = {}
        for pairs in (self._spelled_alike, self._people, self._linked, self._surnames):
            self._join(pairs)

    def _join(self, pairs: Callable[[], Iterator[tuple[str, str]]]) -> None:
        found = sorted(pairs())
        for short, full in found:
            end = self.end(full)
            if short not in self.target and end != short:
                self.target[short] = end

    def end(self, actor: str) -> str:
        """Where the chain of targets ends."""
        while actor in self.target:
            actor = self.target[actor]
        return actor

    def names(self) -> dict[str, tuple[str, str]]:
        """Each actor's name and kind."""
        ends = {actor: self.end(actor) for actor in self.kinds}
        return {actor: (end, self._kind(end)) for actor, end in ends.items()}

    def _best(self, actors: Iterable[str]) -> str:
        """The name that most articles have; of a tie the one in mixed case, then by the alphabet."""
        return min(actors, key=lambda actor: (-self.articles[actor], actor.isupper(), actor))

    def _kind(self, actor: str) -> str:
        return _first(self.kinds[actor])

    def _spelled_alike(self) -> Iterator[tuple[str, str]]:
        """'Obamacare' and 'ObamaCare', 'the EPA' and 'U.S. EPA'."""
        groups: dict[str, list[str]] = defaultdict(list)
        for actor in self.kinds:
            groups[_stem(actor)].append(actor)
        for group in groups.values():
            best = self._best(group)
            yield from ((actor, best) for actor in group if actor != best)

    def _people(self) -> Iterator[tuple[str, str]]:
        """'Donald J. Trump' and 'Donald Trump'; nobody where two middle names differ."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for actor in self.kinds:
            words = tuple(actor.split())
            if len(words) > 1 and self._kind(actor) == "person" and actor not in self.target:
                groups[words[0], surname(words)].append(actor)
        for group in groups.values():
            if all(same_person(tuple(a.split()), tuple(b.split())) for a in group for b in group):
                best = self._best(group)
                yield from ((actor, best) for actor in group if actor != best)

    def _linked(self) -> Iterator[tuple[str, str]]:
        """'NSC' where other articles say what it stands for, and agree."""
        for form, count in self.links.items():
            ends: Counter[str] = Counter()
            for actor, n in count.items():
                ends[self.end(actor)] += n
            best = _first(ends)
            if form in self.kinds and ends[best] >= AGREED * ends.total():
                yield form, best

    def _surnames(self) -> Iterator[tuple[str, str]]:
        """'Ruiz' alone: the bearer whom far more articles name than any other."""
        bearers: dict[str, Counter[str]] = defaultdict(Counter)
        for actor, n in self.articles.items():
            words = tuple(self.end(actor).split())
            if len(words) > 1 and self._kind(self.end(actor)) == "person":
                bearers[surname(words)][self.end(actor)] += n
        for actor in self.kinds:
            count = bearers.get(actor)
            if count is None or self._kind(actor) not in {"person", "other"}:
                continue
            best = _first(count)
            if count[best] >= CLEAR * (count.total() - count[best]):
                yield actor, best


def _first(count: Mapping[str, int]) -> str:
    """The most frequent; of a tie the first by the alphabet."""
    return min(count, key=lambda key: (-count[key], key))


def _stem(actor: str) -> str:
    """The name in lower case without points and what may stand in front."""
    plain = folded(tuple(actor.split()))
    for lead in ("the ", "us "):
        rest = plain.removeprefix(lead)
        if rest != plain and " " in rest:
            return rest
    return plain
