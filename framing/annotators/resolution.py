"""One person, one name: what names and descriptions of sources stand for within an article.

Start with `full_names`, which gives each name in the text the fullest form that the article has for its bearer, and
`Descriptions`, which says whom "the senator" or "the agency" describes. Each name gathers the words around it
(titles, appositions, an organisation's own words); a description goes to the name that shares its head and modifiers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from framing.annotators.pronouns import Name
from framing.lexicons import load_lexicon
from framing.text.reading import Reading, Span

COURTESY: Final = frozenset({"mr", "mrs", "ms", "miss"})
CALLED: Final = {
    "sen": ("senator", "lawmaker"),
    "senator": ("lawmaker",),
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),
    "congressman": ("lawmaker", "representative"),
    "congresswoman": ("lawmaker", "representative"),
    "gov": ("governor",),
    "gen": ("general",),
    "prof": ("professor",),
    "dr": ("doctor",),
    "lt": ("lieutenant",),
    "sgt": ("sergeant",),
    "nominee": ("candidate",),
    "candidate": ("nominee",),
    "gop": ("republican",),
    "democrat": ("democratic",),
    "democratic": ("democrat",),
    "republican": ("gop",),
    "businessman": ("mogul",),
}
"""What somebody with a title is called as well."""
FACTIONS: Final = frozenset({"democratic", "democrat", "republican", "gop", "libertarian", "independent"})
"""Modifiers that nobody has two of."""
HEAD, SHARED, LACKED, OTHER_SIDE, FAR = 4, 2, -1, -6, -1
"""What the head of a description, each modifier shared and lacked, another party's name, and distance are worth."""
POINTING: Final = frozenset({"the", "this", "that"})
DEPUTIES: Final = frozenset({"vice", "deputy"})
DEPUTY: Final = -2
"""*The president* is hardly the vice president."""
LEAST: Final = 2
PARAGRAPHS: Final = 4
"""A name so many paragraphs back costs one point of distance more."""


def full_names(reading: Reading, names: Sequence[Name]) -> list[Name]:
    """The names of a batch, each under the fullest form that its article has.

    Parameters
    ----------
    reading : Reading
    names : sequence of Name

    Returns
    -------
    list of Name
        The same spans in the same order; those of one person, or one body, have one `name`.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Republican Tom Hale left. O’Hara stayed."]))
    >>> [name.name for name in full_names(reading, [Name(0, 2, "Republican Tom Hale", "other")])]
    ['Tom Hale']
    """
    article = reading.tokens.article
    bare = [_bare(_house(reading, name)) for name in names]
    people, bodies = defaultdict[int, Counter[str]](Counter), defaultdict[int, Counter[str]](Counter)
    for name in bare:
        if " " in name.name and name.kind in {"person", "other", "organisation"}:
            by_article = bodies if name.kind == "organisation" else people
            by_article[int(article[name.first])][name.name] += 1
    return [_fullest(n, people[int(article[n.first])], bodies[int(article[n.first])]) for n in bare]


def _house(reading: Reading, name: Name) -> Name:
    """'The White House' speaks for itself, not as the country; in a headline the given name may stand before."""
    shown = " ".join(reading.form[name.first : name.last + 1])
    if shown in _metonyms():
        return replace(name, name=shown, kind="organisation")
    before = name.first - 1
    if " " in name.name or before < reading.sentence_first[name.first] or reading.form[before] not in _given():
        return name
    return replace(name, name=f"{reading.form[before]} {name.name}", kind="person")


def _bare(name: Name) -> Name:
    """'Massachusetts Sen. Elizabeth Warren' without what stands before the given name; apostrophes of one kind."""
    plain = name.name.replace("'", "’").removesuffix("’s").strip()
    words = plain.split()
    for k in range(1, len(words) - 1):
        if words[k] in _given() and _is_label(words[k - 1]):
            return replace(name, name=" ".join(words[k:]), kind="person")
    if len(words) > 2 and words[0] in {"Said", "Says", "Former", "Like"}:
        plain = " ".join(words[1:])
    return replace(name, name=plain)


def _is_label(word: str) -> bool:
    low = word.lower().strip(".,")
    if word.isupper() and len(word) > 2:
        return True
    return low in _roles() or low in FACTIONS or low in CALLED or word in _peoples()


