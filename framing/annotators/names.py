"""Which words are names, and of what kind: rules and lists propose, a tagger decides.

Start with `find_names`. The rules look at capitals, at where the sentence begins and at the words that name offices and
organisations; the lists hold places, organisations, given names and public figures. What both say is among what the
tagger (`framing.scorers.names`) sees.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from framing.lexicons import load_lexicon
from framing.lexicons.inflection import known_forms
from framing.schema import ACTOR_KINDS
from framing.scorers.names import NameTagger, labelled, shipped_names, spans
from framing.text.reading import Reading
from framing.text.spelling import Hashes
from framing.text.tags import headline_tokens
from framing.text.tokens import Bools

JOINERS: Final = frozenset("of for and de la du al el bin ibn van von der den di da e-".split())
"""Lower-case words inside a name; 'of', 'for' and 'and' only behind a word that heads organisations."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text, in tokens of the batch.

    Parameters
    ----------
    first, last : int
        First and last token, without the titles before it.
    words : tuple of str
    titled : bool
        A title stands before it.
    kind : str
        One of `framing.schema.ACTOR_KINDS`.
    """

    first: int
    last: int
    words: tuple[str, ...]
    titled: bool
    kind: str


@cache
def listed(name: str) -> Mapping[tuple[str, ...], tuple[str, str]]:
    """A list of exact-case names: words to category and note."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}
    for entry in load_lexicon(name).entries:
        words = tuple(part.lstrip("=") for part in entry.pattern.split())
        table.setdefault(words, (entry.category, entry.note))
    return table


@cache
def places() -> Mapping[tuple[str, ...], tuple[str, str]]:
    """Places and peoples: words to category and note."""
    return {k: v for k, v in listed("places").items() if v[0] != "exception"}


@cache
def organisation_words(category: str) -> Mapping[str, str]:
    """Single words of a category of the list of organisations, with their notes."""
    return {
        words[-1]: note for words, (c, note) in listed("organisations").items() if c == category and len(words) == 1
    }


@cache
def given_names() -> frozenset[str]:
    """Given names in exact case."""
    return frozenset(words[0] for words in listed("given_names"))


@cache
def _calendar() -> frozenset[str]:
    return frozenset(words[0] for words in listed("calendar") if len(words) == 1)


@cache
def title_words() -> frozenset[str]:
    """Words that stand before a name: 'President', 'Sen.', 'Mr.'."""
    return frozenset(
        form
        for entry in load_lexicon("titles").entries
        if entry.category in {"official", "expert", "person", "media"}
        for reading in entry.readings
        if len(reading) == 1
        for form in reading[0].words
    )


def find_names(reading: Reading, tagger: NameTagger | None = None) -> list[Found]:
    """The names of a batch.

    Parameters
    ----------
    reading : Reading
    tagger : NameTagger, optional
        The one that ships with the library by default.

    Returns
    -------
    list of Found
        Disjoint; article by article, in order.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Sen. Ana Ruiz leads the Port Workers Union."]))
    >>> [(" ".join(name.words), name.kind, name.titled) for name in find_names(reading)]
    [('Ana Ruiz', 'person', True), ('Port Workers Union', 'organisation', False)]
    """
    tokens = reading.tokens
    if not len(tokens):
        return []
    headline = _headline(reading)
    proposed = names_by_rule(reading)
    labels = (tagger or shipped_names()).label(tokens, *evidence(reading, proposed))
    labels[headline] = 0
    found = [name for span in _joined(reading, spans(labels, tokens.sentence_key)) for name in _tagged(reading, *span)]
    spelled = [name for name in proposed if _is_spelled_out(reading, name)]
    found = _with_spelled(found, spelled)
    covered = {k for name in found for k in range(name.first, name.last + 1)}
    free = [n for n in proposed if covered.isdisjoint(range(n.first, n.last + 1))]
    found += [n for n in free if n.words in places() or _is_full_name(n)]
    return sorted([*found, *in_headlines(reading, found)], key=lambda name: name.first)


def names_by_rule(reading: Reading) -> list[Found]:
    """What the rules alone would call names outside headlines; in order.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    list of Found
    """
    headline = _headline(reading).tolist()
    return [
        name
        for low, high in itertools.pairwise(reading.tokens.article_bounds.tolist())
        if high > low
        for name in _names(reading, low, high, headline[low:high])
    ]


