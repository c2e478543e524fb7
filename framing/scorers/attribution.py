"""Which words bring what somebody said, and which words around them are whose.

Linear models, asked one after another:

1. *cues*: of every verb and of the other words that can bring speech, whether they may;
2. *first*: of every word around a possible cue, whether it is its source, the cue, its content, or nothing;
3. *verdicts*: of every possible cue, with the words it has found in sight, whether it is one;
4. *second*: the words around a cue again, with their labels and with what other cues claim in sight;
5. *quotations*: of every quotation that no cue has claimed, whether it goes on with what somebody said.

All sums are of whole numbers: no batch changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from framing.models import LinearModel, load_model
from framing.scorers.sight import Sight
from framing.text.features import Template, mix
from framing.text.phrases import has_tag
from framing.text.spelling import Hashes, Keys
from framing.text.tagger import Columns
from framing.text.tokens import Bools, Longs

NOTHING, SOURCE, CUE, CONTENT = range(4)
"""What a word is to a cue."""
REACH: Final = 110
"""Tokens on each side of a cue that are asked at most."""
BUCKETS: Final = 1 << 20
POSSIBLE: Final = -160
"""Lead from which a word is looked at as a cue, before the words around it are known."""
LEAST: Final = -60
"""Lead from which it is one, once they are."""
HELD: Final = -100
"""Lead from which a word inside another's content is one. PolNeAR, which the models learn from, marks none there."""
PARTS: Final = ("cues", "first", "verdicts", "second", "quotations")
HELPERS: Final = frozenset("be is are was were been being am has have had having do does did 's 're 've to".split())

Bytes = npt.NDArray[np.uint8]
Scores = npt.NDArray[np.int16]


def _templates(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in text.replace("\n", "|").split("|") if part.strip())


def _places(text: str) -> tuple[Template, ...]:
    """Templates of places: ``low+1`` is the column `low` one token on."""

    def place(part: str) -> tuple[int, str]:
        name, sign, offset = part.partition("+") if "+" in part else part.partition("-")
        return int(sign + offset) if sign else 0, name

    return tuple(tuple(place(part) for part in template) for template in _templates(text))


CUES: Final = _places(
    """
    low | low-1 | low+1 | low-2 | low+2 | low+3 | low-3 | end3 | end4 | tag | tag-1 | tag+1 | tag-2 | tag+2
    low-1 low | low low+1 | low tag+1 | low tag-1 | tag-1 tag tag+1 | tag tag+1 tag+2
    tag-2 tag-1 tag | low group | group | group place | low place | group next_verb | low next_verb | listed
    listed group | listed next_verb | listed tag+1 | listed that | listed quote | listed quote+1 | listed low+1
    listed tag-1 | listed closes | listed quote_behind | listed comma_ahead comma_behind | listed s_side
    quote | quote low | quote quote+1 | quote quote-1 | quote quoted | quote+1 | quote+2 | quote-1 | quote-2
    low that | that group | low quote_ahead | quote_ahead | low quote_behind | quote_behind | quote_behind group
    asks low | asks | opened_behind | opens | closes | opens group | closes group | low closes | low opens
    sentence_quotes | sentence_quotes low | finite_ahead | finite_ahead low | comma_ahead | comma_behind
    comma_ahead low | comma_behind low | comma_behind comma_ahead group | next_verb_low low
    capitals | capitals low | end3 group | end3 tag-1 | end3 tag+1 | end3 that
    caps-1 tag-1 low | caps-1 tag-1 group quote | low-1 tag-2 | caps+1 tag+1 low
    s_tag | s_low | s_side | s_tag s_side | low s_tag | s_caps | s_low listed | quote s_tag | quote group s_tag
    """
)
"""What is seen of a word that may be a cue."""

