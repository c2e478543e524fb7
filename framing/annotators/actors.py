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
from typing import Final

from framing.lexicons import load_lexicon
from framing.lexicons.inflection import known_forms
from framing.text.reading import Reading
from framing.text.tags import headline_tokens
from framing.text.tokenize import find_tokens

JOINERS: Final = frozenset("of for and de la du al el bin ibn van von der den di da e-".split())
"""Lower-case words inside a name; 'of', 'for' and 'and' only behind a word that heads organisations."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor, in tokens of the batch."""

    first: int
    last: int
    actor: str
    kind: str
    entry: str


@dataclass(frozen=True, slots=True)
class _Name:
    first: int
    last: int
    words: tuple[str, ...]
    titled: bool


@cache
def _listed(name: str) -> Mapping[tuple[str, ...], tuple[str, str]]:
    """A list of exact-case names: words to category and note."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}
    for entry in load_lexicon(name).entries:
        words = tuple(part.lstrip("=") for part in entry.pattern.split())
        table.setdefault(words, (entry.category, entry.note))
    return table


@cache
def _places() -> Mapping[tuple[str, ...], tuple[str, str]]:
    return {k: v for k, v in _listed("places").items() if v[0] != "exception"}


@cache
def _organisation_words(category: str) -> Mapping[str, str]:
    return {
        words[-1]: note for words, (c, note) in _listed("organisations").items() if c == category and len(words) == 1
    }


@cache
def _given_names() -> frozenset[str]:
    return frozenset(words[0] for words in _listed("given_names"))


@cache
def _calendar() -> frozenset[str]:
    return frozenset(words[0] for words in _listed("calendar") if len(words) == 1)


@cache
def _title_words() -> frozenset[str]:
    """Words that stand before a name: 'President', 'Sen.', 'Mr.'."""
    return frozenset(
        form
        for entry in load_lexicon("titles").entries
        if entry.category in {"official", "expert", "person", "media"}
        for reading in entry.readings
        if len(reading) == 1
        for form in reading[0].words
    )


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
    tokens = reading.tokens
    if not len(tokens):
        return []
    headline = headline_tokens(tokens.vocabulary, tokens.word, tokens.sentence_starts).tolist()
    found: list[Mention] = []
    for low, high in itertools.pairwise(tokens.article_bounds.tolist()):
        if high > low:
            found += _gather(reading, _names(reading, low, high, headline[low:high]))
    return found


def _names(reading: Reading, low: int, high: int, headline: list[bool]) -> list[_Name]:
    inside = {reading.form[k] for k in range(low, high) if _inside_sentence(reading, k) and not headline[k - low]}
    names: list[_Name] = []
    k = low
    while k < high:
        end = _run(reading, k, high, inside) if not headline[k - low] else k
        if end == k:
            k += 1
            continue
        name = _trimmed(reading, k, end - 1)
        if name is not None:
            names.append(name)
        k = end
    return names + _known_in_headlines(reading, low, high, headline, names)


def _inside_sentence(reading: Reading, k: int) -> bool:
    return (
        reading.form[k][:1].isupper()
        and k > reading.sentence_first[k]
        and reading.tag[k - 1] not in {"``", "''", ":", "-LRB-"}
    )


def _run(reading: Reading, k: int, high: int, inside: set[str]) -> int:
    """One past the last token of the name that begins at k; k itself when none does."""
    if not _can_begin(reading, k, inside):
        return k
    end = k + 1
    while end < high and end <= reading.sentence_last[k]:
        form = reading.form[end]
        if (form[:1].isupper() and form[0].isalpha() and form not in _calendar()) or _joins(reading, k, end, high):
            end += 1
        else:
            break
    while end > k + 1 and not reading.form[end - 1][:1].isupper():
        end -= 1
    return end


def _can_begin(reading: Reading, k: int, inside: set[str]) -> bool:
    form = reading.form[k]
    if not form[0].isalpha() or not form[0].isupper() or form == "I" or form in _calendar():
        return False
    if _inside_sentence(reading, k):
        closed = reading.tag[k] in {"PRP", "DT", "IN", "CC", "MD", "PRP$", "WRB", "WP"}
        return not closed or (len(form) > 3 and form.isupper())
    return _names_at_start(reading, k, inside)


def _names_at_start(reading: Reading, k: int, inside: set[str]) -> bool:
    """At a sentence's head every word is capitalised: a name is one that stands capitalised elsewhere or is no word."""
    form = reading.form[k]
    if form in inside or (form.isupper() and len(form) > 1):
        return reading.low[k] not in {
            "the",
            "a",
            "an",
            "in",
            "it",
            "he",
            "she",
            "they",
            "we",
            "this",
            "but",
            "and",
        }
    if (form,) in _places() or form in _given_names() or reading.low[k] in _title_words():
        return True
    if reading.low[k] not in known_forms():
        return not reading.low[k].endswith(("ly", "ing", "ed"))
    following = reading.form[k + 1] if k < reading.sentence_last[k] else ""
    return following[:1].isupper() and reading.tag[k][:2] in {"NN", "JJ"} and following in inside


