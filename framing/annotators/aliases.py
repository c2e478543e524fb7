"""One name for all mentions of an actor in an article.

Start with `name_actors`. Names are gathered by lists (countries with their demonyms and capitals, parties with their
members), by spelling (acronyms, capitals, a leading "U.S."), by parts (surnames, first names, short names of
organisations). What decides is only what the article itself says, so that no other article changes the answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from framing.annotators.names import Found, given_names, initials, listed, places
from framing.annotators.pronouns import TITLES
from framing.lexicons import load_lexicon
from framing.text.reading import Reading

Words = tuple[str, ...]

JUNIOR: Final = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III"})
LEADS: Final = frozenset({"U.S.", "US", "American", "The", "the", "Rep.", "Sen."})
"""Words that an organisation's name may have in front of it or not."""
SEATS: Final = frozenset({"country", "demonym", "capital", "metonym"})
OWN: Final = "United States"
"""The country whose capital, houses and streets stand for themselves: in the news we read they are parties against each
other, and *Washington* is a town, a state and a man as often as a government."""


@dataclass(frozen=True, slots=True)
class Alias:
    """What one mention stands for.

    Parameters
    ----------
    actor : str
        The canonical name.
    kind : str
    rule : str
        What says so.
    """

    actor: str
    kind: str
    rule: str


def name_actors(reading: Reading, names: Sequence[Found]) -> list[Alias]:
    """Whom each name of an article stands for.

    Parameters
    ----------
    reading : Reading
    names : sequence of Found
        Of one article, in order.

    Returns
    -------
    list of Alias
        Parallel to `names`.

    Examples
    --------
    >>> from framing.annotators.names import find_names
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Sen. Ana Ruiz met envoys in Kabul. Ruiz praised the Afghan people."]))
    >>> for alias in name_actors(reading, find_names(reading)):
    ...     print(alias.actor, alias.rule)
    Ana Ruiz rule:name
    Afghanistan rule:capital
    Ana Ruiz rule:surname
    Afghanistan rule:demonym
    """
    return list(_Article(reading, names).aliases())