RELATIONS: Final = """
    side | far | far c_low | far c_group | far c_tag | far c_listed | out | out low | out c_low | out tag
    out tag c_low | out tag tag+1 | out low c_low | out low low+1
    commas side | commas finite | commas finite openers | commas marks finite | marks across | marks across c_listed
    openers finite c_group | openers commas marks c_low | stops where | colons side | ands finite commas | phrases verbs
    phrases verbs commas openers | listed_between side finite
    chunks | chunks c_group | chunks tag | skeleton | skeleton c_group | skeleton c_low | skeleton tag
    clauses | clauses c_low | clauses tag c_group | untailed | untailed c_group | untailed tag | worded | worded tag
    many c_group | chunks low | chunks c_low | inside | inside low | inside tag | inside tag tag+1 | inside group
    across | across c_low | across c_group | across c_listed commas | across stops where | across quote quote-1 quote+1
    across quote tag | across where | across where from_first | across where from_last | where | where c_listed
    across commas finite | across c_behind | across c_ahead | across marks c_that
    from_first tag | from_last tag | from_first c_listed | from_last c_listed | from_first low | from_last low
    from_last low quote-1
    c_low side | c_listed side | c_that side openers | c_that c_low side | c_ahead side c_listed marks
    c_behind side c_listed | c_before side commas | c_next side c_low | c_next_low side c_group commas
    c_last side c_group | c_commas side | c_commas side commas | c_verb side | c_verb side commas
    c_verb c_low side finite
    c_quote side across | c_quotes side across commas | c_opens side commas | c_closes side commas
    low side | low-1 side | low+1 side | tag side | tag-1 tag side | tag tag+1 side | tag-1 tag tag+1 side
    low low+1 side
    low-1 low side | quote side quote-1 quote+1 | group side finite | caps side tag | caps tag across commas
    edge tag side | edge commas finite side | edge skeleton | listed side | listed side commas | quoted across
    quoted across commas | quoted across marks c_listed | low c_low side | tag far | low far | tag commas finite c_group
    side commas finite c_low | side commas c_that openers | side finite c_that across | side finite openers commas marks
    side c_group c_tag commas finite openers across | tag commas finite openers side
    side c_listed commas finite openers
    of_subject | of_subject c_group | of_subject tag | of_subject commas | of_subject commas tag | of_subject skeleton
    of_subject c_low | past_subject | past_subject tag | past_subject low | past_subject c_group
    past_subject commas tag | c_s_side side | c_s_side side commas | c_s_tag side c_group commas
    coarse side | fine side | fine out | fine c_fine side | fine c_low side | c_fine side | c_coarse side
    of_subject caps tag | of_subject edge commas
    side c_closes c_behind commas | side c_opens c_commas commas finite | end3 side c_group | end3 far
    """
"""What is seen of a word and a cue: columns of the word, of the cue (``c_``), and of what lies between."""

AGAIN: Final = """
    L+0 | L-1 L+0 L+1 | L-1 L+1 | L-2 L-1 L+1 L+2 | L-3 L-2 L-1 L+0 | L+0 L+1 L+2 L+3 | L-1 low | L+1 low
    L-1 L+1 tag | L+0 tag | L-1 L+1 low | L+0 low | L-1 tag tag+1 | L+1 tag tag-1 | L+0 L-1 L+1 side quote
    claim side | claim owner | claim owner L+0 | claim owner tag | claim owner across | claim owner commas finite
    claim owner c_listed | sure L+0 | sourced L+0 | sure L-1 L+1 | sourced L-1 L+1 | found L+0 side | found side tag
    claim owner of_subject | found of_subject | found of_subject L+0 tag | found past_subject | other_s of_subject L+0
    found side commas finite | found across | found chunks | found c_low side | found L+0 edge tag
    other_s other_c L+0 side
    other_s tag side | other_s other_c L-1 L+1 | other_c L+0 across | rank L+0 side | rank claim owner | rank found side
    edge L-1 L+1 tag | edge other_s L+0 tag | found where across marks
    """
"""What the second pass sees besides: labels around (``L``), claims of other cues, what the cue has found so far."""

VERDICTS: Final = _templates(
    """
    lead | lead low | lead listed | lead group | lead tag | found lead | found low | found listed | found group tag
    opens_low | opens_low low | opens_low listed | opens_tag lead | opens_tag group | ends_tag | words lead
    words listed
    words found | quoted lead | quoted found | quoted listed | gap found | gap low | gap opens_tag | content_lead lead
    content_lead found | s_first | s_last | s_last low | s_tag lead | s_tag found | s_tag listed | s_words
    s_words found
    shared held | shared held lead | shared held low | shared found listed | shared held joint | joint held lead
    s_lead lead | s_lead found | held lead | held listed | held low | held found | s_fine | s_fine listed | fine lead
    fine found | fine opens_tag | quote lead | quote found | quote listed | s_caps found | s_caps listed
    """
)
"""What is seen of a cue that has found its words: they, and what surer cues make of the cue."""

