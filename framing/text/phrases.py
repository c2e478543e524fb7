"""Base noun phrases and verb groups: what hedging, attribution and stance ask the sentence.

Both are runs of tags, found for a whole batch at once. A base noun phrase ends with its head; a verb group is the
auxiliaries, adverbs and main verb that belong together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.text.tagset import TAG_ID
from framing.text.tokens import Bools, Ints, Tokens

PRONOUN: Final = ("PRP", "WP", "EX")
OPENER: Final = ("DT", "PRP$", "PDT", "WP$")
MODIFIER: Final = ("CD", "JJ", "JJR", "JJS", "$", "#", "HYPH")
NOUN: Final = ("NN", "NNS", "NNP", "NNPS")
VERB: Final = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
BE: Final = frozenset("be am is are was were been being 's 're 'm get gets got getting".split())
HAVE: Final = frozenset("have has had having 've 'd".split())
NEGATION: Final = frozenset("not n't never hardly barely scarcely neither nor".split())
FUTURE_MODAL: Final = frozenset("will 'll wo shall sha".split())
NO_TENSE, PAST, PRESENT, FUTURE, MODAL = range(5)
"""What `VerbGroups.tense` says: infinitives and participles have none; modals but *will* and *shall* are apart."""


def has_tag(tokens: Tokens, *tags: str) -> Bools:
    """Which tokens have one of these tags."""
    member = np.zeros(256, dtype=np.bool_)
    member[[TAG_ID[tag] for tag in tags]] = True
    return np.asarray(member[tokens.tag])


@dataclass(frozen=True, eq=False)
class NounPhrases:
    """Base noun phrases of a batch, in order.

    Parameters
    ----------
    first, last : int64[m]
        First and last token, both inside; the last is the head.
    of_token : int32[n]
        The phrase each token stands in, -1 outside.
    """

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    of_token: Ints


def find_noun_phrases(tokens: Tokens) -> NounPhrases:
    """Find base noun phrases: determiner, modifiers, nouns; possessives join ("Pakistan's envoy"); pronouns alone.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    NounPhrases

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> tokens = read_tokens(["The old mayor met Pakistan's envoy."])
    >>> phrases = find_noun_phrases(tokens)
    >>> [tokens.text_of(a, b) for a, b in zip(phrases.first, phrases.last)]
    ['The old mayor', "Pakistan's envoy"]
    """
    n, near = len(tokens), Neighbours(tokens)
    noun, opener, alone = has_tag(tokens, *NOUN), has_tag(tokens, *OPENER), has_tag(tokens, *PRONOUN)
    participle = (
        has_tag(tokens, "VBN", "VBG") & near.following(noun) & near.preceding(opener | has_tag(tokens, "JJ", "POS"))
    )
    possessive = has_tag(tokens, "POS") & near.preceding(noun)
    inside = noun | opener | has_tag(tokens, *MODIFIER) | participle | possessive
    starts = inside & (~near.preceding(inside) | (opener & ~near.preceding(has_tag(tokens, "PDT"))))
    starts |= _second_subject(tokens, near)
    run = np.where(inside, np.cumsum(starts), 0)
    first, last = _ends_of_runs(run, noun | _lone_determiner(tokens, opener, near.following(inside)))
    first, last = _with_alone(first, last, np.flatnonzero(alone))
    of_token = np.full(n, -1, dtype=np.int32)
    for_each = np.arange(len(first), dtype=np.int32)
    lengths = last - first + 1
    of_token[np.repeat(first, lengths) + _ramp(lengths)] = np.repeat(for_each, lengths)
    return NounPhrases(first, last, of_token)


class Neighbours:
    """What stands beside each token in its sentence; beyond its ends nothing stands.

    Parameters
    ----------
    tokens : Tokens
    """

    def __init__(self, tokens: Tokens) -> None:
        self._starts = tokens.sentence_starts
        self._ends = np.append(self._starts[1:], True)[: len(tokens)]

    def preceding(self, mask: Bools) -> Bools:
        """The mask of the token before."""
        return np.asarray(np.append(False, mask[:-1])[: len(mask)] & ~self._starts, dtype=np.bool_)

    def following(self, mask: Bools) -> Bools:
        """The mask of the token behind."""
        return np.asarray(np.append(mask[1:], False)[: len(mask)] & ~self._ends, dtype=np.bool_)


def _second_subject(tokens: Tokens, near: Neighbours) -> Bools:
    """'A charge Islamabad denies': a name behind 'a' and a common noun opens a phrase of its own."""
    article = near.preceding(near.preceding(tokens.among(("a", "an"))) & has_tag(tokens, "NN"))
    return np.asarray(article & has_tag(tokens, "NNP", "NNPS"), dtype=np.bool_)


def _lone_determiner(tokens: Tokens, opener: Bools, following: Bools) -> Bools:
    """'Some say', 'many argue', 'this shows': a determiner or quantifier that is the whole phrase."""
    can = opener & tokens.among("some many several few most all both others this that these those another".split())
    quantifier = has_tag(tokens, "JJ") & tokens.among(("many", "several", "few", "most", "others", "some", "critics"))
    return np.asarray((can | quantifier | has_tag(tokens, "CD")) & ~following)


def _ends_of_runs(run: npt.NDArray[np.int64], heads: Bools) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First token of each run and the last head in it; runs without a head are dropped."""
    at = np.flatnonzero(run)
    first = at[np.flatnonzero(np.diff(run[at], prepend=0))]
    headed = np.flatnonzero((run > 0) & heads)
    last_of_run = np.zeros(int(run.max(initial=0)) + 1, dtype=np.int64) - 1
    last_of_run[run[headed]] = headed
    last = last_of_run[run[first]]
    kept = last >= 0
    return first[kept], last[kept]