class _Article:
    """The names of an article, and what each run of words among them stands for."""

    def __init__(self, reading: Reading, names: Sequence[Found]) -> None:
        self.reading, self.names = reading, names
        groups: dict[Words, list[Found]] = defaultdict(list)
        for name in names:
            groups[name.words].append(name)
        self.kinds = {words: _kind(group) for words, group in groups.items()}
        self.often = {words: len(group) for words, group in groups.items()}
        self.target: dict[Words, tuple[Words, str]] = {}
        for rule, pairs in (
            ("capitals", self._spelled_alike()),
            ("acronym in brackets", self._bracketed()),
            ("acronym", self._acronyms()),
            ("known acronym", self._known()),
            ("middle name", self._middle_names()),
            ("short name", self._short_names()),
        ):
            for short, full in pairs:
                if short not in self.target and self._end(full) != short:
                    self.target[short] = full, rule
        self.people: dict[str, list[Words]] = defaultdict(list)
        for words in dict.fromkeys(self._end(words) for words in self.kinds):
            if self.kinds[words] == "person" and len(words) > 1:
                for part in dict.fromkeys((surname(words), words[0])):
                    self.people[part].append(words)

    def _end(self, words: Words) -> Words:
        """Where the chain of targets ends."""
        seen = {words}
        while words in self.target and self.target[words][0] not in seen:
            words = self.target[words][0]
            seen.add(words)
        return words

    def aliases(self) -> Iterator[Alias]:
        """One for each name."""
        for name in self.names:
            yield self._listed(name) or self._person(name) or self._other(name)

    def _other(self, name: Found) -> Alias:
        end = self._end(name.words)
        rule = self.target[name.words][1] if name.words in self.target else "name"
        party = _list_name(end)
        if party is not None:
            return Alias(*party, "rule:members")
        return Alias(_shown(end), self.kinds[end], f"rule:{rule}")

    def _listed(self, name: Found) -> Alias | None:
        """'Kabul', 'Afghan': the country."""
        category, note = places().get(name.words, ("", ""))
        country = note.split(";")[0].strip()
        if category not in SEATS or country in {"", "ambiguous"}:
            return None
        if "ambiguous" in note and (name.kind not in {"place", "group"} or self._is_surname(name)):
            return None
        if country == OWN and category in {"capital", "metonym"}:
            return None
        return Alias(country, "place", f"rule:{category}")

    def _is_surname(self, name: Found) -> bool:
        return len(name.words) == 1 and bool(self.people.get(name.words[0]))

    def _person(self, name: Found) -> Alias | None:
        """A surname or a first name alone: the person of the article who fits best."""
        if len(name.words) > 1 or name.words in self.target:
            return None
        word = _plain(name.words[0])
        fitting = self.people.get(word) or []
        sure = name.words not in places() or "ambiguous" in places()[name.words][1] or name.titled
        if not fitting or not sure:
            return None
        if len(fitting) > 1:
            fitting = self._agreeing(name, fitting)
        best = max(fitting, key=lambda full: (surname(full) == word, self.often[full], self._spoken_of(full, name)))
        return Alias(_shown(best), "person", "rule:surname" if surname(best) == word else "rule:first name")

    def _spoken_of(self, words: Words, name: Found) -> int:
        """How often the full name stands before the mention."""
        return sum(n.words == words and n.first < name.first for n in self.names)

    def _agreeing(self, name: Found, fitting: list[Words]) -> list[Words]:
        """Those of the gender that a courtesy title says; all where none does."""
        before = self.reading.low[name.first - 1].strip(".") if name.first else ""
        gender = TITLES.get(before, "")
        agreeing = [words for words in fitting if gender and _genders().get(words[0]) == gender]
        return agreeing or [words for words in fitting if _genders().get(words[0], gender) == gender] or fitting

    # Pairs of a shorter or rarer run of words and the one that stands for it --------------------------

    def _spelled_alike(self) -> Iterator[tuple[Words, Words]]:
        """'ObamaCare' and 'Obamacare', 'TRUMP' and 'Trump', 'U.S. Congress' and 'Congress'."""
        alike: dict[str, list[Words]] = defaultdict(list)
        for words in self.kinds:
            alike[folded(words)].append(words)
        for group in alike.values():
            best = max(group, key=lambda words: (not " ".join(words).isupper(), self.often[words]))
            yield from ((words, best) for words in group if words != best)
        for words in self.kinds:
            if words[0] in LEADS and words[1:] in self.kinds and words not in places():
                yield words, words[1:]

    def _bracketed(self) -> Iterator[tuple[Words, Words]]:
        """'Full Name (FN)'."""
        ends = {name.last: name for name in self.names}
        for name in self.names:
            acronym, before = name.words[0], ends.get(name.first - 2)
            if len(name.words) != 1 or before is None or self.reading.low[name.first - 1] != "(":
                continue
            if len(before.words) < 2 or name.words in places():
                continue
            if (acronym[:2].isalpha() and acronym[:2].isupper()) or acronym.upper() in initials(before.words):
                yield name.words, before.words

    def _acronyms(self) -> Iterator[tuple[Words, Words]]:
        """Capitals that spell the initials of a longer name."""
        spelled = [(words, initials(words)) for words in self.kinds if len(words) > 1]
        for words in self.kinds:
            acronym = words[0].replace(".", "")
            if len(words) == 1 and acronym.isupper() and len(acronym) > 1 and words not in places():
                yield from ((words, long) for long, initials in spelled if acronym in initials)

    def _known(self) -> Iterator[tuple[Words, Words]]:
        """'EPA' where the article has what our list says it stands for."""
        for words in self.kinds:
            category, note = listed("organisations").get(words, ("", ""))
            expansion = tuple(note.split(";")[0].split())
            if category in {"known", "group"} and expansion in self.kinds:
                yield words, expansion

    def _middle_names(self) -> Iterator[tuple[Words, Words]]:
        """'Donald J. Trump' and 'Donald Trump': the form that is more frequent."""
        people = [words for words in self.kinds if len(words) > 1 and self.kinds[words] in {"person", "other"}]
        for words in people:
            for other in people:
                if words != other and same_person(words, other) and self._rank(other) > self._rank(words):
                    yield words, other

    def _rank(self, words: Words) -> tuple[int, int, Words]:
        return self.often[words], len(words), words

    def _short_names(self) -> Iterator[tuple[Words, Words]]:
        """'Sony' and 'Sony Pictures' for 'Sony Pictures Entertainment', 'the Liberation Army' for a longer name."""
        bodies = [words for words in self.kinds if len(words) > 1 and self.kinds[words] in BODIES]
        for words, kind in self.kinds.items():
            if words in places() or words in listed("organisations") or kind not in BODIES:
                continue
            longer = [full for full in bodies if len(full) > len(words) and _is_part(words, full)]
            ends = {self._end(full) for full in longer}
            if len(ends) == 1:
                yield words, ends.pop()