def _joins(reading: Reading, first: int, k: int, high: int) -> bool:
    if k + 1 >= high or reading.low[k] not in JOINERS or not reading.form[k + 1][:1].isupper():
        return (
            reading.low[k] == "the"
            and reading.low[k - 1] == "of"
            and k + 1 < high
            and reading.form[k + 1][:1].isupper()
        )
    if reading.low[k] not in {"of", "for", "and"}:
        return True
    heads = _organisation_words("head")
    if reading.low[k] == "and":
        return any(reading.form[j] in heads for j in range(first, k)) and "of" in reading.low[first:k]
    return reading.form[k - 1] in heads or reading.form[k - 1] in {"Line", "House", "Department", "Secretary"}


def _trimmed(reading: Reading, first: int, last: int) -> _Name | None:
    """The name without the titles before it; None when nothing is left."""
    start = first
    while start < last and reading.low[start] in _title_words() and not reading.form[start].isupper():
        start += 1
    words = tuple(reading.form[start : last + 1])
    if start == last and reading.low[start] in _title_words() | {"gov", "mr", "mrs", "ms"}:
        return None
    if len(words) == 1 and (len(words[0].rstrip(".")) < 2 or _is_adjective(reading, start)):
        return None
    return _Name(start, last, words, titled=start > first)


ADJECTIVAL: Final = ("ern", "ian", "ean", "ic", "ish", "ese", "ist", "ive")
NO_NAMES: Final = frozenset(
    {"PhD", "MD", "MBA", "CEO", "CFO", "MP", "MPs", "TV", "AM", "PM", "A.M.", "P.M.", "OK", "Q", "FAQ"}
)


def _is_adjective(reading: Reading, k: int) -> bool:
    """'Western', 'US-brokered', 'Indo-Pakistan': capitalised, but no name of anybody."""
    form = reading.form[k]
    if form in NO_NAMES or (form,) in _places():
        return form in NO_NAMES
    if "-" in form:
        parts = [part for part in form.split("-") if part]
        return parts[-1][:1].islower() or all(
            (part,) in _places() or part in {"Indo", "Sino", "Franco"} for part in parts
        )
    listed = _listed("organisations").get((form,))
    followed = k < reading.sentence_last[k] and reading.tag[k + 1] in {"NN", "NNS"}
    return listed is None and followed and form.endswith(ADJECTIVAL) and form not in _given_names()


def _known_in_headlines(reading: Reading, low: int, high: int, headline: list[bool], names: list[_Name]) -> list[_Name]:
    """In a headline only names that stand elsewhere in the article, or in our lists, are found."""
    known = {name.words for name in names} | {(name.words[-1],) for name in names if len(name.words) > 1}
    longest = max((len(words) for words in known), default=1)
    found = []
    free = low
    for k in range(low, high):
        if k < free or not headline[k - low]:
            continue
        for size in range(min(longest, high - k), 0, -1):
            words = tuple(reading.form[k : k + size])
            if words in known or (size == 1 and words in _places()):
                found.append(_Name(k, k + size - 1, words, titled=False))
                free = k + size
                break
    return found


# One name for all of them -------------------------------------------------------------------------


def _gather(reading: Reading, names: list[_Name]) -> list[Mention]:
    kinds = {words: _kind(words, titled=any(n.titled for n in group)) for words, group in _grouped(names).items()}
    for _, full, _ in _acronyms(reading, names):
        if not isinstance(full, str) and kinds.get(full) in {"other", "person"}:
            kinds[full] = "organisation"
    canonical, reasons = _canonical_names(reading, names, kinds)
    shown = {words: " ".join(words) for words in kinds}
    mentions = []
    for name in sorted(names, key=lambda n: n.first):
        target = canonical.get(name.words, name.words)
        actor = target if isinstance(target, str) else _clean(shown.get(target, " ".join(target)))
        kind = "place" if isinstance(target, str) else kinds.get(target, "other")
        mentions.append(Mention(name.first, name.last, actor, kind, reasons.get(name.words, "rule:name")))
    return mentions


def _clean(text: str) -> str:
    return text.replace(" ’s", "’s").replace(" 's", "'s")


def _grouped(names: Iterable[_Name]) -> dict[tuple[str, ...], list[_Name]]:
    groups: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for name in names:
        groups[name.words].append(name)
    return groups


def _kind(words: tuple[str, ...], *, titled: bool) -> str:
    """What kind of actor a name is: by our lists, by the words that head names, by its shape."""
    if words in _places():
        return "group" if _places()[words][0] == "demonym" and words[-1].endswith("s") else "place"
    known = _listed("organisations").get(words)
    if known is not None and known[0] in KNOWN_KINDS:
        return KNOWN_KINDS[known[0]]
    headed = next((kind for kind, category, word in _heads(words) if word in _organisation_words(category)), None)
    if headed is not None:
        return headed
    if titled or words[0] in _given_names():
        return "person"
    return _kind_by_shape(words)


KNOWN_KINDS: Final = {"known": "organisation", "group": "group", "event": "event"}


