"""Part of speech, by rule: what a form can be, then what its neighbours let it be.

Two steps. `guess` gives each distinct form its possible tags from the word lists, its endings and its case, once a
form. `RULES` then changes tags where the neighbours decide, as declarations that an engine applies to all tokens of
a batch at once, in order (Brill 1992, with rules written instead of learned).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from framing.lexicons import load_lexicon
from framing.lexicons.inflection import known_forms
from framing.text.tokens import Bools, Ints

TAGS: Final = (
    "CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP "
    "VBZ WDT WP WP$ WRB . , : `` '' -LRB- -RRB- $ # HYPH ADD NFP"
).split()
TAG_ID: Final = {tag: k for k, tag in enumerate(TAGS)}

Bytes = npt.NDArray[np.uint8]

NOUN: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
VERB: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})
ADVERB: Final = frozenset({"RB", "RBR", "RBS"})
ADJECTIVE: Final = frozenset({"JJ", "JJR", "JJS"})

PUNCTUATION: Final = {
    **dict.fromkeys([".", "!", "?"], "."),
    ",": ",",
    **dict.fromkeys([":", ";", "…", "...", "-", "–", "—", "--", "---"], ":"),
    **dict.fromkeys(["“", "‘", "``", "„", "«", "‘‘"], "``"),
    **dict.fromkeys(["”", "’", "''", '"', "'", "»", "’’"], "''"),
    **dict.fromkeys(["(", "[", "{"], "-LRB-"),
    **dict.fromkeys([")", "]", "}"], "-RRB-"),
    **dict.fromkeys(["$", "£", "€", "¥"], "$"),
    "#": "#",
    "%": "NN",
    "&": "CC",
}

SUFFIXES: Final = (
    ("ly", ("RB", "JJ")),
    ("ing", ("VBG", "NN", "JJ")),
    ("ed", ("VBD", "VBN", "JJ")),
    *((ending, ("NN",)) for ending in ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship", "hood")),
    *((ending, ("NNS",)) for ending in ("tions", "sions", "ments", "ities", "ists", "isms", "ers", "ors")),
    *(
        (ending, ("JJ", "NN"))
        for ending in ("ous", "ful", "ible", "able", "ical", "less", "ish", "ary", "ic", "ive", "al")
    ),
    *((ending, ("JJ", "NN")) for ending in ("ant", "ent", "ian", "ese")),
    *((ending, ("NN",)) for ending in ("ist", "er", "or", "ogy", "cy", "ty", "dom", "ure", "age")),
    *((ending, ("VB", "VBP")) for ending in ("ize", "ise", "ify")),
    *((ending, ("VBZ",)) for ending in ("izes", "ises", "ifies")),
    ("ss", ("NN",)),
    ("us", ("NN",)),
    ("s", ("NNS", "VBZ")),
)


@cache
def guess(form: str) -> tuple[str, ...]:
    """The tags a form can have, likeliest first, without its context.

    Examples
    --------
    >>> guess("attacks"), guess("ISKP"), guess("2025")
    (('NNS', 'VBZ'), ('NNP',), ('CD',))
    """
    if form in PUNCTUATION:
        return (PUNCTUATION[form],)
    if form[:1].isdigit():
        return ("JJ",) if "-" in form or form.endswith(("st", "nd", "rd", "th")) else ("CD",)
    low = form.lower().replace("’", "'")
    if low in known_forms():
        tags = known_forms()[low][0]
        tags = (*tags, "VBP") if "VB" in tags and "VBP" not in tags else tags
        return tags if form[0].islower() or form == "I" else (*tags, "NNPS" if tags[0] == "NNS" else "NNP")
    return _unlisted(form, low)


@cache
def _demonyms() -> frozenset[str]:
    entries = load_lexicon("places").entries
    return frozenset(e.pattern[1:] for e in entries if e.category == "demonym" and not e.pattern.endswith("s"))


def _unlisted(form: str, low: str) -> tuple[str, ...]:
    if form in _demonyms():
        return ("NNP", "JJ")
    if form[0].isupper():
        plural = low.endswith("s") and not low.endswith(("ss", "us", "is")) and not form.isupper()
        return ("NNP", "NNPS") if plural else ("NNP",)
    if not any(c.isalnum() for c in form):
        return ("NFP",) if len(form) > 1 or ord(form) > 0x2000 else ("SYM",)
    if low.startswith(("http", "www.", "@")) or "@" in low:
        return ("ADD",)
    if "-" in form:
        last = form.rpartition("-")[2]
        return ("NN",) if known_forms().get(last, (("",),))[0][0] == "NN" and not form[0].isdigit() else ("JJ", "NN")
    return next((tags for ending, tags in SUFFIXES if low.endswith(ending) and len(low) > len(ending) + 1), ("NN",))


NAMES_TOO: Final = frozenset({"May", "Will"})
"""Modals that are names when they are capitalised inside a sentence."""

SMALL_WORDS: Final = frozenset(
    "a an the and but or nor for of to in on at by as is are be vs from with into over after about amid s t".split()
)
"""Words that title case leaves small."""
HEADLINE_WORDS: Final = 4
"""Counted words that a headline has at least."""
HEADLINE_SHARE: Final = 0.9
"""Share of them that is capitalised."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a token's tag becomes another.

    Empty conditions hold always. `before` is the last token back that is no adverb or negation.
    """

    name: str
    to: str
    now: frozenset[str] = frozenset()
    word: frozenset[str] = frozenset()
    previous: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    before_word: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()
    following_word: frozenset[str] = frozenset()
    opens: bool | None = None
    possible: bool = True


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE: Final = _words("be am is are was were been being 's 're 'm get gets got getting")
HAVE: Final = _words("have has had having 've 'd 's")
DO: Final = _words("do does did")
SUBJECTS: Final = _words("i you we they who he she it")
PLURAL_SUBJECTS: Final = _words("i you we they who")
NOMINAL_LEFT: Final = frozenset({"DT", "PRP$", "JJ", "JJR", "JJS", "POS", "CD", "PDT", "WP$"})
NOMINAL_RIGHT: Final = NOUN | ADJECTIVE | {"CD", "VBG", "VBN"}
BASE: Final = frozenset({"NN", "VB", "VBP", "JJ", "RB", "IN", "NNP"})
COMPLEMENT: Final = frozenset({"DT", "PRP", "PRP$", "IN", "TO", "WRB", "WP", "RP", "NNP", "CD", "EX", "``"})

RULES: Final = (
    Rule("to + verb", "VB", now=BASE, before_word=_words("to"), before=frozenset({"TO"})),
    Rule("modal + verb", "VB", now=BASE, before=frozenset({"MD"})),
    Rule("do + verb", "VB", now=BASE, before_word=DO),
    Rule("they + verb", "VBP", now=BASE, before_word=PLURAL_SUBJECTS),
    Rule(
        "plural noun + verb",
        "VBP",
        now=frozenset({"VB", "NN"}),
        before=frozenset({"NNS"}),
        following=COMPLEMENT,
    ),
    Rule("the + noun", "NN", now=frozenset({"VB", "VBP"}), previous=NOMINAL_LEFT | {"IN"}),
    Rule(
        "the + what looks like a verb",
        "NN",
        now=frozenset({"VB", "VBP"}),
        previous=frozenset({"DT", "PRP$", "POS"}),
        possible=False,
    ),
    Rule("is + ing", "VBG", now=frozenset({"NN"}), before_word=BE),
    Rule(
        "they worried that",
        "VBD",
        now=frozenset({"JJ"}),
        before=frozenset({"NNS", "PRP", "NNP"}),
        following_word=_words("that the a an his her their its"),
    ),
    Rule("the + plural noun", "NNS", now=frozenset({"VBZ"}), previous=NOMINAL_LEFT | {"IN"}),
    Rule("he + verb", "VBZ", now=frozenset({"NNS"}), before_word=_words("he she it who which that")),
    Rule("name + verb", "VBZ", now=frozenset({"NNS"}), before=frozenset({"NNP", "NN"}), following=COMPLEMENT),
    Rule(
        "finite by default",
        "VBP",
        now=frozenset({"VB"}),
        before=frozenset({"NNS", "PRP", "WDT", "WP", "NNPS"}),
    ),
    Rule("be + participle", "VBN", now=frozenset({"VBD", "VBP", "VB", "JJ"}), before_word=BE),
    Rule("have + participle", "VBN", now=frozenset({"VBD", "VBP", "VB"}), before_word=HAVE),
    Rule("participle + by", "VBN", now=frozenset({"VBD"}), following_word=_words("by")),
    Rule("the + participle + noun", "VBN", now=frozenset({"VBD"}), previous=NOMINAL_LEFT),
    Rule("preposition + participle + noun", "VBN", now=frozenset({"VBD"}), previous=frozenset({"IN"})),
    Rule("he + past", "VBD", now=frozenset({"VBN"}), before_word=SUBJECTS),
    Rule(
        "to + thing",
        "IN",
        word=_words("to"),
        following=frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS", "CD", "NNS", "JJ", "WP", "VBG", "EX"}),
    ),
    Rule("possessive her", "PRP$", word=_words("her"), following=NOMINAL_RIGHT),
    Rule(
        "object her",
        "PRP",
        word=_words("her"),
        following=frozenset({"IN", "TO", ".", ",", "DT", "VBD", "VBZ", "RB", "CC", "MD"}),
    ),
    Rule(
        "is, not of",
        "VBZ",
        word=_words("'s"),
        before_word=_words("it he she that there what who here how where this"),
    ),
    Rule(
        "is, not of, by what follows",
        "VBZ",
        word=_words("'s"),
        following=frozenset({"DT", "VBG", "PRP", "IN", "TO"}),
    ),
    Rule("had, not would", "VBD", word=_words("'d"), following=frozenset({"VBN", "VBD"}), possible=False),
    Rule("over there", "RB", word=_words("there")),
    Rule(
        "there is",
        "EX",
        word=_words("there"),
        following_word=_words(
            "is are was were 's 're has have had will would may might could can should must remain remains"
        ),
    ),
    Rule("who-that", "WDT", word=_words("that which"), previous=NOUN, following=FINITE | {"RB"}, possible=False),
    Rule("that is", "DT", word=_words("that"), following_word=_words("'s is was will would")),
    Rule("noun-that-is", "WDT", word=_words("that"), previous=NOUN, following=FINITE),
    Rule("that thing", "DT", word=_words("that"), previous=frozenset({"IN", "CC", ",", "``", "TO"})),
    Rule("that is", "DT", word=_words("that"), following_word=_words("'s is was will would")),
    Rule("noun that is", "WDT", word=_words("that"), previous=NOUN, following=FINITE),
    Rule("that, alone", "DT", word=_words("that"), opens=True, following=FINITE),
    Rule("more + adjective", "RBR", word=_words("more less"), following=frozenset({"JJ", "RB", "VBN"})),
    Rule("most + adjective", "RBS", word=_words("most least"), following=frozenset({"JJ", "RB", "VBN"})),
    Rule(
        "particle",
        "RP",
        word=_words("up out off down over back away"),
        before=VERB,
        following=frozenset({"DT", "IN", ".", ",", "TO", "PRP$", "RB", "NNP"}),
    ),
    Rule(
        "the + ing + of",
        "NN",
        now=frozenset({"VBG"}),
        previous=frozenset({"DT", "JJ", "PRP$"}),
        following_word=_words("of in at by for on . ,"),
    ),
    Rule(
        "is + adjective",
        "JJ",
        now=frozenset({"NN", "VB", "VBP"}),
        before_word=BE,
        following=frozenset({".", ",", "IN", "TO", "CC"}),
    ),
    Rule(
        "adjective + noun",
        "JJ",
        now=frozenset({"NN", "RB", "VB"}),
        previous=frozenset({"DT", "PRP$"}),
        following=NOUN,
    ),
    Rule("a people before a noun", "JJ", now=frozenset({"NNP"}), following=frozenset({"NN", "NNS", "JJ"})),
    Rule(
        "some + say",
        "VBP",
        word=_words("say think argue believe claim fear worry see call hope doubt question suggest warn"),
        before_word=_words("some many others most few critics both"),
    ),
    Rule("like, the verb", "VBP", word=_words("like"), before_word=PLURAL_SUBJECTS, possible=False),
)
"""In order: a later rule sees what an earlier one did."""


@cache
def _ids(tags: frozenset[str]) -> npt.NDArray[np.bool_]:
    member = np.zeros(len(TAGS) + 1, dtype=np.bool_)
    member[[TAG_ID[tag] for tag in tags]] = True
    return member


def tag_tokens(
    vocabulary: tuple[str, ...], word: Ints, sentence_starts: Bools, *, openers: Sequence[int] = ()
) -> Bytes:
    """Tag a batch.

    Parameters
    ----------
    vocabulary : tuple of str
        The distinct forms.
    word : int32[n]
        Each token's form.
    sentence_starts : bool[n]
        Tokens that open a sentence.
    openers : sequence of int
        Quotation marks that open a quotation, whatever they look like.

    Returns
    -------
    uint8[n]
        Indices into `TAGS`.

    Examples
    --------
    >>> import numpy as np
    >>> tags = tag_tokens(("He", "might", "attack", "the", "plan"), np.arange(5, dtype=np.int32), np.array([1, 0, 0, 0, 0], dtype=bool))
    >>> [TAGS[t] for t in tags]
    ['PRP', 'MD', 'VB', 'DT', 'NN']
    """
    if not len(word):
        return np.zeros(0, dtype=np.uint8)
    lower = [form.lower().replace("’", "'") for form in vocabulary]
    options = [guess(form) for form in vocabulary]
    possible = np.zeros((len(vocabulary), len(TAGS)), dtype=np.bool_)
    for k, tags in enumerate(options):
        possible[k, [TAG_ID[tag] for tag in tags]] = True
    tag = _first_choice(vocabulary, options, word, sentence_starts)
    tag[list(openers)] = TAG_ID["``"]
    for rule in RULES:
        _apply(rule, tag, possible, lower, word, sentence_starts)
    return tag


def _first_choice(vocabulary: tuple[str, ...], options: list[tuple[str, ...]], word: Ints, starts: Bools) -> Bytes:
    """The likeliest tag alone; a capitalised form inside a sentence is a name unless its word is closed-class."""
    plain = np.fromiter((TAG_ID[tags[0]] for tags in options), np.uint8, len(options))
    named = np.fromiter(
        (
            TAG_ID[tags[-1] if tags[-1] in {"NNP", "NNPS"} and (_open_class(tags[0]) or form in NAMES_TOO) else tags[0]]
            for form, tags in zip(vocabulary, options, strict=True)
        ),
        np.uint8,
        len(options),
    )
    opens = starts.copy()
    quotes = np.fromiter(
        (form in PUNCTUATION and PUNCTUATION[form] in {"``", "''", "-LRB-"} for form in vocabulary),
        np.bool_,
        len(vocabulary),
    )
    opens[1:] |= quotes[word[:-1]]
    opens |= headline_tokens(vocabulary, word, starts)
    return np.where(opens, plain[word], named[word])


def headline_tokens(vocabulary: tuple[str, ...], word: Ints, sentence_starts: Bools) -> Bools:
    """Tokens of sentences in title case, where a capital says nothing.

    Parameters
    ----------
    vocabulary, word, sentence_starts
        As for `tag_tokens`.

    Returns
    -------
    bool[n]

    Examples
    --------
    >>> starts = np.array([True, False, False, False, False])
    >>> headline_tokens(("Mayor", "Quits", "Over", "Port", "Levy"), np.arange(5, dtype=np.int32), starts).all()
    np.True_
    """
    counted = [form.isalpha() and form.lower() not in SMALL_WORDS for form in vocabulary]
    counts = np.fromiter(counted, np.bool_, len(vocabulary))
    capital = np.fromiter((form[0].isupper() for form in vocabulary), np.bool_, len(vocabulary))
    sentence = np.cumsum(sentence_starts) - 1
    n_counted = np.bincount(sentence, weights=counts[word])
    n_capital = np.bincount(sentence, weights=(counts & capital)[word])
    headline = (n_counted >= HEADLINE_WORDS) & (n_capital >= HEADLINE_SHARE * n_counted)
    return np.asarray(headline[sentence])


def _open_class(tag: str) -> bool:
    return tag[:2] in {"NN", "VB", "JJ", "RB"} or tag in {"CD", "UH", "FW"}


def _apply(rule: Rule, tag: Bytes, possible: Bools, lower: list[str], word: Ints, sentence_starts: Bools) -> None:
    none = len(TAGS)
    hit = possible[word, TAG_ID[rule.to]] if rule.possible else np.ones(len(word), dtype=np.bool_)
    if rule.now:
        hit = hit & _ids(rule.now)[tag]
    if rule.word:
        hit = hit & _among(rule.word, lower)[word]
    if rule.opens is not None:
        hit = hit & (sentence_starts == rule.opens)
    if not hit.any():
        return
    previous = np.concatenate([[none], tag[:-1]])
    previous[sentence_starts] = none
    if rule.previous:
        hit = hit & _ids(rule.previous)[previous]
    if rule.following or rule.following_word:
        hit = hit & _follows(rule, tag, lower, word, sentence_starts)
    if rule.before or rule.before_word:
        hit = hit & _precedes(rule, tag, lower, word, sentence_starts)
    tag[hit] = TAG_ID[rule.to]


def _among(words: frozenset[str], lower: list[str]) -> Bools:
    return np.fromiter((low in words for low in lower), np.bool_, len(lower))


def _follows(rule: Rule, tag: Bytes, lower: list[str], word: Ints, sentence_starts: Bools) -> Bools:
    last = np.append(sentence_starts[1:], True)
    following = np.append(tag[1:], 0).astype(np.int64)
    following[last] = len(TAGS)
    hit = _ids(rule.following)[following] if rule.following else ~last
    if rule.following_word:
        hit = hit & ~last & np.append(_among(rule.following_word, lower)[word[1:]], False)
    return hit


def _precedes(rule: Rule, tag: Bytes, lower: list[str], word: Ints, sentence_starts: Bools) -> Bools:
    """The last token back that is no adverb, in the same sentence."""
    n = len(tag)
    skipped = _ids(ADVERB)[tag]
    at = np.where(skipped, -1, np.arange(n))
    last = np.concatenate([[-1], np.maximum.accumulate(at)[:-1]])
    opening = np.maximum.accumulate(np.where(sentence_starts, np.arange(n), 0))
    inside = last >= opening
    last = np.where(inside, last, 0)
    hit = inside
    if rule.before:
        hit = hit & _ids(rule.before)[tag[last]]
    if rule.before_word:
        hit = hit & _among(rule.before_word, lower)[word[last]]
    return hit
