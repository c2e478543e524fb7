"""Who is written about: names found in the text, or the caller's own, and every mention under one name.

Found names are runs of capitalised words; within an article they are gathered under one canonical name by acronym
("Islamic State Khorasan Province (ISKP)"), surname, title, demonym and capital ("Pakistani", "Islamabad"). Actors that
the caller gives always win: with them, only they are looked for, under their aliases and those that follow from the
name.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from framing.annotators.aliases import name_actors
from framing.annotators.names import JOINERS, Found, find_names, initials, kind_of, listed, places
from framing.annotators.pronouns import Name
from framing.annotators.reference import find_references
from framing.text.reading import Reading
from framing.text.tokenize import find_tokens


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor, in tokens of the batch."""

    first: int
    last: int
    actor: str
    kind: str
    entry: str


# Names in the text --------------------------------------------------------------------------------


def find_actors(reading: Reading) -> list[Mention]:
    """Every named actor of a batch, gathered within each article.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    list of Mention
        In order; `actor` is the canonical name within the article.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Ana Ruiz leads the Port Workers Union (PWU). Ruiz said the PWU will wait."]))
    >>> [mention.actor for mention in find_actors(reading)]
    ['Ana Ruiz', 'Port Workers Union', 'Port Workers Union', 'Ana Ruiz', 'Port Workers Union']
    """
    article = reading.tokens.article
    by_article = itertools.groupby(find_names(reading), key=lambda name: int(article[name.first]))
    return [mention for _, names in by_article for mention in _gathered(reading, list(names))]


def _gathered(reading: Reading, names: list[Found]) -> list[Mention]:
    aliases = zip(names, name_actors(reading, names), strict=True)
    return [Mention(name.first, name.last, alias.actor, alias.kind, alias.rule) for name, alias in aliases]


def with_references(reading: Reading, mentions: Sequence[Mention], others: Sequence[Mention] = ()) -> list[Mention]:
    """The mentions, and the pronouns and descriptions that stand for their actors.

    Parameters
    ----------
    reading : Reading
    mentions : sequence of Mention
        Names that are asked for.
    others : sequence of Mention
        Names that nobody asked for: a pronoun that stands for one of them is none of ours. Where they overlap a mention
        they are left out.

    Returns
    -------
    list of Mention
        In order.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Ana Ruiz met Tom Hale. She was late."]))
    >>> [(m.first, m.actor, m.entry) for m in with_references(reading, find_actors(reading))][-1]
    (6, 'Ana Ruiz', 'rule:pronoun')
    """
    taken = {k for mention in mentions for k in range(mention.first, mention.last + 1)}
    rivals = [m for m in others if taken.isdisjoint(range(m.first, m.last + 1))]
    every = sorted((*mentions, *rivals), key=lambda mention: mention.first)
    asked = {(int(reading.tokens.article[mention.first]), mention.actor) for mention in mentions}
    found = [
        Mention(first, last, name.name, name.kind, rule)
        for first, last, name, rule in find_references(reading, [Name(m.first, m.last, m.actor, m.kind) for m in every])
        if (int(reading.tokens.article[first]), name.name) in asked
    ]
    return sorted((*mentions, *found), key=lambda mention: mention.first)


# Actors that the caller gives ---------------------------------------------------------------------


def match_actors(reading: Reading, given: Sequence[Mapping[str, Sequence[str]]]) -> list[Mention]:
    """Every mention of given actors.

    Parameters
    ----------
    reading : Reading
    given : sequence of mapping
        For each article of the batch: canonical name to aliases; more aliases follow from the name.

    Returns
    -------
    list of Mention
        In order, disjoint: of overlapping ones the longest.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Islamabad denies it, Khan said."]))
    >>> [m.actor for m in match_actors(reading, [{"Pakistan": [], "Imran Khan": []}])]
    ['Pakistan', 'Imran Khan']
    """
    bounds = reading.tokens.article_bounds
    found: list[Mention] = []
    for a, actors in enumerate(given):
        table = _alias_table(tuple((name, tuple(aliases)) for name, aliases in actors.items()))
        low, high = int(bounds[a]), int(bounds[a + 1])
        found += _scan(reading, low, high, table)
    return found