def _headline(reading: Reading) -> Bools:
    tokens = reading.tokens
    return headline_tokens(tokens.vocabulary, tokens.word, tokens.sentence_starts)


def evidence(reading: Reading, proposed: Sequence[Found]) -> tuple[Hashes, Hashes]:
    """What the rules and the lists say of each token, for the tagger.

    Parameters
    ----------
    reading : Reading
    proposed : sequence of Found
        As `names_by_rule` gives them.

    Returns
    -------
    rule, known : uint32[n]
        The label; the entry of a list that covers the token, its place in it, and what the word is by itself.
    """
    number = {kind: k for k, kind in enumerate(ACTOR_KINDS)}
    n = len(reading.tokens)
    rule = labelled(n, [(name.first, name.last, number[name.kind]) for name in proposed]).astype(np.uint32)
    tokens = reading.tokens
    alone = np.fromiter(map(_alone, tokens.vocabulary), np.uint32, len(tokens.vocabulary))
    known = alone[tokens.word] if n else alone
    form, table, k = reading.form, _entries(), 0
    opens = np.flatnonzero(tokens.by_form(lambda word: word in table)).tolist()
    for at in opens:
        if at < k:
            continue
        for words, code in table[form[at]]:
            k = at + len(words)
            if tuple(form[at:k]) == words and k - 1 <= reading.sentence_last[at]:
                known[at:k] += 4 * code + np.arange(len(words), dtype=np.uint32).clip(max=1)
                known[k - 1] += np.uint32(2)
                break
        else:
            k = at + 1
    return rule, known


@cache
def _entries() -> Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """First word to the entries of our lists that begin so, the longest first, each with a number for its category."""
    numbers: dict[tuple[str, str], int] = {}
    table: dict[str, dict[tuple[str, ...], int]] = {}
    for name in ("places", "organisations", "public_figures", "calendar"):
        for words, (category, note) in listed(name).items():
            ambiguous = "ambiguous" if "ambiguous" in note else ""
            code = numbers.setdefault((name, category + ambiguous), len(numbers) + 1)
            table.setdefault(words[0], {}).setdefault(words, code)
    return {first: tuple(sorted(rows.items(), key=lambda row: -len(row[0]))) for first, rows in table.items()}


@cache
def _alone(form: str) -> int:
    """Given name, title, word that heads an organisation, a group or an event: bits from the ninth on."""
    low = form.lower()
    heads = ("head", "group", "event", "other")
    bits = (form in given_names(), low in title_words(), *(form in organisation_words(head) for head in heads))
    return sum(1 << (9 + k) for k, bit in enumerate(bits) if bit)


def _with_spelled(found: list[Found], spelled: list[Found]) -> list[Found]:
    """The names, those that are spelled out in the place of what lies inside them."""
    for name in spelled:
        inside = [n for n in found if name.first <= n.first and n.last <= name.last]
        others = [n for n in found if n not in inside]
        if all(n.last < name.first or name.last < n.first for n in others):
            found = [*others, name]
    return found


def _is_spelled_out(reading: Reading, name: Found) -> bool:
    """'Inter-Services Intelligence (ISI)': the letters in the brackets say how far the name goes."""
    k = name.last + 2
    if k >= reading.sentence_last[name.last] or reading.low[k - 1] != "(" or len(name.words) < 2:
        return False
    return reading.form[k].isupper() and reading.form[k] in initials(name.words)


def initials(words: Sequence[str]) -> frozenset[str]:
    """All capitals, with and without small joiners, hyphens counted as breaks."""
    parts = [part for word in words for part in word.split("-") if part]
    return frozenset(
        {
            "".join(part[0] for part in parts if part[0].isupper()),
            "".join(part[0] for part in parts).upper(),
            "".join(word[0] for word in words if word[0].isupper()),
        }
    )


def _is_full_name(name: Found) -> bool:
    """A first name that we know and more behind it; the tagger misses some behind 'Republican nominee'."""
    return name.kind == "person" and len(name.words) > 1 and name.words[0] in given_names()