FIRST: Final = _templates(RELATIONS)
SECOND: Final = FIRST + _templates(AGAIN)

QUOTATIONS: Final = _templates(
    """
    words | whole | words whole | before | after | from_speaker whole speaker | to_speaker whole next
    paragraphs whole speaker words | paragraphs_on whole next words | gap whole | last | last whole words
    opens_paragraph whole speaker paragraphs | capital finite whole | closing | closing whole capital
    verb finite words whole | claimed_before whole | tag_before | tag_before words capital
    from_speaker to_speaker speaker next whole | from_speaker | to_speaker | paragraphs | paragraphs_on
    """
)
"""What is seen of a quotation that no cue has claimed."""


@dataclass(frozen=True, eq=False)
class Roles:
    """What each word around each cue is to it.

    Parameters
    ----------
    cue : int64[m]
        The cues, each by its main word.
    score : int64[m]
        How sure it is that they are; higher is surer.
    bounds : int64[m + 1]
        The rows of cue i are ``bounds[i] .. bounds[i + 1] - 1``.
    of : int64[rows]
        The cue of each row.
    token : int64[rows]
    scores : int16[rows, 4]
        Of the labels `NOTHING`, `SOURCE`, `CUE`, `CONTENT`.
    """

    cue: Longs
    score: Longs
    bounds: Longs
    of: Longs
    token: Longs
    scores: Scores

    def of_cues(self, kept: Bools, score: Longs) -> Roles:
        """Those of some cues, with other scores of them."""
        rows = kept[self.of]
        length = np.diff(self.bounds)[kept]
        bounds = np.concatenate([[0], np.cumsum(length)])
        of = np.repeat(np.arange(len(length)), length)
        return Roles(self.cue[kept], score[kept], bounds, of, self.token[rows], self.scores[rows])

    @property
    def label(self) -> Bytes:
        """The label with the highest score, the first of equals: uint8[rows]."""
        return np.asarray(self.scores.argmax(1)).astype(np.uint8)


class AttributionJudge(Protocol):
    """Who says which words are cues, and what the words around them are."""

    def roles(self, sight: Sight) -> Roles:
        """The cues of a batch, and what the words around each are to it."""

    def quotations(self, columns: Columns) -> Longs:
        """How sure it is that quotations go on with what somebody said: int64[k], above 0 more often than not."""


class AttributionScorer:
    """The models, loaded.

    Parameters
    ----------
    parts : mapping of LinearModel
        `PARTS`.
    others : uint64[k]
        Forms in lower case, hashed, that can be cues without being verbs; sorted.
    """

    def __init__(self, parts: Mapping[str, LinearModel], others: Keys) -> None:
        self.parts, self.others = parts, others

    def roles(self, sight: Sight) -> Roles:
        """The cues of a batch, and what the words around each are to it."""
        cue, lead = self._cues(sight)
        first, second = self.parts["first"], self.parts["second"]
        around = Around(sight, cue)
        roles = around.labelled(lead, around.scores(first, FIRST) + first.bias)
        verdict = leads(self.parts["verdicts"], hashed(around.verdict_columns(roles), VERDICTS))
        roles = roles.of_cues(verdict > HELD, verdict)
        around = Around(sight, roles.cue)
        around.look_again(roles)
        return around.labelled(roles.score, around.scores(second, SECOND) + second.bias)

    def _cues(self, sight: Sight) -> tuple[Longs, Longs]:
        """Words that may be cues, and how sure it is that they are."""
        asked = can_be_cues(sight, self.others)
        lead = leads(self.parts["cues"], sight.window.buckets(CUES, asked, BUCKETS).T)
        return asked[lead > POSSIBLE], lead[lead > POSSIBLE]

    def quotations(self, columns: Columns) -> Longs:
        """How sure it is that quotations go on with what somebody said: int64[k], above 0 more often than not."""
        return leads(self.parts["quotations"], hashed(columns, QUOTATIONS))


