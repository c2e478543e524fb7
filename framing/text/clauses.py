"""Who does what: the subject and the object of each verb group.

Each verb group is paired with the noun phrases around it, and a linear model says of each pair whether the phrase is
the verb's subject, its object, or a subject that it shares with a verb before ("He came and said"). What stands between
the two is seen as sequences of chunks (phrases, verbs, commas, conjunctions), hashed with running sums, so that all
pairs of a batch are asked at once. All sums are of whole numbers: no batch changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.models import LinearModel, load_model
from framing.text.chunks import Between
from framing.text.features import mix
from framing.text.phrases import NOUN, Neighbours, NounPhrases, VerbGroups, find_noun_phrases, find_verb_groups, has_tag
from framing.text.spelling import Hashes
from framing.text.tagger import form_columns
from framing.text.tagset import TAG_ID
from framing.text.tokens import Bools, Longs, Tokens

Bytes = npt.NDArray[np.uint8]
Columns = dict[str, Hashes]

LEFT, RIGHT = 9, 4
"""Candidates on each side of a verb group: 99 % of the subjects and objects stand within."""
SUBJECT, SHARED, OBJECT = range(3)
"""The classes of the model: what a candidate can be of a verb."""
LEAST: Final = -20
"""The best candidate is taken from this score on. Below 0, for there is one best: more is found than is wrong."""

NP, PROPER, PRON, WHO, EXIST, THAT, FINITE, BE, INF, ING, EN, BARE = range(1, 13)
COMMA, QUOTE, DASH, OPEN, CLOSE, CC, IN, OF, TO, SUB, WRB, ADJ = range(13, 25)
"""Kinds of chunks. BE is a finite *be*, *do*, *have* or modal alone; THAT and SUB are conjunctions."""

PUNCTUATION: Final = ((COMMA, ","), (QUOTE, "``"), (QUOTE, "''"), (DASH, ":"), (OPEN, "-LRB-"), (CLOSE, "-RRB-"))
SMALL: Final = (
    *PUNCTUATION,
    (CC, "CC"),
    (IN, "IN"),
    (WRB, "WRB"),
    (ADJ, "JJ"),
    (ADJ, "JJR"),
    (ADJ, "JJS"),
    (TO, "TO"),
    (WHO, "WP$"),
)
"""Kind of the tokens outside of phrases and verb groups, by tag."""
SUBORDINATING: Final = frozenset(
    "if because although though while since unless whether than as after before until so once".split()
)
WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
HELPERS: Final = frozenset("be is are was were am been do does did have has had 's 're 'm 've".split())

_OUTSIDE: Final = np.uint8(99)

TEMPLATES: Final = tuple(
    tuple(template.split())
    for template in """
    off | side v_form | side c_kind | coarse | coarse v_form | coarse c_kind | coarse v_form c_kind | fine
    fine v_form | fine c_tag | skel | skel v_form | skel v_form c_kind | claus v_form | claus c_kind off
    noc | noc v_form | noc v_form c_kind | noc c_p1 | off v_form | off v_form c_kind | off v_low | off c_low
    gap v_form | gap c_low | gap v_low | nfin nverb side v_form | nfin ncom side c_kind | nfin nrel side
    nfin ncc side v_form | ncom side | nfin nrel ncom side c_kind | brack side | quote side | quote side v_form
    quote gap v_low | nq quote side | coarse c_p1 | coarse c_p1t v_form | coarse c_p1t c_kind | coarse v_b1
    coarse v_b1t c_kind v_form | coarse c_low | coarse v_low | coarse v_end c_kind | skel c_p1 | skel c_low
    skel c_p1t c_p2t | skel v_b1 | skel c_k-1 c_k1 | coarse c_k-1 c_k-2 | coarse v_k1 v_form | coarse v_k1 v_k2 c_kind
    side c_p1 gap | side c_p1 c_p2 nverb | side c_n1 gap | side c_low v_tag gap | side v_low c_kind nverb
    side v_a1 gap | side v_b1 gap | side v_first gap c_kind | side c_tag v_tag gap | side c_tag v_ftag gap
    side c_low v_ftag v_first | side c_end v_end gap | coarse c_k-1 v_k-1 v_form | side c_k-3 c_k-2 c_k-1
    side c_k-1 c_k1 c_k2 v_form gap | side v_k1 v_k2 v_k3 gap | side v_k-1 v_k-2 v_k-3 off | side c_first gap
    side c_len c_ft gap | side v_b1 v_b2 off | side v_a1 v_a1t v_low off | coarse v_a1t | coarse v_ftag c_tag
    side c_n1t c_n2t gap | skel v_a1t v_a2t off | v_fin v_form gap | v_fin v_form coarse | v_fin v_form v_k1 coarse
    v_fin v_form v_low side | v_fin v_form v_k1 v_k-1 gap | v_fin v_k1 v_tag v_cl side | v_fin skel v_form
    side c_fi gap | side c_cl v_cl gap | coarse c_cl v_form | side v_fi gap | skel c_cl | c_fi v_fi side
    side v_cl c_kind nverb | coarse v_cl | side v_fi c_kind off | c_cl c_p1 gap side | skel v_cl v_form
    coarse v_fi c_kind | nopp | nopp v_form | nopp c_kind v_form | nopp c_p1 | nopp c_k-1 | bare | bare v_form
    bare c_kind v_form | bare c_p1 | bare c_k-1 c_kind | bare2 | bare2 v_form | bare2 c_k-1 v_form | bare2 c_p1 c_kind
    nnps nfin nrel side c_k-1 | nnps side c_k-1 v_form | nnps nfin ncc side c_kind | bare v_k-1 c_k-1
    bare v_fin v_form | nopp v_b1 | bare v_b1 c_k-1
    """.replace("\n", "|").split("|")
    if template.strip()
)
"""What the model sees of a pair: columns of the verb (``v_``), of the candidate (``c_``) and of what is between."""


@dataclass(frozen=True, eq=False)
class Clauses:
    """Verb groups of a batch with their subjects and objects.

    Parameters
    ----------
    groups : VerbGroups
    phrases : NounPhrases
    subject, object : int64[m]
        Head of each group's subject and object, as a token; -1 for none. A relative pronoun counts as one: see
        `framing.text.subjects.antecedent` for what it stands for.
    shared : bool[m]
        The subject stands at a verb before, which this one is coordinated with.
    """

    groups: VerbGroups
    phrases: NounPhrases
    subject: Longs
    object: Longs
    shared: Bools

    @property
    def verb(self) -> Longs:
        """The main verb of each group."""
        return self.groups.last


def find_clauses(
    tokens: Tokens,
    model: LinearModel | None = None,
    *,
    phrases: NounPhrases | None = None,
    groups: VerbGroups | None = None,
) -> Clauses:
    """Find the subject and the object of each verb group.

    Parameters
    ----------
    tokens : Tokens
    model : LinearModel, optional
        The one that ships with the library by default.
    phrases : NounPhrases, optional
    groups : VerbGroups, optional
        Where the caller has found them already.

    Returns
    -------
    Clauses

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> tokens = read_tokens(["Ana Ruiz, who runs the port, came and saw the mayor."])
    >>> clauses = find_clauses(tokens)
    >>> [(tokens.form(v), tokens.form(s)) for v, s in zip(clauses.verb, clauses.subject)]
    [('runs', 'who'), ('came', 'Ruiz'), ('saw', 'Ruiz')]
    """
    scene = Scene(tokens, phrases, groups)
    linear = model or shipped_model()
    score = linear.score_each(scene.features(linear.buckets)) + linear.bias
    own, shared, taken = (scene.best(score[:, k]) for k in (SUBJECT, SHARED, OBJECT))
    is_own = own[1] >= shared[1]
    subject = np.where(is_own, own[0], shared[0])
    back = scene.followed_back(subject)
    return Clauses(
        scene.groups,
        scene.phrases,
        subject=np.where(subject >= 0, subject, back),
        object=np.where(taken[0] == subject, -1, taken[0]),
        shared=np.where(subject >= 0, ~is_own, back >= 0),
    )


@cache
def shipped_model() -> LinearModel:
    """The model that ships with the library."""
    return LinearModel.of(load_model("subjects", goes_with="words"), "pairs")


class Scene:
    """Chunks of a batch, the pairs of verb groups and candidates, and what is seen of them.

    Parameters
    ----------
    tokens : Tokens
    phrases : NounPhrases, optional
    groups : VerbGroups, optional
        Where they are known already.
    """

    def __init__(self, tokens: Tokens, phrases: NounPhrases | None = None, groups: VerbGroups | None = None) -> None:
        self.tokens = tokens
        self.phrases = find_noun_phrases(tokens) if phrases is None else phrases
        self.groups = find_verb_groups(tokens) if groups is None else groups
        day = _days_before_names(tokens, self.phrases)
        candidate, kind = _kinds(tokens, self.phrases, self.groups, day)
        first = np.arange(len(tokens))
        first[self.phrases.last] = self.phrases.first + day[self.phrases.first]
        first[self.groups.last] = self.groups.first
        self.at = np.flatnonzero(kind)
        self.kind, self.first = kind[self.at], first[self.at]
        self.sentence = np.append(tokens.sentence_key, -1)
        self.chunk_sentence = self.sentence[np.append(self.at, len(tokens))]
        self.verb = np.searchsorted(self.at, self.groups.last)
        self.candidate = np.flatnonzero(candidate[self.at])
        self._pair()

    def _pair(self) -> None:
        """Each verb group with the candidates next to it in its sentence: rows of `group`, `which` and `offset`."""
        offset = np.concatenate([np.arange(-1, -LEFT - 1, -1), np.arange(RIGHT)])
        which = np.searchsorted(self.candidate, self.verb)[:, None] + offset
        there = (which >= 0) & (which < len(self.candidate))
        chunk = np.append(self.candidate, 0)[np.where(there, which, 0)]
        there &= self.chunk_sentence[chunk] == self.chunk_sentence[self.verb][:, None]
        self.group, slot = np.nonzero(there)
        self.which, self.offset = which[there], offset[slot]

    @property
    def head(self) -> Longs:
        """The candidate of each pair, as a token."""
        return np.asarray(self.at[self.candidate[self.which]])

    def best(self, score: npt.NDArray[Any]) -> tuple[Longs, Longs]:
        """The candidate with the highest score of each group (-1: none is high enough), and that score."""
        m = len(self.verb)
        top = np.full(m, np.iinfo(np.int64).min)
        np.maximum.at(top, self.group, score.astype(np.int64))
        best = np.full(m, -1, np.int64)
        winners = np.flatnonzero((score == top[self.group]) & (score >= LEAST))[::-1]  # the first of equals stays
        best[self.group[winners]] = self.head[winners]
        return best, top

    def followed_back(self, subject: Longs) -> Longs:
        """The subject of the last finite verb before, for finite verbs right behind 'and' or 'but'."""
        finite, m = self.groups.finite, len(subject)
        before = np.maximum(self.verb - 1, 0)
        joined = finite & (self.kind[before] == CC) & (self.chunk_sentence[before] == self.chunk_sentence[self.verb])
        has = np.where(finite & (subject >= 0), np.arange(m), -1)
        last = np.maximum.accumulate(has) if m else has
        same = (last >= 0) & (self.chunk_sentence[self.verb[last]] == self.chunk_sentence[self.verb])
        return np.where(joined & same, subject[last], -1)

    def features(self, size: int) -> Iterator[Hashes]:
        """The hash bucket of each pair, one template after another: uint32[pairs] each."""
        for k, template in enumerate(TEMPLATES):
            yield mix([self.columns[name] for name in template], k, size)

    @cached_property
    def columns(self) -> Columns:
        """What is seen of each pair, by name."""
        verb, candidate = self._verb_columns(), self._candidate_columns()
        return (
            {name: column[self.group] for name, column in verb.items()}
            | {name: column[self.which] for name, column in candidate.items()}
            | self._pair_columns()
        )

    @cached_property
    def forms(self) -> Columns:
        """Columns of the tokens, with one more row for the place outside the sentence."""
        columns = form_columns(self.tokens.vocabulary, load_model("words"))[0]
        word = np.append(self.tokens.word, len(self.tokens.vocabulary))
        named = {"low": "low", "end": "end2", "cl": "coarse", "fi": "fine"}
        tag = np.append(self.tokens.tag, _OUTSIDE).astype(np.uint32)
        return {name: columns[source][word] for name, source in named.items()} | {"tag": tag}

    def _near(self, token: Longs, offset: int) -> Longs:
        """The token so many places on in the same sentence; the place outside where there is none."""
        there = np.clip(token + offset, -1, len(self.tokens))
        return np.where(self.sentence[there] == self.sentence[token], there, len(self.tokens))

    def _kinds_near(self, chunk: Longs, prefix: str, offsets: Iterable[int]) -> Columns:
        """The kinds of the chunks around."""
        kind = np.append(self.kind, _OUTSIDE).astype(np.uint32)
        found = {}
        for offset in offsets:
            there = np.clip(chunk + offset, -1, len(self.kind))
            same = self.chunk_sentence[there] == self.chunk_sentence[chunk]
            found[f"{prefix}_k{offset}"] = np.where(same, kind[there], kind[-1])
        return found

    def _verb_columns(self) -> Columns:
        g, form = self.groups, self.forms
        marks = (g.passive, g.infinitive, g.modal, g.perfect, g.progressive, g.finite)
        bits = sum(
            (mark.astype(np.uint32) << np.uint32(k) for k, mark in enumerate(marks)), np.zeros(len(g.last), "u4")
        )
        near = {
            "b1": self._near(g.first, -1),
            "b2": self._near(g.first, -2),
            "a1": self._near(g.last, 1),
            "a2": self._near(g.last, 2),
        }
        return {
            "v_form": bits * np.uint32(64) + form["tag"][g.last],
            "v_first": form["low"][g.first],
            "v_ftag": form["tag"][g.first],
            **{f"v_{name}": form[name][g.last] for name in ("low", "tag", "end", "cl", "fi")},
            **{f"v_{name}": form["low"][there] for name, there in near.items()},
            **{f"v_{name}t": form["tag"][there] for name, there in near.items()},
            "v_fin": self._finite_around(),
            **self._kinds_near(self.verb, "v", (-3, -2, -1, 1, 2, 3)),
        }

    def _finite_around(self) -> Hashes:
        """How many other finite verbs the sentence has before and behind: a past tense may be tagged as participle."""
        keys = self.chunk_sentence[:-1]
        opening = np.searchsorted(keys, self.chunk_sentence[self.verb])
        closing = np.searchsorted(keys, self.chunk_sentence[self.verb], side="right")
        finite = Between(self.kind, np.isin(self.kind, (FINITE, BE)))
        return finite.count(opening, self.verb, 2) * np.uint32(4) + finite.count(self.verb + 1, closing, 2)

    def _candidate_columns(self) -> Columns:
        form, chunk = self.forms, self.candidate
        head, first = self.at[chunk], self.first[chunk]
        before, twice, behind, far = (
            self._near(first, -1),
            self._near(first, -2),
            self._near(head, 1),
            self._near(head, 2),
        )
        return {
            **{f"c_{name}": form[name][head] for name in ("low", "tag", "end", "cl", "fi")},
            "c_kind": self.kind[chunk].astype(np.uint32),
            "c_first": form["low"][first],
            "c_ft": form["tag"][first],
            "c_len": np.minimum(head - first, 2).astype(np.uint32),
            "c_p1": form["low"][before],
            "c_p2": form["low"][twice],
            "c_n1": form["low"][behind],
            "c_p1t": form["tag"][before],
            "c_p2t": form["tag"][twice],
            "c_n1t": form["tag"][behind],
            "c_n2t": form["tag"][far],
            **self._kinds_near(chunk, "c", (-3, -2, -1, 1, 2)),
        }

    def _pair_columns(self) -> Columns:
        verb, chunk = self.verb[self.group], self.candidate[self.which]
        left = chunk < verb
        first, stop = np.where(left, chunk, verb) + 1, np.where(left, verb, chunk)
        side = left.astype(np.uint32)
        sequences = {name: between.hash(first, stop) ^ side for name, between in self._sequences().items()}
        counts = {name: between.count(first, stop) for name, between in self._counts().items()}
        return {
            **sequences,
            **counts,
            "brack": counts["nopen"] * np.uint32(4) + counts["nclose"],
            "off": (self.offset + LEFT).astype(np.uint32),
            "gap": np.minimum(stop - first, 7).astype(np.uint32) * np.uint32(2) + side,
            "side": side,
            "quote": self._same_quotation(),
        }

    def _same_quotation(self) -> Hashes:
        quote = np.append(self.tokens.quote, -1)
        verb, head = quote[self.groups.last[self.group]], quote[self.head]
        apart = np.where(verb < 0, 2, np.where(head < 0, 3, 4))
        return np.where(verb == head, np.where(verb < 0, 0, 1), apart).astype(np.uint32)

    @cached_property
    def _plain(self) -> tuple[Bytes, Bools, Bools]:
        """Kinds, names and prepositions alike; chunks of prepositional phrases; non-finite verbs and their nouns."""
        kind, before = self.kind, np.concatenate([np.zeros(1, np.uint8), self.kind[:-1]])[: len(self.kind)]
        plain = np.where(kind == PROPER, NP, np.where(np.isin(kind, (OF, TO)), IN, kind)).astype(np.uint8)
        noun = np.isin(kind, (NP, PROPER, PRON))
        tail = np.isin(kind, (IN, OF, TO)) | (noun & np.isin(before, (IN, OF, TO)))
        unfinished = (INF, ING, EN, BARE)
        return plain, tail, np.isin(kind, unfinished) | (noun & np.isin(before, unfinished))

    def _sequences(self) -> dict[str, Between]:
        """The chunks between, told in more and in less detail: tails of prepositions and infinitives are left out."""
        kind, (plain, tail, loose) = self.kind, self._plain
        worded = np.isin(kind, (IN, OF, SUB, CC, WRB, WHO, TO))
        word = np.where(worded, self.forms["low"][self.at], self.forms["tag"][self.at])
        verbs = (WHO, THAT, FINITE, BE, INF, ING, EN, BARE)
        skeleton = np.isin(kind, (*verbs, COMMA, QUOTE, DASH, OPEN, CLOSE, CC, SUB, WRB))
        return {
            "coarse": Between(plain, np.ones(len(kind), np.bool_)),
            "fine": Between(kind.astype(np.uint32) + word * np.uint32(64), np.ones(len(kind), np.bool_)),
            "skel": Between(kind, skeleton),
            "claus": Between(kind, np.isin(kind, (WHO, THAT, FINITE, BE, SUB, WRB, CC))),
            "noc": Between(plain, ~np.isin(kind, (COMMA, ADJ, QUOTE))),
            "nopp": Between(plain, ~(tail | (kind == ADJ))),
            "bare": Between(plain, ~(tail | loose | np.isin(kind, (ADJ, QUOTE)))),
            "bare2": Between(plain, ~(tail | loose | np.isin(kind, (ADJ, QUOTE, COMMA)))),
        }

    def _counts(self) -> dict[str, Between]:
        _, tail, loose = self._plain
        counted: dict[str, Iterable[int]] = {
            "nfin": (FINITE, BE),
            "nverb": (FINITE, BE, INF, ING, EN, BARE),
            "ncom": (COMMA,),
            "nrel": (WHO, THAT),
            "ncc": (CC,),
            "nq": (QUOTE,),
            "nopen": (OPEN,),
            "nclose": (CLOSE,),
        }
        found = {name: Between(self.kind, np.isin(self.kind, tuple(kinds))) for name, kinds in counted.items()}
        free = np.isin(self.kind, (NP, PROPER, PRON)) & ~tail & ~loose
        return found | {"nnps": Between(self.kind, free)}


def _days_before_names(tokens: Tokens, phrases: NounPhrases) -> Bools:
    """'On Tuesday Smith said': the day that opens a base noun phrase is a chunk of its own."""
    found = np.zeros(len(tokens), np.bool_)
    opens = phrases.first[(phrases.last > phrases.first) & tokens.among(WEEKDAYS)[phrases.first]]
    found[opens[has_tag(tokens, "NNP")[opens] & has_tag(tokens, "NNP")[opens + 1]]] = True
    return found


def _kinds(tokens: Tokens, phrases: NounPhrases, groups: VerbGroups, day: Bools) -> tuple[Bools, Bytes]:
    """Which tokens are candidates, and the kind of the chunk that ends at each token; 0 where none does."""
    that = tokens.among(("that",)) & has_tag(tokens, "IN", "DT") & (phrases.of_token < 0)
    candidate = _lone_heads(tokens, phrases, groups, that) | day
    candidate[phrases.last] = True
    kind = np.where(candidate, NP, 0).astype(np.uint8)
    for k, tags in ((PROPER, ("NNP", "NNPS")), (PRON, ("PRP",)), (WHO, ("WP", "WDT")), (EXIST, ("EX",))):
        kind[candidate & has_tag(tokens, *tags)] = k
    kind[that & has_tag(tokens, "IN")] = THAT
    kind[groups.last] = _kinds_of_verbs(tokens, groups)
    free = (phrases.of_token < 0) & (groups.of_token < 0) & (kind == 0)
    for k, tag in SMALL:
        kind[free & has_tag(tokens, tag)] = k
    preposition = free & has_tag(tokens, "IN")
    kind[free & tokens.among(("of",))] = OF
    kind[preposition & tokens.among(SUBORDINATING)] = SUB
    kind[preposition & tokens.among(("that",))] = THAT
    return candidate & (kind > 0), kind


def _lone_heads(tokens: Tokens, phrases: NounPhrases, groups: VerbGroups, that: Bools) -> Bools:
    """Subjects that are no base noun phrase: *which*, *that* before a verb, *the poor*, *two of them*."""
    outside, near = phrases.of_token < 0, Neighbours(tokens)
    nominal = has_tag(tokens, "DT", "CD", "JJ", "JJR", "JJS", "PRP$", "$", "WDT", "VBN", "VBG", *NOUN) & outside
    goes_on = near.following((phrases.of_token >= 0) | nominal)
    can = has_tag(tokens, "DT", "CD", "WDT", "WP", "$", *NOUN)
    can |= has_tag(tokens, "JJ", "JJR", "JJS", "VBN") & near.preceding(has_tag(tokens, "DT"))
    lone = outside & (groups.of_token < 0) & can & (~goes_on | has_tag(tokens, "WDT"))
    return np.asarray(lone | (that & near.following(groups.of_token >= 0)))


def _kinds_of_verbs(tokens: Tokens, groups: VerbGroups) -> Bytes:
    main = tokens.tag[groups.last]
    helper = (tokens.among(HELPERS) | has_tag(tokens, "MD"))[groups.last]
    kind = np.full(len(main), BARE, np.uint8)
    kind[main == TAG_ID["VBG"]] = ING
    kind[main == TAG_ID["VBN"]] = EN
    kind[groups.finite] = FINITE
    kind[groups.finite & helper] = BE
    kind[groups.infinitive] = INF
    return kind