def _joined(reading: Reading, tagged: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The spans, with 'House Ways' and 'Means Committee' one."""
    joined: list[tuple[int, int, int]] = []
    for first, last, kind in tagged:
        before = joined[-1] if joined else (0, -9, 0)
        panel = before[1] == first - 2 and reading.low[first - 1] == "and" and reading.form[last] in PANELS
        if panel and reading.form[before[0]] in {"House", "Senate"}:
            joined[-1] = before[0], last, kind
        else:
            joined.append((first, last, kind))
    return joined


def _tagged(reading: Reading, first: int, last: int, kind: int) -> Iterator[Found]:
    """A name as our tables have it: without titles and possessive; its kind from a list where one is sure."""
    start = first
    while start < last and reading.low[start] in title_words() and not reading.form[start].isupper():
        start += 1
    while last > start and reading.low[last] in SMALL_ENDS:
        last -= 1
    if start < last and _is_party(reading.form[last]) and tuple(reading.form[start : last + 1]) not in _listed_names():
        yield _found(reading, last, last, kind, titled=False)
        last -= 1
    house = last - 1
    if start == house - 1 and (reading.form[house], reading.form[last]) in HOUSES:  # 'the Trump White House'
        yield _found(reading, house, last, kind, titled=False)
        last, kind = start, ACTOR_KINDS.index("person")
    words = tuple(reading.form[start : last + 1])
    if (start == last and reading.low[start] in title_words()) or not words[0][0].isalnum() or LABEL.match(words[0]):
        return
    if _is_office(reading, last) and ACTOR_KINDS[kind] in {"organisation", "other"} and words not in places():
        return
    before = start - 1 >= reading.sentence_first[start] and reading.low[start - 1] in title_words()
    yield _found(reading, start, last, kind, titled=start > first or before)


def _found(reading: Reading, first: int, last: int, kind: int, *, titled: bool) -> Found:
    words = tuple(reading.form[first : last + 1])
    short = len(words) == 1 and words[0] in STATES
    is_place = short or (not titled and words[0] not in given_names() and _is_before_region(reading, last))
    return Found(first, last, words, titled, "place" if is_place else _sure_kind(words) or ACTOR_KINDS[kind])


def _is_before_region(reading: Reading, last: int) -> bool:
    """'Ashton, Md.', 'Orsk, Ohio': the first is a town."""
    if last + 2 > reading.sentence_last[last] or reading.low[last + 1] != ",":
        return False
    region = reading.form[last + 2]
    return places().get((region,), ("", ""))[0] == "region" or region in STATES


STATES: Final = frozenset(
    "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. "
    "Neb. Nev. N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Tex. Vt. Va. Wash. Wis. Wyo.".split()
)
"""States as newspapers shorten them."""


def _is_party(word: str) -> bool:
    category, note = listed("organisations").get((word,), ("", ""))
    return category == "group" and note.endswith(" Party")


@cache
def _listed_names() -> frozenset[tuple[str, ...]]:
    return frozenset(listed("organisations"))


def _is_office(reading: Reading, last: int) -> bool:
    """'Senate Majority Leader Ana Ruiz': the words before are of the title."""
    k = last + 1
    if k >= reading.sentence_last[last] or reading.low[k] not in title_words() or not reading.form[k][0].isupper():
        return False
    return reading.form[k + 1][0].isupper()


SMALL_ENDS: Final = frozenset({"'s", "'", ",", "the", "of", "and", "for", "in", "on"})
LABEL: Final = re.compile(r"[RDIL]-[A-Z]")
"""'R-Ohio', 'D-Calif.': the party and the state of the person before."""
PANELS: Final = frozenset({"Committee", "Subcommittee"})


HOUSES: Final = frozenset({("White", "House"), ("Kremlin",), ("Downing", "Street"), ("Capitol", "Hill")})
"""Places that are somebody."""


def _sure_kind(words: tuple[str, ...]) -> str:
    """The kind that our lists give a name whatever stands around it; empty where they do not know it."""
    category, note = places().get(words, ("", ""))
    if category == "demonym":
        return "group" if words[-1].endswith("s") else "place"
    if category and "ambiguous" not in note:
        return "organisation" if words in HOUSES else "place"
    category, note = listed("organisations").get(words, ("", ""))
    if not category and len(words) > 1 and "ambiguous" not in organisation_words("head").get(words[-1], "ambiguous"):
        return "organisation"
    return "" if "ambiguous" in note else KNOWN_KINDS.get(category, "")


def in_headlines(reading: Reading, names: Sequence[Found]) -> Iterator[Found]:
    """Names in headlines, where a capital says nothing: those that the article has elsewhere, and listed places."""
    headline = _headline(reading)
    article = reading.tokens.article
    for a, group in itertools.groupby(np.flatnonzero(headline).tolist(), key=lambda k: int(article[k])):
        tokens = list(group)
        own = [name for name in names if int(article[name.first]) == a]
        yield from _known_in_headlines(reading, tokens, own)


# By rule ------------------------------------------------------------------------------------------


def _names(reading: Reading, low: int, high: int, headline: list[bool]) -> list[Found]:
    inside = {reading.form[k] for k in range(low, high) if _inside_sentence(reading, k) and not headline[k - low]}
    names: list[Found] = []
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
    return names


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
    if (form,) in places() or form in given_names() or reading.low[k] in title_words():
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
    heads = organisation_words("head")
    if reading.low[k] == "and":
        return any(reading.form[j] in heads for j in range(first, k)) and "of" in reading.low[first:k]
    return reading.form[k - 1] in heads or reading.form[k - 1] in {"Line", "House", "Department", "Secretary"}


def _trimmed(reading: Reading, first: int, last: int) -> Found | None:
    """The name without the titles before it; None when nothing is left."""
    start = first
    while start < last and reading.low[start] in title_words() and not reading.form[start].isupper():
        start += 1
    words = tuple(reading.form[start : last + 1])
    if start == last and reading.low[start] in title_words() | {"gov", "mr", "mrs", "ms"}:
        return None
    if len(words) == 1 and (len(words[0].rstrip(".")) < 2 or _is_adjective(reading, start)):
        return None
    titled = start > first
    return Found(start, last, words, titled, kind_of(words, titled=titled))


ADJECTIVAL: Final = ("ern", "ian", "ean", "ic", "ish", "ese", "ist", "ive")
NO_NAMES: Final = frozenset(
    {"PhD", "MD", "MBA", "CEO", "CFO", "MP", "MPs", "TV", "AM", "PM", "A.M.", "P.M.", "OK", "Q", "FAQ"}
)


def _is_adjective(reading: Reading, k: int) -> bool:
    """'Western', 'US-brokered', 'Indo-Pakistan': capitalised, but no name of anybody."""
    form = reading.form[k]
    if form in NO_NAMES or (form,) in places():
        return form in NO_NAMES
    if "-" in form:
        parts = [part for part in form.split("-") if part]
        return parts[-1][:1].islower() or all(
            (part,) in places() or part in {"Indo", "Sino", "Franco"} for part in parts
        )
    known = listed("organisations").get((form,))
    followed = k < reading.sentence_last[k] and reading.tag[k + 1] in {"NN", "NNS"}
    return known is None and followed and form.endswith(ADJECTIVAL) and form not in given_names()


def _known_in_headlines(reading: Reading, headline: list[int], names: list[Found]) -> list[Found]:
    """In a headline only names that stand elsewhere in the article, or in our lists, are found."""
    kinds = {name.words: name.kind for name in names}
    kinds |= {(name.words[-1],): name.kind for name in names if len(name.words) > 1 and name.kind == "person"}
    longest = max((len(words) for words in kinds), default=1)
    found = []
    free, within = 0, set(headline)
    for k in headline:
        if k < free:
            continue
        for size in range(longest, 0, -1):
            words = tuple(reading.form[k : k + size])
            if k + size - 1 in within and (words in kinds or (size == 1 and words in places())):
                found.append(Found(k, k + size - 1, words, titled=False, kind=kinds.get(words) or _sure_kind(words)))
                free = k + size
                break
    return found


def kind_of(words: tuple[str, ...], *, titled: bool) -> str:
    """What kind of actor a name is: by our lists, by the words that head names, by its shape."""
    if words in places():
        return "group" if places()[words][0] == "demonym" and words[-1].endswith("s") else "place"
    known = listed("organisations").get(words)
    if known is not None and known[0] in KNOWN_KINDS:
        return KNOWN_KINDS[known[0]]
    headed = next((kind for kind, category, word in _heads(words) if word in organisation_words(category)), None)
    if headed is not None:
        return headed
    if titled or words[0] in given_names():
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
    regional = (words[-1],) in places() or words[0] in organisation_words("event")
    return "person" if plain and not regional and not words[-1].endswith(ADJECTIVAL) else "other"