def _fullest(name: Name, people: Counter[str], bodies: Counter[str]) -> Name:
    """The most frequent full name that ends like this one, or differs from it by a middle name."""
    words = name.name.split()
    if name.kind in {"place", "event"} or (name.kind not in {"person", "other"} and len(words) > 1):
        return name
    fitting = [full for full in people if full != name.name and _extends(full.split(), words)]
    if fitting:
        return replace(name, name=max(fitting, key=lambda full: (people[full], len(full))), kind="person")
    longer = [full for full in bodies if len(words) == 1 and full.split()[-1] == words[0] and name.kind != "person"]
    return replace(name, name=longer[0], kind="organisation") if len(longer) == 1 else name


def _extends(full: Sequence[str], words: Sequence[str]) -> bool:
    full = full[:-1] if full[-1].strip(".") in {"Jr", "Sr", "II", "III"} else full
    if len(words) == 1:
        return full[-1] == words[0]
    if len(full) > len(words) and [w.lower() for w in full[-len(words) :]] == [w.lower() for w in words]:
        return full[0] in _given()
    return len(full) == len(words) + 1 and full[0] == words[0] and full[-1] == words[-1]


def courtesy_name(reading: Reading, head: Span, names: Sequence[Name]) -> Name | None:
    """'Mr. King', whom no list of names holds: the person of that surname in the article.

    Parameters
    ----------
    reading : Reading
    head : (int, int)
        A noun phrase.
    names : sequence of Name
        Those of the article, under their full names.

    Returns
    -------
    Name or None
    """
    first, last = head
    while last > first and (reading.tag[last] == "POS" or reading.low[last] in {"'s", "'"}):
        last -= 1
    if last == first or reading.low[first].strip(".") not in COURTESY or not reading.form[last][:1].isupper():
        return None
    surname = " ".join(reading.form[first + 1 : last + 1])
    for name in names:
        if name.name.endswith(f" {surname}"):
            return Name(first + 1, last, name.name, "person")
    return Name(first + 1, last, surname, "person")


def together(reading: Reading, phrase: Span, names: Sequence[Name]) -> list[Name]:
    """The names of a phrase that is nothing but names: 'Sens. Jon Orr (D-Mont.) and Ana Ruiz'.

    Returns
    -------
    list of Name
        At least two, or none.
    """
    inside = [n for n in names if n.last <= phrase[1] and n.kind not in {"place", "event"}]
    inside = [n for n in inside if reading.low[max(n.first - 1, phrase[0])] != "("]
    covered = {k for n in inside for k in range(n.first, n.last + 1)}
    brackets = 0
    joined = False
    for k in range(phrase[0], phrase[1] + 1):
        low = reading.low[k]
        brackets += (low == "(") - (low == ")")
        if k in covered or brackets or low in {",", ")", "the", "both"} or low.strip(".") in _roles() | COURTESY:
            continue
        if low not in {"and", "&"}:
            return []
        joined = True
    return list({n.name: n for n in inside}.values()) if joined and len({n.name for n in inside}) > 1 else []