@cache
def shipped_scorer() -> AttributionScorer:
    """The one that ships with the library."""
    model = load_model("attribution", goes_with="tagger")
    parts = {name: LinearModel.of(model, name) for name in PARTS}
    return AttributionScorer(parts, model.arrays["others"])


def leads(model: LinearModel, features: Iterable[Hashes]) -> Longs:
    """How far the second of two classes is ahead of the first."""
    scores = model.score_each(features) + model.bias
    return scores[:, 1].astype(np.int64) - scores[:, 0]


def can_be_cues(sight: Sight, others: Keys) -> Longs:
    """Main verbs, and other words that have been seen as cues."""
    tokens = sight.tokens
    listed = np.isin(sight.key, others)[tokens.word] if len(tokens) else np.zeros(0, np.bool_)
    verb = has_tag(tokens, "VB", "VBD", "VBG", "VBN", "VBP", "VBZ") & ~tokens.among(HELPERS)
    return np.flatnonzero((verb | listed) & tokens.readable)


def hashed(columns: Mapping[str, Hashes], templates: Sequence[tuple[str, ...]]) -> Iterator[Hashes]:
    """The hash bucket of each row, one template after another: uint32[rows] each."""
    for k, template in enumerate(templates):
        yield mix([columns[name] for name in template], k, BUCKETS)


