"""What kind of source a phrase is: a person, an official, a document, a crowd, nobody in particular.

The writer is known by rule. Of which kind others are, a linear model decides. It sees the words and tags of the phrase,
what our lists say of them, what stands around every mention of the name in the article ("Ana Ruiz, a pollster"), and
what rules would say (`SourceTypes.by_rules`). They ask in this order: percentages and masses, a text or medium at the
head, a name with what the article and our lists say of it, phrases that make a source vague or anonymous, and last the
determiner and number of the phrase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.annotators.matching import Matches, select
from framing.annotators.outlets import OPENING, is_own, own_names
from framing.lexicons import Lexicon, load_lexicon, load_names
from framing.models import load_model
from framing.schema import SOURCE_TYPES
from framing.scorers.source_types import KindJudge, shipped_source_types
from framing.text.reading import Reading, Span
from framing.text.tagger import form_columns

INDEFINITE: Final = frozenset({"a", "an", "one", "another", "some", "several", "many", "two", "three", "few", "most"})
MASSES: Final = frozenset(
    "voters people americans crowd crowds audience audiences protesters protestors demonstrators supporters "
    "fans viewers "
    "readers residents respondents users citizens women men students workers families shoppers customers public "
    "delegates attendees participants listeners electorate nation millions thousands hundreds consumers believers "
    "libertarians conservatives liberals everyone everybody population majority".split()
)
BEHIND: Final = frozenset({",", "(", "—", "--", "is", "was"})
"""What may lead from a name to who the bearer is."""
WRITERS: Final = frozenset({"reporter", "writer", "author", "correspondent", "columnist", "newspaper", "column"})
DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday week".split())
BEFORE_NOTE: Final = frozenset({":", '"', "“", "''"})
"""What stands before the first word of an editors' note, if anything does."""
SHARE: Final = frozenset({"percent", "%", "percentage", "majority", "nine", "half", "third", "quarter", "two-thirds"})
OF_OFFICE: Final = frozenset({"official", "expert", "media"})
DOCUMENTS: Final = frozenset(
    "poll polls survey surveys study studies report reports memo memos letter letters email emails e-mail "
    "e-mails ad ads "
    "film documentary book bill law ruling filing lawsuit complaint data figures statistics document documents average "
    "analysis census transcript tweet website".split()
)
QUANTIFIERS: Final = frozenset("some several many few most other others all every each no any more".split())
PARTISANS: Final = frozenset(
    "republican republicans democrat democrats conservatives liberals progressives lawmakers".split()
)
SAID_BY: Final = {
    "rule": "rule",
    "fig": "fig",
    "Th": "T",
    "Tn": "T",
    "Tp": "Tp",
    "Ph": "P",
    "Pn": "P",
    "Pp": "Pp",
    "Q": "role",
    "Z": "role",
    "R": "role",
    "apT": "role",
}
"""Evidence that names a kind, by whose word it is: rules, figures, titles and phrases at the head and behind, roles."""
TEXTS: Final = frozenset({"document", "media"})
TAIL: Final = 12
"""Words behind the first base noun phrase that are looked at."""
APPOSITION: Final = 8
"""Words behind a name's comma that may say who the bearer is."""
PLACES: Final = 3
"""Places of a source that an encoder is asked about: its phrase, and two mentions of its name."""
MENTIONS: Final = 12
"""Mentions of a name that are looked at: who somebody is, is said early."""
TITLED: Final = frozenset({"NN", "NNP", "JJ", "NNS", "POS", "HYPH", "IN", "DT"})
"""Tags of words in front of a name that may say who the bearer is; five of them at most."""