BODIES: Final = frozenset({"organisation", "group", "event", "other"})


def _is_part(words: Words, full: Words) -> bool:
    """The beginning of a longer name, or the end of one in several words."""
    if words == full[: len(words)]:
        return full[len(words)] not in {"of", "for", "and"} or len(words) > 1
    return len(words) > 1 and words == full[-len(words) :]


def same_person(a: Words, b: Words) -> bool:
    """First and last words alike and no other middle name; or the one is the other with a word in front.

    Examples
    --------
    >>> same_person(("Ana", "M.", "Ruiz"), ("Ana", "Ruiz")), same_person(("Ana", "M.", "Ruiz"), ("Ana", "P.", "Ruiz"))
    (True, False)
    """
    a, b = _without_junior(a), _without_junior(b)
    if min(len(a), len(b)) < 2 or _plain(a[-1]) != _plain(b[-1]):
        return False
    if a[0] == b[0]:
        return all(x[0] == y[0] for x, y in zip(a[1:-1], b[1:-1], strict=False)) and (
            len(a) == len(b) or min(len(a), len(b)) == 2
        )
    short, long = sorted((a, b), key=len)
    return len(short) < len(long) and long[-len(short) :] == short and short[0] in given_names()


def _without_junior(words: Words) -> Words:
    return words[:-1] if len(words) > 2 and words[-1] in JUNIOR else words


def surname(words: Words) -> str:
    """The last word of a person's name, 'Jr.' left out."""
    return _plain(_without_junior(words)[-1])


def _plain(word: str) -> str:
    return word.replace("’", "'")


def folded(words: Words) -> str:
    """In lower case, without points."""
    return " ".join(words).lower().replace(".", "").replace("’", "'")


def _shown(words: Words) -> str:
    return " ".join(words).replace(" ’s", "’s").replace(" 's", "'s")


def _kind(names: Sequence[Found]) -> str:
    """What most mentions of a name are taken for; of a tie the first."""
    votes = Counter(name.kind for name in names)
    return max(votes, key=lambda kind: votes[kind])


def _list_name(words: Words) -> tuple[str, str] | None:
    """'GOP', 'Republicans': the party that our list names; armed groups by their long names."""
    category, note = listed("organisations").get(words, ("", ""))
    name = note.split(";")[0].strip()
    is_group = category == "group" and name not in {"", "ambiguous"}
    return (name, "group") if is_group or name.endswith(" Party") else None


@cache
def _genders() -> Mapping[str, str]:
    """Given names that are a man's or a woman's, almost always."""
    return {entry.pattern.lstrip("="): entry.category for entry in load_lexicon("gendered_names").entries}