class Around:
    """The words around each cue: its sentence, and quotations that begin or end in it; and what is seen of them.

    Parameters
    ----------
    sight : Sight
    cue : int64[m]
    """

    def __init__(self, sight: Sight, cue: Longs) -> None:
        self.sight, self.cue = sight, cue
        self.first, self.last = _windows(sight, cue)
        length = self.last - self.first + 1
        self.bounds = np.concatenate([[0], np.cumsum(length)])
        self.of = np.repeat(np.arange(len(cue)), length)
        self.token = np.arange(self.bounds[-1]) + (self.first - self.bounds[:-1])[self.of]

    @cached_property
    def columns(self) -> Columns:
        """What is seen of each row: uint32[rows] each."""
        return self._relations(self.first, self.last)

    @cached_property
    def across(self) -> Hashes:
        """Whether word and cue stand in the same quotation, in two, or one of them in none: uint32[rows]."""
        quote = self.sight.tokens.quote
        return _across(quote[self.cue[self.of]], quote[self.token])

    def scores(self, model: LinearModel, templates: Sequence[tuple[str, ...]]) -> Scores:
        """As ``model.score_each(hashed(columns, templates))``; what a cue and a side decide is summed once for both."""
        of_cue = {k: t for k, t in enumerate(templates) if all(name == "side" or name[:2] == "c_" for name in t)}
        others = ((k, t) for k, t in enumerate(templates) if k not in of_cue)
        score = model.score_each(mix([self.columns[name] for name in t], k, BUCKETS) for k, t in others)
        sided = {f"c_{name}": np.repeat(column, SIDES) for name, column in self._of_cues.items()}
        sided["side"] = np.tile(np.arange(SIDES, dtype=np.uint32), len(self.cue))
        once = model.score_each(mix([sided[name] for name in t], k, BUCKETS) for k, t in of_cue.items())
        return np.asarray(score + once[self.of * SIDES + self.columns["side"]])

    def labelled(self, score: Longs, scores: Scores) -> Roles:
        """The rows with the scores of their labels."""
        return Roles(self.cue, score, self.bounds, self.of, self.token, scores)

    def _relations(self, first: Longs, last: Longs) -> Columns:
        sight, token, cue = self.sight, self.token, self.cue[self.of]
        side = (token > cue).astype(np.uint32) + np.uint32(2) * (token == cue)
        begin, end = np.minimum(token, cue), np.maximum(token, cue)
        group_of = sight.groups.of_token
        inside = (group_of[cue] >= 0) & (group_of[token] == group_of[cue])
        between = sight.between(begin, end, side)
        between["listed_between"] = between.pop("listed")
        return {
            **between,
            **self._words(token),
            **{f"c_{name}": column[self.of] for name, column in self._of_cues.items()},
            "side": side,
            "far": np.digitize(end - begin, FAR).astype(np.uint32) * np.uint32(4) + side,
            "out": self._out(token, cue),
            **self._subject(token, cue, side),
            "inside": inside.astype(np.uint32) * np.uint32(2) + (token == cue),
            "across": self.across * np.uint32(4) + side,
            "where": (np.clip(sight.sentence[token] - sight.sentence[cue], -1, 1) + 1).astype(np.uint32),
            "from_first": np.minimum(token - first[self.of], 3).astype(np.uint32) * np.uint32(4) + side,
            "from_last": np.minimum(last[self.of] - token, 3).astype(np.uint32) * np.uint32(4) + side,
        }

    def _out(self, token: Longs, cue: Longs) -> Hashes:
        """How far outside of the cue's verb group a word stands, up to four words on each side."""
        sight = self.sight
        opens = sight.spread(sight.groups.first, sight.groups.of_token)[cue]
        closes = sight.spread(sight.groups.last, sight.groups.of_token)[cue]
        far = np.where(token > cue, token - closes, np.where(token < opens, token - opens, 0))
        return (np.clip(far, -4, 4) + 7).astype(np.uint32)

    def _subject(self, token: Longs, cue: Longs, side: Hashes) -> Columns:
        """Whether a word stands before, in or behind the base noun phrase of the cue's subject, and how far behind."""
        sight = self.sight
        head = sight.subject[cue]
        opens = np.append(sight.spread(sight.phrases.first, sight.phrases.of_token), -1)[head]
        closes = np.append(sight.spread(sight.phrases.last, sight.phrases.of_token), -1)[head]
        place = np.where(head < 0, 0, np.where(token < opens, 1, np.where(token > closes, 3, 2))).astype(np.uint32)
        past = np.where(head < 0, 0, np.clip(token - closes, -4, 4)) + 5
        place = place * np.uint32(4) + side
        return {"of_subject": place, "past_subject": past.astype(np.uint32) * np.uint32(16) + place}

    def _words(self, token: Longs) -> Columns:
        """Columns of the words and of those next to them in the article."""
        sight = self.sight
        columns = {name: sight.by_token[name] for name in ("tag", "quote", "group", "listed", "quoted")}
        columns |= {"low": sight.low, "caps": sight.by_form["caps"][sight.tokens.word]}
        columns |= {name: sight.by_form[name][sight.tokens.word] for name in ("end3", "coarse", "fine")}
        opens = sight.at == sight.spread(sight.phrases.first, sight.phrases.of_token)
        closes = sight.at == sight.spread(sight.phrases.last, sight.phrases.of_token)
        columns["edge"] = (sight.phrases.of_token >= 0) * np.uint32(4) + opens * np.uint32(2) + closes
        found = {name: column[token] for name, column in columns.items()}
        article = np.append(sight.tokens.article, -1)
        for offset in (-1, 1):
            there = np.where(article[token + offset] == article[token], token + offset, sight.size)
            for name in ("low", "tag", "quote"):
                found[f"{name}{offset:+}"] = np.append(columns[name], np.uint32(99))[there]
        return found

    @cached_property
    def _of_cues(self) -> Columns:
        """What is seen of each cue: uint32[m] each."""
        sight, cue = self.sight, self.cue
        near = sight.by_token
        before = sight.spread(sight.groups.first, sight.groups.of_token)[cue] - 1
        commas = near["comma_ahead"] * np.uint32(16) + near["comma_behind"]
        named = {
            "tag": "tag",
            "group": "group",
            "listed": "listed",
            "that": "that",
            "ahead": "quote_ahead",
            "behind": "quote_behind",
            "quote": "quote",
            "verb": "next_verb",
            "quotes": "sentence_quotes",
            "opens": "opens",
            "closes": "closes",
            "s_side": "s_side",
            "s_tag": "s_tag",
        }
        fine, coarse = (sight.by_form[name][sight.tokens.word] for name in ("fine", "coarse"))
        return {
            "fine": fine[cue],
            "coarse": coarse[cue],
            **{name: near[source][cue] for name, source in named.items()},
            "low": sight.low[cue],
            "next": self._beside(near["tag"], cue + 1),
            "next_low": self._beside(sight.low, cue + 1),
            "last": self._beside(near["tag"], cue - 1),
            "before": self._beside(near["tag"], before),
            "commas": commas[cue],
        }

    def _beside(self, column: Hashes, token: Longs) -> Hashes:
        """What stands in a column at a token near each cue; nothing in another article."""
        article = np.append(self.sight.tokens.article, -1)
        there = np.where(article[token] == article[self.cue], token, self.sight.size)
        return np.append(column, np.uint32(99))[there]

    def verdict_columns(self, roles: Roles) -> Columns:
        """What is seen of each cue once it has found its words."""
        sight, cue, label = self.sight, self.cue, roles.label
        near = sight.by_token
        forms = {name: sight.by_form[name][sight.tokens.word] for name in ("fine", "caps")}
        content, source = _Stretch.of(roles, CONTENT), _Stretch.of(roles, SOURCE)
        claims = self._claims(roles)
        held = claims["claim"] * np.uint32(8) + claims["owner"]
        first = self.bounds[:-1]
        at_source = first + np.clip(source.last - self.token[first], 0, np.diff(self.bounds) - 1)
        opens = sight.spread(sight.groups.first, sight.groups.of_token)[cue]
        quoted = np.bincount(self.of, (label == CONTENT) & (sight.tokens.quote[self.token] >= 0), len(cue))
        share = np.digitize(quoted / np.maximum(content.words, 1), (0.01, 0.9))
        gap = np.where(content.first > cue, content.first - cue, cue - content.last)
        tags, low = np.append(near["tag"], np.uint32(99)), np.append(sight.low, np.uint32(9))
        return {
            "lead": (np.clip(np.floor_divide(roles.score, RANK), -6, 6) + 6).astype(np.uint32),
            **{name: near[name][cue] for name in ("tag", "group", "listed", "quote")},
            "low": sight.low[cue],
            "fine": forms["fine"][cue],
            "found": self._found(label.astype(np.uint32))["found"][self.bounds[:-1]],
            "opens_low": low[content.first],
            "opens_tag": tags[content.first],
            "ends_tag": tags[content.last],
            "words": np.digitize(content.words, (1, 2, 4, 8, 15, 30)).astype(np.uint32),
            "content_lead": content.lead,
            "quoted": share.astype(np.uint32),
            "gap": np.where(content.words > 0, np.clip(gap, -1, 5) + 1, 7).astype(np.uint32),
            "s_first": low[source.first],
            "s_last": low[source.last],
            "s_tag": tags[source.last],
            "s_fine": np.append(forms["fine"], np.uint32(9))[source.last],
            "s_caps": np.append(forms["caps"], np.uint32(9))[source.last],
            "s_words": np.digitize(source.words, (1, 2, 3, 6, 12)).astype(np.uint32),
            "s_lead": source.lead,
            "held": held[first + cue - self.token[first]],
            "shared": np.where(source.words > 0, claims["claim"][at_source], 4).astype(np.uint32),
            "joint": self._beside(sight.low, opens - 1),
        }

    def look_again(self, roles: Roles, claims: Roles | None = None) -> None:
        """Add the columns of `AGAIN`: from the labels so far, and from what all cues claim (by default these)."""
        label = roles.label.astype(np.uint32)
        rows, edge = np.arange(len(label)), len(label)
        padded, of = np.append(label, np.uint32(9)), np.append(self.of, -1)
        for offset in range(-3, 4):
            there = np.clip(rows + offset, -1, edge)
            self.columns[f"L{offset:+}"] = padded[np.where(of[there] == self.of, there, edge)]
        self.columns |= self._claims(claims or roles) | self._ranks(roles) | self._found(label)
        for name, of_label in (("sure", CONTENT), ("sourced", SOURCE)):
            lead = roles.scores[:, of_label].astype(np.int64) - roles.scores[:, NOTHING]
            self.columns[name] = (np.clip(np.floor_divide(lead, LEAD), -4, 4) + 4).astype(np.uint32)

    def _claims(self, roles: Roles) -> Columns:
        """What the surest cue makes of each word, where that is another one; and on which side that stands."""
        label = roles.label
        rows = np.flatnonzero(label)
        rows = rows[np.argsort(roles.score[roles.of[rows]], kind="stable")]  # the surest writes last
        claim, owner = np.zeros(self.sight.size, np.uint32), np.full(self.sight.size, -1)
        claim[roles.token[rows]], owner[roles.token[rows]] = label[rows], roles.cue[roles.of[rows]]
        cue, by = self.cue[self.of], owner[self.token]
        other = (by >= 0) & (by != cue)
        place = 1 + 2 * (by > cue) + (self.token > cue)
        return {
            "claim": np.where(other, claim[self.token], 0).astype(np.uint32),
            "owner": np.where(other, place, 0).astype(np.uint32),
        }

    def _ranks(self, roles: Roles) -> Columns:
        """How sure the cue is."""
        rank = np.clip(np.floor_divide(roles.score, RANK), -2, 4) + 2
        return {"rank": rank[self.of].astype(np.uint32)}

    def _found(self, label: Hashes) -> Columns:
        """Which roles the cue has found, on which side; and whether a word's role is also found before or behind it."""
        behind = self.token > self.cue[self.of]
        held = ((label == SOURCE) & ~behind, (label == CONTENT) & ~behind, (label == CONTENT) & behind)
        bits = np.zeros(len(self.cue), np.uint32)
        for k, mask in enumerate((*held, (label == SOURCE) & behind)):
            bits |= (np.bincount(self.of[mask], minlength=len(self.cue)) > 0).astype(np.uint32) << np.uint32(k)
        found = {"found": bits[self.of]}
        for name, of_label in (("other_s", SOURCE), ("other_c", CONTENT)):
            running = np.concatenate([[0], np.cumsum(label == of_label)])
            before = running[:-1] > running[self.bounds[:-1]][self.of]
            after = running[self.bounds[1:]][self.of] > running[1:]
            found[name] = before.astype(np.uint32) * np.uint32(2) + after
        return found