class SourceTypes:
    """The word lists over a batch, asked once.

    Parameters
    ----------
    reading : Reading
    scorer : KindJudge, optional
        The one that ships with the library by default.
    outlets : sequence of str or None, optional
        Who published each article: an outlet that speaks of itself is the writer.
    """

    def __init__(self, reading: Reading, scorer: KindJudge | None = None, outlets: Sequence[str | None] = ()) -> None:
        self.reading = reading
        self.scorer = scorer or shipped_source_types()
        self.phrases = _by_token(reading, load_lexicon("source_phrases"))
        self.titles = _by_token(reading, load_lexicon("titles"))
        self.own = [
            own_names(outlets[k] if k < len(outlets) else None, text[:OPENING])
            for k, text in enumerate(reading.tokens.texts)
        ]

    def of(self, phrase: Span, head: Span, name: str | None, kind: str, roles: frozenset[str]) -> str:
        """The source type of a phrase.

        Parameters
        ----------
        phrase : (int, int)
            Its first and last token.
        head : (int, int)
            Its first base noun phrase.
        name : str or None
            The canonical name of who it is, where it has one.
        kind : str
            Of the name, as actors have them; empty without one.
        roles : frozenset of str
            What the article calls the bearer elsewhere: "senator", "professor".

        Returns
        -------
        str
            One of `framing.schema.SOURCE_TYPES`.
        """
        if self._is_writer(head):
            return "writer"
        return self.scorer.best(self.evidence(phrase, head, name, kind, roles), self.places(phrase, name))

    def by_rules(self, phrase: Span, head: Span, name: str | None, kind: str, roles: frozenset[str]) -> str:
        """What rules and lists alone would say."""
        plain = self._by_head(phrase, head)
        if plain is not None:
            return plain
        return self._unnamed(phrase, head) if name is None else self._named(phrase, head, name, kind, roles)

    # Evidence ------------------------------------------------------------------------------------

    def evidence(self, phrase: Span, head: Span, name: str | None, kind: str, roles: frozenset[str]) -> set[str]:
        """What the model sees of a phrase, as words: ``h=mayor`` is its head."""
        seen = {f"rule={self.by_rules(phrase, head, name, kind, roles)}", f"name={kind}" if name else "unnamed"}
        seen.update(self._of_phrase(phrase, head))
        seen.update(self._of_lists(phrase, head))
        seen.update(self._of_meaning(phrase, head))
        seen.update(self._beside(phrase))
        if name is not None:
            seen.update(_of_name(name, roles))
            for mention in self._mentions(int(self.reading.tokens.article[phrase[0]]), name.split()[-1].lower()):
                seen.update(self._around_mention(mention))
        seen.update(_together(seen, kind if name else "unnamed", self._form_of(head)))
        return seen

    @cached_property
    def _clusters(self) -> Mapping[str, npt.NDArray[np.uint32]]:
        """Each form's cluster of words that stand in like company: few wide ones, many narrow ones."""
        columns = form_columns(self.reading.tokens.vocabulary, load_model("words"))[0]
        return {"c": columns["coarse"], "f": columns["fine"]}

    def _like(self, mark: str, token: int, sizes: str = "cf") -> Iterator[str]:
        word = int(self.reading.tokens.word[token])
        yield from (f"{mark}{size}={self._clusters[size][word]}" for size in sizes)

    def _of_meaning(self, phrase: Span, head: Span) -> Iterator[str]:
        """Clusters of the words: a Miami lawyer and a Boston economist have something in common."""
        form = self._form_of(head)
        yield f"form={form}"
        yield from (f"{like} {form}" for like in self._like("h", head[1]))
        yield from self._like("h", head[1])
        for k in range(head[0], head[1]):
            yield from self._like("m", k)
        for k in range(head[1] + 1, min(phrase[1], head[1] + 1 + TAIL) + 1):
            yield from self._like("t", k)
        verb = self._verb_behind(phrase[1])
        if verb is not None:
            yield f"v={self.reading.low[verb]}"
            yield from self._like("v", verb)
        yield f"quoted={self.reading.quote[phrase[0]] >= 0}"

    def _verb_behind(self, end: int) -> int | None:
        """The verb that the phrase may be the subject of."""
        reading = self.reading
        for k in range(end + 1, min(end + 4, reading.sentence_last[end]) + 1):
            if reading.tag[k].startswith("VB"):
                return k
        return None

    def _form_of(self, head: Span) -> str:
        """Determiner and number of a phrase: 'a 1', 'the 2'."""
        reading, (first, last) = self.reading, head
        opener, tag = reading.low[first], reading.tag[first]
        if tag == "PRP$" or any(reading.tag[k] == "POS" for k in range(first, last)):
            kind = "her"
        elif tag == "CD" or any(reading.tag[k] == "CD" for k in range(first, last)):
            kind = "three"
        elif opener in QUANTIFIERS:
            kind = "some"
        elif tag == "DT":
            kind = "a" if opener in INDEFINITE else "the"
        else:
            kind = "Name" if tag.startswith("NNP") else "bare"
        many = "s" if reading.tag[last] in {"NNS", "NNPS"} else ""
        return f"{kind}{many}"

    def _of_phrase(self, phrase: Span, head: Span) -> Iterator[str]:
        low, tag = self.reading.low, self.reading.tag
        (first, end), (opens, last) = phrase, head
        yield from (f"h={low[last]}", f"f={low[opens]}", f"ht={tag[last]}", f"ft={tag[opens]}")
        yield from (f"hs={low[last][-3:]}", f"hs4={low[last][-4:]}", f"sig={' '.join(tag[opens : last + 1][-4:])}")
        if last > opens:
            yield from (f"h2={low[last - 1]} {low[last]}", f"ht2={tag[last - 1]} {tag[last]}")
        yield from (f"w={low[k]}" for k in range(opens, last + 1))
        yield from (f"p={low[k]}" for k in range(last + 1, min(end, last + 1 + TAIL) + 1))
        yield from (f"len={min(4, (end - first) // 3)}", f"hlen={min(4, last - opens)}", f"bare={end == last}")

    def _of_lists(self, phrase: Span, head: Span) -> Iterator[str]:
        for mark, table in (("P", self.phrases), ("T", self.titles)):
            yield f"{mark}h={table.get(head[1])}"
            yield from (f"{mark}n={table[k]}" for k in range(head[0], head[1] + 1) if k in table)
            yield from (f"{mark}p={table[k]}" for k in range(head[1] + 1, phrase[1] + 1) if k in table)

    def _beside(self, phrase: Span) -> Iterator[str]:
        """Words in front of the phrase and behind it, and an apposition that it does not hold itself."""
        reading, (first, end) = self.reading, phrase
        opening, closing = reading.sentence_first[first], reading.sentence_last[end]
        yield from (f"b={reading.low[k]}" for k in range(max(opening, first - 3), first))
        if first > opening:
            yield f"b1={reading.low[first - 1]}"
        if end < closing:
            yield f"n1={reading.low[end + 1]}"
        if end + 2 <= closing and reading.low[end + 1] == "," and reading.tag[end + 2] in {*TITLED, "PRP$"}:
            behind = range(end + 2, min(end + APPOSITION, closing) + 1)
            yield from (f"ap={reading.low[k]}" for k in behind)
            for k in behind:
                yield from self._like("ap", k, "f")
            yield from (f"apT={self.titles[k]}" for k in behind if k in self.titles)

    def places(self, phrase: Span, name: str | None) -> list[Span]:
        """Where the article says who a source is: the phrase, then its name where the article has it elsewhere.

        Parameters
        ----------
        phrase : (int, int)
            Its first and last token.
        name : str or None

        Returns
        -------
        list of (int, int)
            First and last token of each, `PLACES` at most.
        """
        found = [phrase]
        if name is not None:
            article = int(self.reading.tokens.article[phrase[0]])
            near = self._mentions(article, name.split()[-1].lower())[:PLACES]
            found += [(self._first_of_name(last), last) for last in near if not phrase[0] <= last <= phrase[1]]
        return found[:PLACES]

    def _first_of_name(self, last: int) -> int:
        """The first of the words that make up a name."""
        first, opening = last, self.reading.sentence_first[last]
        while first > opening and self.reading.tag[first - 1].startswith("NNP"):
            first -= 1
        return first

    def _mentions(self, article: int, surname: str) -> list[int]:
        return self._names.get((article, surname), [])[:MENTIONS]

    @cached_property
    def _names(self) -> Mapping[tuple[int, str], list[int]]:
        """Where each proper name stands in its article."""
        found = defaultdict[tuple[int, str], list[int]](list)
        for k, tag in enumerate(self.reading.tag):
            if tag.startswith("NNP"):
                found[int(self.reading.tokens.article[k]), self.reading.low[k]].append(k)
        return found

    def _around_mention(self, last: int) -> Iterator[str]:
        """Titles in front of a name, where the bearer is from and the apposition behind it."""
        reading = self.reading
        yield from self._before_mention(last)
        if last + 2 > reading.sentence_last[last]:
            return
        if reading.low[last + 1] in {"of", "at", "with", "from"}:
            yield from self._house_of(last + 2)
        if reading.low[last + 1] in BEHIND and reading.tag[last + 2] in {*TITLED, "PRP$", "WP"}:
            yield from self._behind_mention(last + 2)

    def _before_mention(self, last: int) -> Iterator[str]:
        reading = self.reading
        opening, first = reading.sentence_first[last], self._first_of_name(last)
        yield from (f"q={reading.low[k]}" for k in range(first, last))
        for k in range(max(opening, first - 3), first):
            if reading.tag[k].startswith(("NN", "JJ")):
                yield from self._like("q", k)
        yield from (f"Q={self.titles[k]}" for k in range(max(opening, first - 3), last) if k in self.titles)
        k = first - 1
        while k >= max(opening, first - 5) and reading.tag[k] in TITLED:
            yield f"q={reading.low[k]}"
            k -= 1

    def _house_of(self, first: int) -> Iterator[str]:
        """'Of the Orsk Institute'."""
        reading = self.reading
        for k in range(first, min(first + 5, reading.sentence_last[first]) + 1):
            if not reading.tag[k].startswith(("NN", "DT", "JJ", "IN")):
                return
            yield f"o={reading.low[k]}"
            yield from self._like("o", k)

    def _behind_mention(self, first: int) -> Iterator[str]:
        reading = self.reading
        for k in range(first, min(first + APPOSITION, reading.sentence_last[first]) + 1):
            if reading.low[k] in {",", ")"}:
                return
            yield f"z={reading.low[k]}"
            yield from self._like("z", k)
            if reading.low[k][:2] in {"d-", "r-", "i-"}:
                yield "z=party"
            if k in self.titles:
                yield f"Z={self.titles[k]}"

    # Rules ---------------------------------------------------------------------------------------

    def _by_head(self, phrase: Span, head: Span) -> str | None:
        """What the head noun decides, whatever else stands in the phrase."""
        low = self.reading.low[head[1]]
        if self._is_writer(head):
            return "writer"
        if self._is_mass(phrase, head):
            return "crowd"
        if low in DOCUMENTS:
            return "document"
        if low in PARTISANS:
            return "anonymous" if self._is_one(phrase) else "vague"
        return None

    def _is_writer(self, head: Span) -> bool:
        """The reporter or the outlet, of itself: 'this reporter', 'The Post' in The Washington Post."""
        words = self.reading.low[head[0] : head[1] + 1]
        own = self.own[int(self.reading.tokens.article[head[0]])]
        return (words[0] == "this" and words[-1] in WRITERS) or is_own(words, own) or self._is_corrected(head)

    def _is_corrected(self, head: Span) -> bool:
        """'An article on Monday about the budget misstated': how a newspaper speaks of itself in a correction."""
        low, last = self.reading.low, self.reading.sentence_last[head[0]]
        opens = head[0] == self.reading.sentence_first[head[0]] or low[head[0] - 1] in BEFORE_NOTE
        named = low[head[0] : head[1] + 1] == ["an", "article"]
        dated = head[1] + 2 <= last and low[head[1] + 1] in {"on", "last"} and low[head[1] + 2] in DAYS
        return opens and named and dated

    def _is_one(self, phrase: Span) -> bool:
        """'one Democrat', 'at least one Republican'."""
        return any(self.reading.low[k] in {"one", "a", "an"} for k in range(phrase[0], phrase[1] + 1))

    def _is_mass(self, phrase: Span, head: Span) -> bool:
        """'62 percent of voters', 'the audience'; not 'people familiar with the plan', nor a union's name."""
        low, tag = self.reading.low, self.reading.tag
        if head[1] > head[0] and all(tag[k].startswith("NNP") for k in (head[1] - 1, head[1])):
            return False
        if any(low[k] in SHARE for k in range(head[0], head[1] + 1)) and low[phrase[0]] != "one":
            return low[head[1]] in SHARE or low[head[1]] in MASSES
        anonymous = any(self.phrases.get(k) == "anonymous" for k in range(phrase[0], phrase[1] + 1))
        return low[head[1]] in MASSES and not anonymous and low[head[0]] not in {"a", "an", "one", "two", "three"}

    def _named(self, phrase: Span, head: Span, name: str, kind: str, roles: frozenset[str]) -> str:
        reading = self.reading
        if self.phrases.get(head[1]) in TEXTS and kind != "person":
            return self.phrases[head[1]]
        titles = [self.titles[k] for k in range(phrase[0], phrase[1] + 1) if k in self.titles]
        stated = next((t for t in titles if t in OF_OFFICE), None)
        if stated is not None and (kind != "organisation" or reading.tag[head[1]].startswith("NNP")):
            return stated
        known = next((c for c in map(_category, sorted(roles)) if c in OF_OFFICE), None)
        figure = _figure(name)
        if known is not None and kind != "organisation":
            return known
        if figure is not None:
            return figure
        if kind == "person":
            return "person"
        return "person" if kind == "other" and " " in name and "organisation" not in titles else "organisation"

    def _unnamed(self, phrase: Span, head: Span) -> str:
        """By our lists, else by determiner and number."""
        listed = [self.phrases[k] for k in range(phrase[0], phrase[1] + 1) if k in self.phrases]
        if self.phrases.get(head[1]) in TEXTS:
            return self.phrases[head[1]]
        wanted = next((w for w in ("anonymous", "vague") if w in listed), None)
        title = next((self.titles[k] for k in range(phrase[0], phrase[1] + 1) if k in self.titles), None)
        at_head = self.titles.get(head[1]) or title
        if wanted is not None or at_head == "organisation":
            return wanted or "organisation"
        return self._by_number(head, at_head)

    def _by_number(self, head: Span, title: str | None) -> str:
        reading = self.reading
        tag, opener = reading.tag[head[1]], reading.low[head[0]]
        definite = reading.tag[head[0]] in {"DT", "PRP$"} and opener not in INDEFINITE
        if tag in {"NNS", "NNPS"} and not (definite and title):
            return "vague"
        if definite:
            return title or ("organisation" if tag == "NNP" else "person")
        if any(reading.tag[k].startswith("NNP") for k in range(head[0], head[1] + 1)) and opener not in INDEFINITE:
            return title or "organisation"
        return "vague" if opener in {"some", "many", "most", "few", "others"} else "anonymous"