class Descriptions:
    """What each name of a batch is called besides.

    Parameters
    ----------
    reading : Reading
    names : sequence of Name
        Under their full names, in order.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Democrat Tom Hale, a baker, met Sen. Ana Ruiz. The senator left."]))
    >>> names = [Name(1, 2, "Tom Hale", "person"), Name(9, 10, "Ana Ruiz", "person")]
    >>> Descriptions(reading, names).of((12, 13)).name
    'Ana Ruiz'
    """

    def __init__(self, reading: Reading, names: Sequence[Name]) -> None:
        self.reading = reading
        self.names = sorted(names, key=lambda name: name.first)
        self.begins = [name.first for name in self.names]
        self.called: dict[tuple[int, str], set[str]] = defaultdict(set)
        self.at: dict[int, list[Name]] = defaultdict(list)
        for name in self.names:
            article = int(reading.tokens.article[name.first])
            self.at[article].append(name)
            for word in (*self._before(name), *self._behind(name), *_own_words(name)):
                self.called[article, name.name] |= {word, *CALLED.get(word, ())}

    def inside(self, phrase: Span) -> Sequence[Name]:
        """The names that begin in a phrase."""
        return self.names[bisect_left(self.begins, phrase[0]) : bisect_left(self.begins, phrase[1] + 1)]

    def in_article(self, token: int) -> Sequence[Name]:
        """The names of the article that a token stands in."""
        return self.at[int(self.reading.tokens.article[token])]

    def _before(self, name: Name) -> Iterator[str]:
        """Titles, inside what was found as the name too: 'Democrat', 'Sen.', 'campaign manager'."""
        reading = self.reading
        for k in range(name.last, reading.sentence_first[name.first] - 1, -1):
            inside = name.first <= k
            if not inside and reading.tag[k] not in {"NN", "NNP", "JJ"}:
                return
            if not inside or reading.form[k] not in name.name.split():
                yield reading.low[k].strip(".")

    def _behind(self, name: Name) -> Iterator[str]:
        """The apposition: ', the top Democrat on the panel,', ', who is mayor'."""
        reading, k = self.reading, name.last + 1
        if k >= reading.sentence_last[name.first] or reading.low[k] not in {",", "(", "is", "was", "as"}:
            return
        k += 1
        if reading.noun_phrase[k] < 0 or reading.tag[k] not in {"DT", "NN", "JJ", "PRP$", "NNP"}:
            return
        first, last = reading.phrase_span(k)
        if reading.low[name.last + 1] == "," and last < len(reading.tag) - 1 and reading.verb_group[last + 1] >= 0:
            return
        if reading.tag[last] in {"NN", "NNP"} and (reading.tag[k] in {"DT", "PRP$"} or reading.low[last] in _roles()):
            yield from (reading.low[j].strip(".") for j in range(first, last + 1) if reading.tag[j][:2] in {"NN", "JJ"})

    def mentions(self) -> list[Name]:
        """The definite descriptions of a batch that stand for a name mentioned before: 'the president'."""
        reading, found = self.reading, list[Name]()
        words = defaultdict[int, set[str]](set)
        for (article, _), called in self.called.items():
            words[article] |= called
        inside = {k for name in self.names for k in range(name.first, name.last + 1)}
        for first, last in zip(reading.phrases.first.tolist(), reading.phrases.last.tolist(), strict=True):
            if reading.low[first] not in POINTING or reading.tag[last] not in {"NN", "NNP"} or last == first:
                continue
            if last in inside or reading.low[last] not in words[int(reading.tokens.article[first])]:
                continue
            name = self.of((first, last))
            if name is not None and name.first < first:
                found.append(Name(first, last, name.name, name.kind, "description"))
        return found

    def of(self, head: Span) -> Name | None:
        """The name that a definite description stands for; None when none shares its head.

        Parameters
        ----------
        head : (int, int)
            The description's first noun phrase.

        Returns
        -------
        Name or None
        """
        reading = self.reading
        article = int(reading.tokens.article[head[0]])
        noun = reading.low[head[1]]
        modifiers = {reading.low[k].strip(".") for k in range(head[0], head[1]) if reading.tag[k][:2] in {"NN", "JJ"}}
        best: tuple[int, int] | None = None
        for k, name in enumerate(self.at[article]):
            called = self.called[article, name.name]
            if noun not in called or name.kind in {"place", "event"}:
                continue
            weight = self._weight(name, modifiers, called, head[0])
            if best is None or weight >= best[0]:
                best = weight, k
        return self.at[article][best[1]] if best is not None and best[0] >= LEAST else None

    def _weight(self, name: Name, modifiers: set[str], called: set[str], token: int) -> int:
        paragraph = self.reading.tokens.paragraph
        back = int(paragraph[token] - paragraph[name.first])
        modifiers = {next((m for m in (word, *CALLED.get(word, ())) if m in called), word) for word in modifiers}
        shared = modifiers & called
        total = HEAD + SHARED * len(shared) + LACKED * len(modifiers - called)
        total += OTHER_SIDE * bool(modifiers & FACTIONS and not shared & FACTIONS)
        total += DEPUTY * bool(called & DEPUTIES - modifiers)
        return total + FAR * (abs(back) // PARAGRAPHS + 2 * (back < 0 or name.first > token))


def _own_words(name: Name) -> tuple[str, ...]:
    """The words of an organisation's name: 'Environmental Protection Agency' is an agency."""
    return () if name.kind == "person" else tuple(word.lower() for word in name.name.split())


@cache
def _given() -> frozenset[str]:
    return frozenset(entry.pattern.lstrip("=") for entry in load_lexicon("given_names").entries)


@cache
def _peoples() -> frozenset[str]:
    return frozenset(entry.pattern.lstrip("=") for entry in load_lexicon("places").entries)


@cache
def _roles() -> frozenset[str]:
    """Words for what somebody is, in lower case and without points."""
    return frozenset(
        form.lower().strip(".")
        for entry in load_lexicon("titles").entries
        for reading in entry.readings
        for form in reading[-1].words
    )


@cache
def _metonyms() -> frozenset[str]:
    """Houses and towns that speak for a government, where they are written in several words ('White House')."""
    entries = load_lexicon("places").entries
    names = (" ".join(p.lstrip("=") for p in e.pattern.split()) for e in entries if e.category == "metonym")
    return frozenset(name for name in names if " " in name)
