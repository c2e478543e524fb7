"""What kind of source a phrase is: a person, an official, a document, a crowd, nobody in particular.

Asked in this order: percentages and masses, a text or medium at the head, a name with what the article and our lists
say of it, phrases that make a source vague or anonymous, and last the determiner and number of the phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from framing.annotators.matching import Matches, select
from framing.lexicons import Lexicon, load_lexicon
from framing.text.reading import Reading, Span

INDEFINITE: Final = frozenset({"a", "an", "one", "another", "some", "several", "many", "two", "three", "few", "most"})
MASSES: Final = frozenset(
    "voters people americans crowd crowds audience audiences protesters protestors demonstrators supporters "
    "fans viewers "
    "readers residents respondents users citizens women men students workers families shoppers customers public "
    "delegates attendees participants listeners electorate nation millions thousands hundreds consumers believers "
    "libertarians conservatives liberals everyone everybody population majority".split()
)
SHARE: Final = frozenset({"percent", "%", "percentage", "majority", "nine", "half", "third", "quarter", "two-thirds"})
OF_OFFICE: Final = frozenset({"official", "expert", "media"})
DOCUMENTS: Final = frozenset(
    "poll polls survey surveys study studies report reports memo memos letter letters email emails e-mail "
    "e-mails ad ads "
    "film documentary book bill law ruling filing lawsuit complaint data figures statistics document documents average "
    "analysis census transcript tweet website".split()
)
PARTISANS: Final = frozenset(
    "republican republicans democrat democrats conservatives liberals progressives lawmakers".split()
)
TEXTS: Final = frozenset({"document", "media"})


class SourceTypes:
    """The word lists over a batch, asked once.

    Parameters
    ----------
    reading : Reading
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.phrases = _by_token(reading, load_lexicon("source_phrases"))
        self.titles = _by_token(reading, load_lexicon("titles"))

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
        plain = self._by_head(phrase, head)
        if plain is not None:
            return plain
        return self._unnamed(phrase, head) if name is None else self._named(phrase, head, name, kind, roles)

    def _by_head(self, phrase: Span, head: Span) -> str | None:
        """What the head noun decides, whatever else stands in the phrase."""
        low = self.reading.low[head[1]]
        if self._is_mass(phrase, head):
            return "crowd"
        if low in DOCUMENTS:
            return "document"
        if low in PARTISANS:
            return "anonymous" if self._is_one(phrase) else "vague"
        return None

    def _is_one(self, phrase: Span) -> bool:
        """'one Democrat', 'at least one Republican'."""
        return any(self.reading.low[k] in {"one", "a", "an"} for k in range(phrase[0], phrase[1] + 1))

    def _is_mass(self, phrase: Span, head: Span) -> bool:
        """'62 percent of voters', 'the audience', 'protesters'; not 'people familiar with the plan'."""
        low = self.reading.low
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
        figure = _figures().get(" ".join(word for word in name.split() if not (len(word) == 2 and word[1] == ".")))
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
    """Names that everybody knows."""
    return {e.pattern.replace("=", ""): e.category for e in load_lexicon("public_figures").entries}


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