@dataclass(frozen=True, eq=False)
class _Stretch:
    """The words of one role of each cue: first and last token (the size of the batch where there is none)."""

    first: Longs
    last: Longs
    words: Longs
    lead: Hashes

    @classmethod
    def of(cls, roles: Roles, label: int) -> _Stretch:
        """From labelled rows."""
        m = len(roles.cue)
        mine = roles.label == label
        words = np.bincount(roles.of[mine], minlength=m)
        first, last = np.full(m, -1), np.full(m, -1)
        rows = np.flatnonzero(mine)
        last[roles.of[rows]] = roles.token[rows]
        first[roles.of[rows[::-1]]] = roles.token[rows[::-1]]
        ahead = roles.scores[:, label].astype(np.int64) - roles.scores[:, NOTHING]
        mean = np.bincount(roles.of[mine], ahead[mine], m) // np.maximum(words, 1)
        return cls(first, last, words, (np.clip(np.floor_divide(mean, LEAD), -1, 8) + 1).astype(np.uint32))


SIDES: Final = 3
"""A word stands before a cue, behind it, or is its main word."""
FAR: Final = (1, 2, 3, 4, 5, 6, 9, 14, 22, 40)
"""Steps of the distance between a word and a cue, in tokens."""
LEAD: Final = 40
"""Steps of the lead of a label over nothing, in units of a weight."""
RANK: Final = 50
"""Steps of a cue's score."""


def _across(cue: npt.NDArray[np.int32], word: npt.NDArray[np.int32]) -> Hashes:
    """Whether a word and a cue stand in the same quotation, in two, or one of them in none."""
    apart = np.where(word < 0, 2, np.where(cue < 0, 3, 4))
    return np.where(cue == word, np.where(word < 0, 0, 1), apart).astype(np.uint32)


def _windows(sight: Sight, cue: Longs) -> tuple[Longs, Longs]:
    """First and last token around each cue: the sentence, and the quotations that reach over its ends."""
    bounds, quote = sight.tokens.sentence_bounds, np.asarray(sight.tokens.quote)
    marks = np.concatenate([sight.marks, np.array([[sight.size, -1]])])
    first, last = bounds[sight.sentence[cue]], bounds[sight.sentence[cue] + 1] - 1
    first = np.minimum(first, marks[quote[first], 0])
    last = np.maximum(last, marks[quote[last], 1])
    return np.maximum(first, cue - REACH), np.minimum(last, cue + REACH)