def _heads(words: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    return (
        ("event", "event", words[-1]),
        ("organisation", "head", words[-1]),
        ("organisation", "head", words[0]),
        ("group", "group", words[-1]),
    )


def _kind_by_shape(words: tuple[str, ...]) -> str:
    if len(words) == 1 and words[0].isupper():
        return "organisation"
    plain = len(words) in (2, 3) and all(w.isalpha() and w[0].isupper() and not w.isupper() for w in words)
    regional = (words[-1],) in _places() or words[0] in _organisation_words("event")
    return "person" if plain and not regional and not words[-1].endswith(ADJECTIVAL) else "other"


Target = tuple[str, ...] | str


def _canonical_names(
    reading: Reading, names: list[_Name], kinds: Mapping[tuple[str, ...], str]
) -> tuple[dict[tuple[str, ...], Target], dict[tuple[str, ...], str]]:
    """For each run of words the run that stands for it, and the rule that says so."""
    target: dict[tuple[str, ...], Target] = {}
    reasons: dict[tuple[str, ...], str] = {}
    long = [words for words in kinds if len(words) > 1]
    for short, words, rule in (*_acronyms(reading, names), *_short_names(kinds, long), *_countries(kinds)):
        if short not in target and short != words:
            target[short], reasons[short] = words, rule
    resolved = {short: _follow(target, short) for short in target}
    return resolved, reasons


def _follow(target: Mapping[tuple[str, ...], Target], short: tuple[str, ...]) -> Target:
    seen = {short}
    at: Target = short
    while not isinstance(at, str) and at in target and (nxt := target[at]) not in seen:
        at = nxt
        if not isinstance(at, str):
            seen.add(at)
    return at


def _acronyms(reading: Reading, names: list[_Name]) -> Iterable[tuple[tuple[str, ...], Target, str]]:
    """'Full Name (FN)' and acronyms that spell the initials of a longer name in the article."""
    ends = {name.last: name for name in names}
    for name in names:
        acronym = name.words[0]
        before = ends.get(name.first - 2)
        if len(name.words) != 1 or before is None or reading.low[name.first - 1] != "(" or len(before.words) < 2:
            continue
        if (acronym[:2].isalpha() and acronym[:2].isupper()) or acronym.upper() in _initials(before.words):
            yield name.words, before.words, "rule:acronym in brackets"
    distinct = list(dict.fromkeys(name.words for name in names))
    spelled = [(words, _initials(words)) for words in distinct if len(words) > 1]
    for words in distinct:
        acronym = words[0].replace(".", "")
        if len(words) == 1 and acronym.isupper() and len(acronym) > 1:
            yield from ((words, long, "rule:acronym") for long, initials in spelled if acronym in initials)


def _initials(words: Sequence[str]) -> frozenset[str]:
    """All capitals, with and without small joiners, hyphens counted as breaks."""
    parts = [part for word in words for part in word.split("-") if part]
    return frozenset(
        {
            "".join(part[0] for part in parts if part[0].isupper()),
            "".join(part[0] for part in parts).upper(),
            "".join(word[0] for word in words if word[0].isupper()),
        }
    )


def _short_names(
    kinds: Mapping[tuple[str, ...], str], long: list[tuple[str, ...]]
) -> Iterable[tuple[tuple[str, ...], Target, str]]:
    """Surnames and first names to full names; 'the Liberation Army' to the longer name that ends so."""
    for words, kind in kinds.items():
        if words in _places():
            continue
        for full in sorted(long, key=len, reverse=True):
            if len(full) <= len(words) or kinds[full] not in {"person", "other", "organisation", "group"}:
                continue
            if kinds[full] in {"person", "other"} and words == full[-len(words) :]:
                yield words, full, "rule:surname"
            elif kinds[full] == "person" and kind == "person" and words == full[:1]:
                yield words, full, "rule:first name"
            elif kinds[full] == "organisation" and words == full[-len(words) :] and len(words) > 1:
                yield words, full, "rule:short name"


def _countries(kinds: Mapping[tuple[str, ...], str]) -> Iterable[tuple[tuple[str, ...], Target, str]]:
    for words in kinds:
        category, note = _places().get(words, ("", ""))
        country = note.split(";")[0].strip()
        if category in {"country", "demonym", "capital", "metonym"} and country and country != "ambiguous":
            yield words, country, f"rule:{category}"
        known = _listed("organisations").get(words)
        if known is not None and known[0] == "known" and known[1]:
            expansion = tuple(known[1].split(";")[0].split())
            if expansion in kinds:
                yield words, expansion, "rule:known acronym"


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
        kinds[name] = _kind(words, titled=False) if words else "other"
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
        for letters in sorted(_initials(words)):
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
    for words, (category, note) in _places().items():
        if category in {"country", "demonym", "capital", "metonym"} and note.split(";")[0].strip() == name:
            yield " ".join(words), category


def _implied_by_list(name: str) -> Iterable[tuple[str, str]]:
    for words, (category, note) in _listed("organisations").items():
        if category in {"known", "group"} and note.split(";")[0].strip() == name:
            yield " ".join(words), "known acronym"