def _with_alone(
    first: npt.NDArray[np.int64], last: npt.NDArray[np.int64], alone: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    first, last = np.concatenate([first, alone]), np.concatenate([last, alone])
    order = np.argsort(first, kind="stable")
    return first[order], last[order]


def _ramp(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """0, 1, .. within each run of these lengths."""
    if not len(lengths):
        return np.zeros(0, dtype=np.int64)
    ends = np.cumsum(lengths)
    return np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)


@dataclass(frozen=True, eq=False)
class VerbGroups:
    """Verb groups of a batch, in order.

    Parameters
    ----------
    first, last : int64[m]
        First and last token, both inside; the last is the main verb.
    passive, negated, modal, infinitive : bool[m]
        "was accused"; "did not say"; "might say"; "to say".
    of_token : int32[n]
        The group each token stands in, -1 outside.
    finite : bool[m]
        It opens with a modal or a verb in the present or past: "has said", not "to say", "saying", a bare "say".
    tense : int8[m]
        One of `NO_TENSE`, `PAST`, `PRESENT`, `FUTURE`, `MODAL`; of the finite word: "has said" is present and perfect.
    perfect, progressive : bool[m]
        "has said"; "is saying", "is being asked".
    modal_token : int64[m]
        Which modal, as a token; -1 for none.
    """

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    passive: Bools
    negated: Bools
    modal: Bools
    infinitive: Bools
    of_token: Ints
    finite: Bools
    tense: npt.NDArray[np.int8]
    perfect: Bools
    progressive: Bools
    modal_token: npt.NDArray[np.int64]


def find_verb_groups(tokens: Tokens) -> VerbGroups:
    """Find verb groups: modal, auxiliaries, adverbs between, main verb.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    VerbGroups

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> tokens = read_tokens(["The mayor has not been accused."])
    >>> groups = find_verb_groups(tokens)
    >>> tokens.text_of(groups.first[0], groups.last[0]), bool(groups.passive[0]), bool(groups.negated[0])
    ('has not been accused', True, True)
    >>> bool(groups.finite[0]), bool(groups.perfect[0]), int(groups.tense[0]) == PRESENT
    (True, True, True)
    """
    n, near = len(tokens), Neighbours(tokens)
    verb, modal, to = has_tag(tokens, *VERB), has_tag(tokens, "MD"), has_tag(tokens, "TO")
    be, have, do = (tokens.among(words) & verb for words in (BE, HAVE, ("do", "does", "did")))
    adverb = has_tag(tokens, "RB", "RBR")
    helper = modal | be | have | do
    opens_infinitive = to & near.following(verb | adverb)
    inside = verb | modal | opens_infinitive | _between(near, helper | opens_infinitive, adverb, verb)
    joins = _joins(tokens, near, verb, helper | opens_infinitive, adverb, have)
    starts = inside & (~near.preceding(inside) | ~joins)
    run = np.where(inside, np.cumsum(starts), 0)
    first, last = _ends_of_runs(run, verb | modal)
    of_token = np.full(n, -1, dtype=np.int32)
    lengths = last - first + 1
    of_token[np.repeat(first, lengths) + _ramp(lengths)] = np.repeat(np.arange(len(first), dtype=np.int32), lengths)
    return _describe(tokens, _Helpers(be, have, modal, opens_infinitive), first, last, of_token)


@dataclass(frozen=True, eq=False)
class _Helpers:
    """Forms of *be* and *have*, modals and the *to* of infinitives, as masks over the tokens."""

    be: Bools
    have: Bools
    modal: Bools
    to: Bools


def _describe(
    tokens: Tokens, helpers: _Helpers, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64], of_token: Ints
) -> VerbGroups:
    any_of, main = _any_of(of_token, len(first)), np.zeros(len(tokens), np.bool_)
    main[last] = True
    gerund, participle = has_tag(tokens, "VBG"), has_tag(tokens, "VBN", "VBD")[last]
    helped = any_of(helpers.be & ~main)
    head = _first_of(has_tag(tokens, *VERB, "MD"), of_token, len(first))
    tense = _tense_of_words(tokens)[head] if len(first) else np.zeros(0, np.int8)
    infinitive = any_of(helpers.to)
    return VerbGroups(
        first,
        last,
        passive=participle & helped,
        negated=any_of(tokens.among(NEGATION)),
        modal=any_of(helpers.modal),
        infinitive=infinitive,
        of_token=of_token,
        finite=(tense != NO_TENSE) & ~infinitive,
        tense=np.where(infinitive, NO_TENSE, tense).astype(np.int8),
        perfect=any_of(helpers.have & ~main) & (participle | gerund[last]),
        progressive=(gerund[last] & helped) | any_of(helpers.be & gerund & ~main),
        modal_token=_first_of(helpers.modal, of_token, len(first)),
    )