def _scan(
    reading: Reading,
    low: int,
    high: int,
    table: Mapping[str, Sequence[tuple[tuple[str, ...], str, str, str]]],
) -> list[Mention]:
    found = []
    k = low
    while k < high:
        step = 1
        for words, actor, kind, entry in table.get(_fold(reading.form[k]), ()):
            end = k + len(words)
            if end <= high and all(_same(reading.form[k + i], w) for i, w in enumerate(words)):
                found.append(Mention(k, end - 1, actor, kind, entry))
                step = len(words)
                break
        k += step
    return found


def _fold(form: str) -> str:
    return form.lower().replace("’", "'")


def _same(form: str, wanted: str) -> bool:
    """Capitals must stand where the alias has them ('Bush' is not 'bush'); a headline may add some."""
    return _fold(form) == _fold(wanted) and (form[0].isupper() or not wanted[0].isupper())


@cache
def _alias_table(
    given: tuple[tuple[str, tuple[str, ...]], ...],
) -> Mapping[str, tuple[tuple[tuple[str, ...], str, str, str], ...]]:
    """First word to (words, actor, kind, entry), longest first; an alias that two actors share is nobody's."""
    claims: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    kinds: dict[str, str] = {}
    for name, aliases in given:
        words = _tokens_of(name)
        kinds[name] = kind_of(words, titled=False) if words else "other"
        for alias in (name, *aliases):
            claims[_tokens_of(alias)].setdefault(name, "given")
    for name, _ in given:
        for alias, rule in _implied(name, kinds[name]):
            if not any(r == "given" for r in claims.get(_tokens_of(alias), {}).values()):
                claims[_tokens_of(alias)].setdefault(name, rule)
    table: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = defaultdict(list)
    for words, owners in claims.items():
        if words and (len(owners) == 1 or "given" in owners.values()):
            name, rule = next(iter(owners.items()))
            table[_fold(words[0])].append((words, name, kinds[name], f"rule:{rule}"))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


@cache
def _tokens_of(name: str) -> tuple[str, ...]:
    _, _, _, word, vocabulary = find_tokens([name])
    return tuple(vocabulary[w] for w in word)


def _implied(name: str, kind: str) -> Iterable[tuple[str, str]]:
    """Aliases that follow from a name."""
    words = _tokens_of(name)
    yield from _implied_by_place(name)
    yield from _implied_by_list(name)
    if kind in {"person", "other"} and 1 < len(words) < 5 and all(w[0].isupper() or w in JOINERS for w in words):
        if words[-1].rstrip(".") in {"Jr", "Sr", "II", "III"}:
            words = words[:-1]
        yield words[-1], "surname"
        if len(words) > 2:
            yield f"{words[0]} {words[-1]}", "name without middle"
    if kind in {"organisation", "other", "group"} and len(words) > 2:
        for letters in sorted(initials(words)):
            if len(letters) > 2:
                yield letters, "acronym"
    yield from _implied_by_form(words)


def _implied_by_form(words: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """'X of the United States', 'United States X', 'X Party' and 'Department of X' lose what everybody leaves out."""
    text = " ".join(words)
    for tail in (" of the United States", " of the United Kingdom"):
        if text.endswith(tail):
            yield text.removesuffix(tail), "short name"
    for lead in ("United States ", "U.S. ", "US "):
        if text.startswith(lead):
            rest = text.removeprefix(lead)
            yield rest, "short name"
            yield from _implied_by_form(tuple(rest.split()))
    if len(words) == 3 and words[:2] == ("Department", "of"):
        yield f"{words[2]} Department", "short name"
    if len(words) == 2 and words[1] == "Party":
        stem = words[0].removesuffix("ic") if words[0] == "Democratic" else words[0]
        yield f"{stem}s", "members"
        yield stem, "members"
        yield words[0], "members"


def _implied_by_place(name: str) -> Iterable[tuple[str, str]]:
    for words, (category, note) in places().items():
        if category in {"country", "demonym", "capital", "metonym"} and note.split(";")[0].strip() == name:
            yield " ".join(words), category


def _implied_by_list(name: str) -> Iterable[tuple[str, str]]:
    for words, (category, note) in listed("organisations").items():
        if category in {"known", "group"} and note.split(";")[0].strip() == name:
            yield " ".join(words), "known acronym"
