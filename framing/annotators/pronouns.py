"""Who *he*, *she*, *it* and *they* are: the name before that fits best.

Every mention of somebody in the last sentences is a candidate: names, descriptions that stand for a name, and sources
without one; so is nobody. A small ranker (`framing.scorers.pronouns`) weighs what is seen of each: agreement (a person
for *he* and *she*, none for *it*; gender by title and given name), how near it is, its place (subject of a verb,
opening its sentence, a possessor, inside a quotation), who spoke last: the factors of Lappin and Leass (1994) and some
more. The mentions of one name count together, and who counts most is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal

from framing.lexicons import load_lexicon
from framing.scorers.pronouns import PronounScorer, shipped_pronouns
from framing.text.reading import Reading, Span

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
BEFORE: Final = frozenset("IN TO CC VBD VBZ VBG VBN NNP NN DT ,".split())
"""Tags of the word in front of a mention that are told apart."""
BEHIND_TAGS: Final = frozenset("POS IN VBD VBZ CC MD NNP NN".split())
BEHIND_WORDS: Final = frozenset({",", ".", "who", "("})
CLOSING: Final = frozenset({'"', "“", "”", "''", "``"})
"""Quotation marks, behind which a pronoun is who spoke: '“…,” she said'."""
Use = Literal["source", "mention"]
LONG: Final = 400
"""Words between a mention and a pronoun from which on pronouns between them are not counted."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text, in tokens; its canonical form and kind.

    Parameters
    ----------
    first, last : int
    name, kind : str
    how : str
        A description stands for the name here, or a source has none and goes by its description.
    """

    first: int
    last: int
    name: str
    kind: str
    how: Literal["name", "description", "unnamed"] = "name"


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun that somebody asks about."""

    token: int
    low: str
    group: str
    article: int
    sentence: int
    paragraph: int
    spoke: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: subject of a verb, opening its sentence, its paragraph; and all that is seen of it."""

    subject: bool
    opens: bool
    paragraph: int
    seen: tuple[str, ...]


class Pronouns:
    """The names of a batch, ready to be asked.

    Parameters
    ----------
    reading : Reading
    names : sequence of Name
        In any order.
    described : sequence of Name
        Descriptions that stand for names (`framing.annotators.resolution.Descriptions.mentions`).
    scorer : PronounScorer, optional
        The one that ships with the library by default.
    use : "source" or "mention"
        What is asked about: who speaks, or any pronoun in the text. Each has its own weights.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Ana Ruiz met Tom Hale. She was late."]))
    >>> names = [Name(0, 1, "Ana Ruiz", "person"), Name(3, 4, "Tom Hale", "person")]
    >>> Pronouns(reading, names).name_of(6, None).name
    'Ana Ruiz'
    """

    def __init__(
        self,
        reading: Reading,
        names: Sequence[Name],
        described: Sequence[Name] = (),
        scorer: PronounScorer | None = None,
        use: Use = "source",
    ) -> None:
        self.reading, self.scorer, self.use = reading, scorer or shipped_pronouns(), use
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
        self.subjects = set(reading.clauses.subject.tolist())
        self.chain: dict[tuple[int, str], str] = {}
        self.places: dict[Span, Place] = {}
        for name in described:
            self.add(name)

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
        """One more candidate: a description of somebody named, or a source without a name, under its description."""
        at = bisect_left(self.begins, name.first)
        self.begins.insert(at, name.first)
        self.names.insert(at, name)
        self.often[int(self.reading.tokens.article[name.first]), name.name] += 1

    def _stated_gender(self, name: Name) -> str:
        """By the title before it, else by the given name, in full or as it stands here."""
        reading = self.reading
        if name.first > 0:
            before = reading.low[name.first - 1].strip(".")
            if before in TITLES and reading.sentence_first[name.first] < name.first:
                return TITLES[before]
        title = reading.low[name.first].strip(".")
        given = _genders()
        return TITLES.get(title) or given.get(name.name.split()[0]) or given.get(reading.form[name.first], "")

    def name_of(self, token: int, spoke: str | None) -> Name | None:
        """The name that a pronoun stands for; None when none fits.

        Parameters
        ----------
        token : int
            The pronoun.
        spoke : str or None
            The canonical name of the source before.
        """
        found = self.decide(token, self.candidates(token, spoke))
        if found is not None:
            article, group = int(self.reading.tokens.article[token]), group_of(self.reading.low[token])
            self.chain[article, group] = found.name
        return found

    def decide(self, token: int, candidates: Sequence[tuple[Name | None, Sequence[str]]]) -> Name | None:
        """Whom the candidates' evidence speaks for: each name's mentions together, and of these the best.

        Parameters
        ----------
        token : int
            The pronoun.
        candidates : sequence of (Name or None, evidence)
        """
        total, best = defaultdict[str | None, float](float), dict[str | None, tuple[int, Name | None]]()
        for name, evidence in candidates:
            weight = self.scorer.weigh(evidence, class_of(self.reading.low[token], self.use))
            key = None if name is None else name.name
            total[key] += self.scorer.odds(weight)
            if key not in best or weight > best[key][0]:
                best[key] = weight, name
        return best[max(total, key=total.__getitem__)][1]

    # Evidence ------------------------------------------------------------------------------------

    def candidates(self, token: int, spoke: str | None) -> list[tuple[Name | None, list[str]]]:
        """Every mention that may be meant, the nearest first, and last nobody; what is seen of each.

        Parameters
        ----------
        token : int
            The pronoun.
        spoke : str or None
            The canonical name of the source before.

        Returns
        -------
        list of (Name or None, list of str)
        """
        tokens, asked = self.reading.tokens, self._asked(token, spoke)
        found: list[tuple[Name | None, list[str]]] = []
        rank, subjects = dict[str, int](), 0
        for k in range(bisect_left(self.begins, token) - 1, -1, -1):
            name = self.names[k]
            back = asked.sentence - int(tokens.sentence_key[name.first])
            if int(tokens.article[name.first]) != asked.article or back > SENTENCES:
                break
            agreement = self._agreement(name, asked)
            if agreement is None:
                continue
            own, place = rank.setdefault(name.name, len(rank)), self._place(name)
            leads = self.reading.quote[name.first] < 0 and place.subject
            seen = [*place.seen, *self._of_mention(name, asked, agreement)]
            seen += self._of_distance(name, asked, place, (back, own, min(subjects, 3) if leads else -1))
            subjects += leads
            found.append((name, seen))
        quoted = self.reading.quote[token] >= 0
        nobody = ["nobody", f"nobody {asked.low}", f"nobody of {min(len(rank), 3)}", f"nobody quoted {quoted}"]
        return [*found, (None, nobody)]

    def _asked(self, token: int, spoke: str | None) -> Asked:
        tokens, low = self.reading.tokens, self.reading.low[token]
        article, sentence, paragraph = (
            int(column[token]) for column in (tokens.article, tokens.sentence_key, tokens.paragraph)
        )
        return Asked(token, low, group_of(low), article, sentence, paragraph, spoke)

    def _agreement(self, name: Name, asked: Asked) -> str | None:
        """How a name fits a pronoun in number and gender; None where it cannot be meant."""
        if asked.low not in MALE | FEMALE:
            return None if name.kind == "person" else name.kind
        if name.kind in {"place", "event", "organisation", "group"}:
            return None
        gender = self.gender.get((asked.article, name.name), "")
        if not gender:
            return name.kind
        return "same" if gender == ("male" if asked.low in MALE else "female") else None

    def _place(self, name: Name) -> Place:
        """Where a mention stands: what no pronoun changes."""
        span = name.first, name.last
        if span not in self.places:
            self.places[span] = self._seen_of(name)
        return self.places[span]

    def _seen_of(self, name: Name) -> Place:
        reading, tokens = self.reading, self.reading.tokens
        opening, article = reading.sentence_first[name.first], int(tokens.article[name.first])
        subject = any(k in self.subjects for k in range(name.first, name.last + 1))
        opens = name.first - opening <= 1
        ends = name.last >= reading.sentence_last[name.first]
        word, tag = ("", "") if ends else (reading.low[name.last + 1], reading.tag[name.last + 1])
        behind = tag if tag in BEHIND_TAGS else word if word in BEHIND_WORDS else "other"
        before = reading.tag[name.first - 1] if name.first > opening else "^"
        plural = reading.tag[name.last] in {"NNS", "NNPS"}
        early = int(tokens.sentence_key[name.first] - tokens.sentence_key[tokens.article_bounds[article]]) <= 1
        seen = (
            f"subject {subject}",
            f"opens {opens}",
            f"behind {behind}",
            f"before {before if before in BEFORE | {'^'} else 'other'}",
            f"plural {plural and reading.tag[name.last]}",
            f"early {early}",
            f"long {' ' in name.name}",
            f"how {name.how}",
        )
        return Place(subject, opens, int(tokens.paragraph[name.first]), seen)

    def _of_mention(self, name: Name, asked: Asked, agreement: str) -> Iterator[str]:
        """Who it is: how it agrees, how often it is there, whether it spoke."""
        spoken = (asked.article, name.name) in self.spoken
        yield f"agrees {agreement}"
        yield f"agrees {agreement} {spoken}"
        yield f"spoken {spoken}"
        yield f"often {min(4, self.often[asked.article, name.name].bit_length())}"
        paragraphs = asked.paragraph - self._place(name).paragraph
        last = "-" if asked.spoke is None else str(asked.spoke == name.name)
        yield f"last {last}"
        yield f"last {last} {min(paragraphs, 3)}"
        yield f"chain {self.chain.get((asked.article, asked.group)) == name.name}"
        yield f"paragraphs {paragraphs if paragraphs < 4 else 4 + (paragraphs > 5)}"

    def _of_distance(self, name: Name, asked: Asked, place: Place, far: tuple[int, int, int]) -> Iterator[str]:
        """How near it is, in sentences and in names, subjects and pronouns between; and the quotations of both."""
        reading, subject, opens, (back, rank, subjects) = self.reading, place.subject, place.opens, far
        yield f"back {min(back, 8)}"
        yield f"subject {subject} opens {opens} back {min(back, 3)}"
        yield f"rank {min(rank, 4)}"
        yield f"rank {min(rank, 3)} subject {subject}"
        yield f"subjects {subjects}"
        yield f"subjects {subjects} back {min(back, 2)}"
        yield f"both {asked.token in self.subjects} {subject}"
        yield f"between {min(3, self._between(name, asked))} {rank == 0}"
        own, other = reading.quote[name.first], reading.quote[asked.token]
        quoted = "no" if own < 0 and other < 0 else "same" if own == other else "it" if other < 0 else "two"
        yield f"quoted {'pronoun' if own < 0 <= other else quoted}"
        yield f"closing {self._follows_quotation(asked.token)} {own >= 0} {min(back, 3)}"

    def _between(self, name: Name, asked: Asked) -> int:
        """Pronouns of the same gender and number between a mention and a pronoun."""
        if asked.token - name.last >= LONG:
            return 9
        at = self._pronouns[asked.group]
        return bisect_left(at, asked.token) - bisect_right(at, name.last)

    @cached_property
    def _pronouns(self) -> Mapping[str, list[int]]:
        """Where the pronouns of each gender and number stand."""
        found = defaultdict[str, list[int]](list)
        for k, low in enumerate(self.reading.low):
            if low in PRONOUNS:
                found[group_of(low)].append(k)
        return found

    def _follows_quotation(self, token: int) -> str:
        """'“…” she said', '“…” said she', or neither."""
        low, tag, tokens = self.reading.low, self.reading.tag, self.reading.tokens
        before = token - int(tokens.article_bounds[tokens.article[token]])
        if before > 0 and low[token - 1] in CLOSING:
            return "mark"
        return "verb" if before > 1 and tag[token - 1].startswith("VB") and low[token - 2] in CLOSING else "no"


PRONOUNS: Final = MALE | FEMALE | THINGS | MANY


def group_of(low: str) -> str:
    """Gender and number of a pronoun; *those* and the like count as *they*."""
    return next((name for name, words in (("he", MALE), ("she", FEMALE), ("it", THINGS)) if low in words), "they")


def class_of(low: str, use: Use) -> int:
    """Which weights a pronoun is weighed by: a position in `framing.scorers.pronouns.CLASSES`.

    Examples
    --------
    >>> class_of("she", "source"), class_of("its", "source"), class_of("she", "mention")
    (0, 1, 3)
    """
    if low in MALE | FEMALE:
        return 0 if use == "source" else 3
    return 1 if low in THINGS else 2


def _is_label(name: Name) -> bool:
    """'Md.', 'R-Wis': where somebody is from, in short."""
    return name.kind != "person" and " " not in name.name and (name.name.endswith(".") or "-" in name.name)


@cache
def _genders() -> dict[str, str]:
    """Given names that are a man's or a woman's, almost always."""
    return {entry.pattern.lstrip("="): entry.category for entry in load_lexicon("gendered_names").entries}