def _tense_of_words(tokens: Tokens) -> npt.NDArray[np.int8]:
    tense = np.zeros(len(tokens), np.int8)
    tense[has_tag(tokens, "VBD")] = PAST
    tense[has_tag(tokens, "VBP", "VBZ")] = PRESENT
    tense[has_tag(tokens, "MD")] = MODAL
    tense[has_tag(tokens, "MD") & tokens.among(FUTURE_MODAL)] = FUTURE
    return tense


def _first_of(mask: Bools, of_token: Ints, m: int) -> npt.NDArray[np.int64]:
    """The first marked token of each group; -1 where there is none."""
    found = np.full(m, -1, dtype=np.int64)
    marked = np.flatnonzero(mask & (of_token >= 0))[::-1]
    found[of_token[marked]] = marked
    return found


def _between(near: Neighbours, helper: Bools, adverb: Bools, verb: Bools) -> Bools:
    """Adverbs (one or two) between a helper and a verb."""
    before = near.following(verb)
    one = adverb & near.preceding(helper) & (before | near.following(adverb))
    return np.asarray(one | (adverb & near.preceding(one) & before))


def _joins(tokens: Tokens, near: Neighbours, verb: Bools, helper: Bools, adverb: Bools, have: Bools) -> Bools:
    """Tokens that continue the group of the token before: a verb after a helper (or its adverb), not a new clause.

    A finite verb behind a helper is a participle that the tagger mistook, unless it is one that cannot be: "what the
    court did is", "all they had going".
    """
    helped = near.preceding(helper)
    after_helper = helped | near.preceding(adverb & (helped | near.preceding(adverb)))
    finite = has_tag(tokens, "VBD", "VBP", "VBZ", "MD")
    apart = finite & (~helped | tokens.among("am is are was were has does 's 're 'm".split()))
    apart |= has_tag(tokens, "VBG") & near.preceding(have)
    return np.asarray(((verb & ~apart) | adverb) & after_helper)


def _any_of(of_token: Ints, m: int) -> Callable[[Bools], Bools]:
    """A judge of groups: does any token of the group have the mark?"""

    def judge(mask: Bools) -> Bools:
        found = np.zeros(m, dtype=np.bool_)
        found[of_token[mask & (of_token >= 0)]] = True
        return found

    return judge