@cache
def _figures() -> Mapping[str, str]:
    """Names that everybody knows, and those that readers of the news may know."""
    return {**load_names("newsmakers"), **load_names("public_figures")}


def _figure(name: str) -> str | None:
    """What is known of a name; initials do not count."""
    return _figures().get(" ".join(word for word in name.split() if not (len(word) == 2 and word[1] == ".")))


def _of_name(name: str, roles: Iterable[str]) -> Iterator[str]:
    words = name.split()
    yield from (f"N={name}", f"Nl={words[-1]}", f"Nn={min(3, len(words))}", f"fig={_figure(name)}")
    for role in roles:
        yield from (f"r={role}", f"R={_category(role)}")


def _together(seen: Iterable[str], kind: str, form: str) -> Iterator[str]:
    """What the lists say of all words of a source, with the kind of its name or its determiner and number."""
    said = defaultdict[str, set[str]](set)
    for word in seen:
        mark, _, value = word.partition("=")
        if value in SOURCE_TYPES and mark in SAID_BY:
            said[SAID_BY[mark]].add(value)
    kind = f"unnamed {form}" if kind == "unnamed" else kind
    words = sorted(f"{mark} {'+'.join(sorted(kinds))}" for mark, kinds in said.items())
    yield from (f"&{word}" for word in words)
    yield from (f"&{word} {kind}" for word in words)
    yield f"&all {' '.join(words)} {kind}"


@cache
def _titles() -> Mapping[str, str]:
    return {e.pattern.lstrip("=~").lower(): e.category for e in load_lexicon("titles").entries if " " not in e.pattern}


def _category(word: str) -> str | None:
    """What a role says of its bearer."""
    return _titles().get(word)


def _by_token(reading: Reading, lexicon: Lexicon) -> dict[int, str]:
    """The category that a list gives each token."""
    matches: Matches = select(reading.tokens, lexicon)
    table: dict[int, str] = {}
    for first, last, k in zip(matches.first.tolist(), matches.last.tolist(), matches.entry.tolist(), strict=True):
        for token in range(first, last + 1):
            table[token] = lexicon.entries[k].category
    return table
