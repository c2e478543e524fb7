"""Who *he*, *she*, *it* and *they* are: the name before that fits best.

Every name before the pronoun in the last sentences is a candidate. Each is weighed by agreement (a person for *he* and
*she*, none for *it*; gender by title and given name), by how near it is, by its place (subject of a verb, opening its
sentence, a possessor, inside a quotation) and by whether it spoke last: a handful of whole-number weights,
after Lappin and Leass (1994), fitted on half of the articles of ``corpora/standoff/resolution.jsonl``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from framing.lexicons import load_lexicon
from framing.text.reading import Reading

MALE: Final = frozenset({"he", "him", "his", "himself"})
FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
THINGS: Final = frozenset({"it", "its", "itself"})
MANY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
TITLES: Final = {"mr": "male", "sir": "male", "lord": "male", "mrs": "female", "ms": "female", "miss": "female"}

FULL: Final = {
    "sen": "senator",
    "rep": "congressman",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "dr": "doctor",
    "lt": "lieutenant",
    "sgt": "sergeant",
}
"""What a title is when it stands alone."""
SENTENCES: Final = 12
"""Sentences back in which a name is looked for."""
LEAST: Final = -14
"""Weight from which the best name is taken."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text, in tokens; its canonical form and kind."""

    first: int
    last: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What each thing adds."""

    sentence: int = 0
    subject: int = 3
    opens: int = 3
    possessor: int = 1
    quoted: int = -7
    spoke: int = 5
    often: int = 3
    paragraph: int = -3
    misfit: int = -40
    doubtful: int = -6
    crowd: int = 4


class Pronouns:
    """The names of a batch, ready to be asked.

    Parameters
    ----------
    reading : Reading
    names : sequence of Name
        In any order.
    weights : Weights, optional

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Ana Ruiz met Tom Hale. She was late."]))
    >>> names = [Name(0, 1, "Ana Ruiz", "person"), Name(3, 4, "Tom Hale", "person")]
    >>> Pronouns(reading, names).name_of(6, None).name
    'Ana Ruiz'
    """

    def __init__(self, reading: Reading, names: Sequence[Name], weights: Weights | None = None) -> None:
        self.reading, self.weights = reading, weights or Weights()
        self.names = sorted((n for n in names if not _is_label(n)), key=lambda name: name.first)
        self.begins = [name.first for name in self.names]
        article = reading.tokens.article
        self.spoken: set[tuple[int, str]] = set()
        self.often = Counter((int(article[n.first]), n.name) for n in names)
        self.gender: dict[tuple[int, str], str] = {}
        for n in self.names:
            found = self._stated_gender(n)
            if found:
                self.gender.setdefault((int(article[n.first]), n.name), found)
        clauses = reading.clauses
        self.subjects = set(clauses.subject.tolist())

    @cached_property
    def roles(self) -> dict[tuple[int, str], set[str]]:
        """Who is what: nouns before a name ('Republican nominee Tom Hale') and in the apposition behind it."""
        reading, found = self.reading, defaultdict[tuple[int, str], set[str]](set)
        for name in self.names:
            article = int(reading.tokens.article[name.first])
            for word in (*self._before(name), *self._behind(name)):
                found[article, FULL.get(word, word)].add(name.name)
        return dict(found)

    def roles_of(self, article: int, name: str) -> frozenset[str]:
        """What the article calls the bearer of a name."""
        return self._by_bearer.get((article, name), frozenset())

    @cached_property
    def _by_bearer(self) -> dict[tuple[int, str], frozenset[str]]:
        found = defaultdict[tuple[int, str], set[str]](set)
        for (article, role), bearers in self.roles.items():
            for bearer in bearers:
                found[article, bearer].add(role)
        return {key: frozenset(roles) for key, roles in found.items()}

    def _before(self, name: Name) -> Iterator[str]:
        reading, k = self.reading, name.first - 1
        while k >= reading.sentence_first[name.first] and reading.tag[k] in {"NN", "NNP", "JJ"}:
            yield reading.low[k].strip(".")
            k -= 1

    def _behind(self, name: Name) -> Iterator[str]:
        reading, k = self.reading, name.last + 1
        if k >= reading.sentence_last[name.first] or reading.low[k] != ",":
            return
        phrase = reading.noun_phrase[k + 1]
        if phrase >= 0 and reading.tag[k + 1] in {"DT", "NN", "JJ", "PRP$"}:
            yield reading.low[reading.phrase_span(k + 1)[1]]

    def add(self, name: Name) -> None:
        """One more candidate: a source without a name, under its description."""
        at = bisect_left(self.begins, name.first)
        self.begins.insert(at, name.first)
        self.names.insert(at, name)
        self.often[int(self.reading.tokens.article[name.first]), name.name] += 1

    def _stated_gender(self, name: Name) -> str:
        """By the title before it, else by the given name."""
        reading = self.reading
        if name.first > 0:
            before = reading.low[name.first - 1].strip(".")
            if before in TITLES and reading.sentence_first[name.first] < name.first:
                return TITLES[before]
        title = reading.low[name.first].strip(".")
        return TITLES.get(title) or _genders().get(name.name.split()[0], "")

    def name_of(self, token: int, spoke: str | None) -> Name | None:
        """The name that a pronoun stands for; None when none fits.

        Parameters
        ----------
        token : int
            The pronoun.
        spoke : str or None
            The canonical name of the source before.
        """
        reading, low = self.reading, self.reading.low[token]
        tokens = reading.tokens
        article = int(tokens.article[token])
        best: tuple[int, int] | None = None
        at = bisect_left(self.begins, token)
        for k in range(at - 1, -1, -1):
            name = self.names[k]
            back = int(tokens.sentence_key[token] - tokens.sentence_key[name.first])
            if int(tokens.article[name.first]) != article or back > SENTENCES:
                break
            weight = self._weight(name, low, token, back, article, spoke)
            if best is None or weight > best[0]:
                best = weight, k
        return self.names[best[1]] if best is not None and best[0] >= LEAST else None

    def _weight(self, name: Name, low: str, token: int, back: int, article: int, spoke: str | None) -> int:
        w, reading = self.weights, self.reading
        tokens = reading.tokens
        total = w.sentence * back + w.paragraph * int(tokens.paragraph[token] - tokens.paragraph[name.first])
        total += w.subject * any(k in self.subjects for k in range(name.first, name.last + 1))
        total += w.opens * (name.first - reading.sentence_first[name.first] <= 1)
        behind = name.last + 1 < len(reading.tag) and reading.tag[name.last + 1] == "POS"
        total += w.possessor * behind
        total += w.quoted * (reading.quote[name.first] >= 0 and reading.quote[name.first] != reading.quote[token])
        total += w.spoke * (spoke == name.name)
        total += w.often * min(4, self.often[article, name.name].bit_length())
        return total + self._agreement(name, low, article)

    def _agreement(self, name: Name, low: str, article: int) -> int:
        w = self.weights
        person = name.kind == "person"
        if low in MALE | FEMALE:
            gender = self.gender.get((article, name.name), "")
            wanted = "male" if low in MALE else "female"
            if gender:
                return 0 if gender == wanted else w.misfit
            spoke = (article, name.name) in self.spoken
            return 0 if person else w.doubtful * (not spoke) if name.kind == "other" else w.misfit
        if low in THINGS:
            return w.misfit if person else 0
        return w.misfit if person else w.crowd * (name.kind in {"group", "organisation"})


def _is_label(name: Name) -> bool:
    """'Md.', 'R-Wis': where somebody is from, in short."""
    return name.kind != "person" and " " not in name.name and (name.name.endswith(".") or "-" in name.name)


@cache
def _genders() -> dict[str, str]:
    """Given names that are a man's or a woman's, almost always."""
    return {entry.pattern.lstrip("="): entry.category for entry in load_lexicon("gendered_names").entries}
