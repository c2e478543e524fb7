"""From a lemma to its forms, and from a form to its lemma.

Irregular forms stand in ``lists/forms.tsv``, open-class lemmas in ``lists/lemmas.tsv``; the regular rest is
spelling rules. `forms_of` expands ``~lemma`` in patterns; `lemma_of` is what the tagger asks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Final

VOWELS: Final = frozenset("aeiou")
SIBILANT: Final = ("s", "x", "z", "ch", "sh")

BASE_TAGS: Final = frozenset({"VB", "NN", "JJ", "RB"})
"""Tags under which a form is its own lemma, unless it is listed under that tag first."""

VERB_TAGS: Final = frozenset({"VBD", "VBN", "VBG", "VBZ"})
"""A noun that is listed as one of these forms too ('a shot') is its own lemma all the same."""

CLASS_TAGS: Final = MappingProxyType({"verb": "VB", "noun": "NN", "adjective": "JJ", "adverb": "RB"})


@cache
def irregular_forms() -> Mapping[str, tuple[tuple[str, ...], str]]:
    """Every listed form: its possible tags, commonest first, and its lemma.

    Examples
    --------
    >>> irregular_forms()["said"]
    (('VBD', 'VBN'), 'say')
    """
    table: dict[str, tuple[tuple[str, ...], str]] = {}
    for pattern, category, _, pos, note, *_ in _rows("forms"):
        tags = tuple(pos.split("|")) if pos else (category,)
        table.setdefault(pattern, (tags, next((part for part in note.split() if "=" not in part), pattern)))
    return MappingProxyType(table)


@cache
def irregular_lemmas() -> Mapping[tuple[str, str], str]:
    """The lemma of every listed form under each tag that it can have.

    Examples
    --------
    >>> irregular_lemmas()["leaves", "NNS"], irregular_lemmas()["leaves", "VBZ"], irregular_lemmas()["shot", "NN"]
    ('leaf', 'leave', 'shot')
    """
    table: dict[tuple[str, str], str] = {}
    for form, (tags, lemma) in irregular_forms().items():
        own = BASE_TAGS if VERB_TAGS & set(tags) else BASE_TAGS - {tags[0]}
        table |= {(form, tag): form if tag in own else lemma for tag in tags}
    for form, *_, note, _, _ in _rows("forms"):
        table |= {(form, tag): lemma for tag, sign, lemma in (p.partition("=") for p in note.split()) if sign}
    return MappingProxyType(table)


@cache
def lemma_classes() -> Mapping[str, tuple[str, ...]]:
    """Every listed open-class lemma: the word classes it can have, commonest first.

    Examples
    --------
    >>> lemma_classes()["deny"]
    ('verb',)
    """
    return MappingProxyType({row[0]: tuple((row[3] or row[1]).split("|")) for row in _rows("lemmas")})


@cache
def _doubling() -> frozenset[str]:
    return frozenset(row[0] for row in _rows("lemmas") if "double" in row[4].split())


@cache
def _forms_by_lemma() -> Mapping[str, tuple[tuple[str, str], ...]]:
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for form, (tags, lemma) in irregular_forms().items():
        for tag in tags:
            table[lemma].append((form, tag))
    return {lemma: tuple(forms) for lemma, forms in table.items()}


def _rows(name: str) -> list[list[str]]:
    """Read a list without the loader: the loader needs these two to expand its patterns."""
    text = resources.files("framing.lexicons").joinpath("lists", f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    return [[*line.split("\t"), "", "", "", "", "", ""][:7] for line in lines[1:]]


@cache
def inflect(lemma: str, word_class: str) -> Mapping[str, str]:
    """All forms of a lemma as a word of one class.

    Parameters
    ----------
    lemma : str
        Lower case.
    word_class : str
        "verb", "noun", "adjective" or "adverb".

    Returns
    -------
    mapping
        From Penn Treebank tag to form. Irregular forms replace the regular ones of the same tag.

    Examples
    --------
    >>> dict(inflect("deny", "verb"))["VBD"]
    'denied'
    """
    regular = _REGULAR[word_class](lemma)
    wanted = set(regular) - {CLASS_TAGS[word_class]}
    for form, tag in _forms_by_lemma().get(lemma, ()):
        if tag in wanted:
            regular[tag] = form
    return MappingProxyType(regular)


def _verb(lemma: str) -> dict[str, str]:
    past = _stem(lemma, "ed") + "ed"
    return {"VB": lemma, "VBZ": _with_s(lemma), "VBD": past, "VBN": past, "VBG": _stem(lemma, "ing") + "ing"}


def _noun(lemma: str) -> dict[str, str]:
    return {"NN": lemma, "NNS": _with_s(lemma)}


def _adjective(lemma: str) -> dict[str, str]:
    if sum(c in VOWELS or c == "y" for c in lemma) > 2:
        return {"JJ": lemma}
    return {"JJ": lemma, "JJR": _stem(lemma, "ed") + "er", "JJS": _stem(lemma, "ed") + "est"}


def _adverb(lemma: str) -> dict[str, str]:
    return {"RB": lemma}


_REGULAR: Final = {"verb": _verb, "noun": _noun, "adjective": _adjective, "adverb": _adverb}


def _with_s(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith((*SIBILANT, "o")) and not lemma.endswith("oo") else "s")


def _stem(lemma: str, ending: str) -> str:
    """The lemma as it stands before an ending that begins with a vowel."""
    if lemma.endswith("ie") and ending == "ing":
        return lemma[:-2] + "y"
    if lemma.endswith("e") and not (ending == "ing" and lemma.endswith(("ee", "ye", "oe"))):
        return lemma[:-1]
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS and ending != "ing":
        return lemma[:-1] + "i"
    if lemma in _doubling() or _doubles(lemma):
        return lemma + lemma[-1]
    if lemma.endswith("ic"):
        return lemma + "k"
    return lemma


def _doubles(lemma: str) -> bool:
    """One syllable, one vowel, one final consonant: 'plan', not 'join', 'fix' or 'show'."""
    return (
        2 < len(lemma) < 6
        and sum(c in VOWELS for c in lemma) == 1
        and lemma[-2] in VOWELS
        and lemma[-1] not in VOWELS | frozenset("wxy")
    )


@cache
def forms_of(lemma: str) -> frozenset[str]:
    """Every form a lemma can take, as any class it is listed under (verb and noun when it is not listed).

    Examples
    --------
    >>> sorted(forms_of("suspect"))
    ['suspect', 'suspected', 'suspecting', 'suspects']
    """
    classes = lemma_classes().get(lemma, ("verb", "noun") if lemma not in _forms_by_lemma() else ())
    forms = {lemma}.union(*(inflect(lemma, word_class).values() for word_class in classes))
    return frozenset(forms | {form for form, _ in _forms_by_lemma().get(lemma, ())})


@cache
def known_forms() -> Mapping[str, tuple[tuple[str, ...], str]]:
    """Every form that the two lists yield: its possible tags, commonest first, and the lemma of the first.

    The lemma under another of its tags is what `lemma_of` says.

    Examples
    --------
    >>> known_forms()["denies"]
    (('VBZ',), 'deny')
    """
    heads = {
        lemma: (tuple(CLASS_TAGS[word_class] for word_class in classes), lemma)
        for lemma, classes in lemma_classes().items()
    }
    table: dict[str, tuple[tuple[str, ...], str]] = dict(heads)
    for lemma, classes in lemma_classes().items():
        for word_class in classes:
            for tag, form in inflect(lemma, word_class).items():
                tags, first = table.get(form, ((), lemma))
                table[form] = (tags if tag in tags else (*tags, tag), first)
    listed = {form: (tags, irregular_lemmas()[form, tags[0]]) for form, (tags, _) in irregular_forms().items()}
    return MappingProxyType({**table, **listed})


def lemma_of(form: str, tag: str) -> str:
    """The lemma of a form under a tag.

    Parameters
    ----------
    form : str
        As it stands in the text.
    tag : str
        Penn Treebank tag.

    Returns
    -------
    str
        Lower case, but names (NNP, NNPS) are kept as they are; a plural name (NNPS) loses its ending where what is
        left is a listed noun or people ("Democrats", "Iraqis", not "Roberts").

    Notes
    -----
    Follows Universal Dependencies where its English treebanks EWT and GUM agree: modals are their own lemmas, "mine"
    is "my", "an" is "a", "n't" is "not", figures lose their commas, decades keep their s. Where they differ,
    "people" stays "people" and "whom" is "who".

    Examples
    --------
    >>> lemma_of("denied", "VBD"), lemma_of("ISKP", "NNP"), lemma_of("crises", "NNS"), lemma_of("Iraqis", "NNPS")
    ('deny', 'ISKP', 'crisis', 'Iraqi')
    """
    if tag == "NNPS":
        return _name_lemma(form)
    return form if tag == "NNP" else _lemma(form.lower().replace("’", "'"), tag)


def _name_lemma(form: str) -> str:
    """Half of what a tagger takes for plural names is not plural ("Texas"): only what is listed is inflected."""
    low = form.lower()
    lemma = _lemma(low, "NNS")
    known = lemma in _places(peoples=True) or "noun" in lemma_classes().get(lemma, ())
    if not known or low in _places(peoples=False):
        return form
    kept = next((k for k, (a, b) in enumerate(zip(low, lemma, strict=False)) if a != b), len(lemma))
    return form[:kept] + (lemma[kept:].upper() if form.isupper() else lemma[kept:])


@cache
def _places(*, peoples: bool) -> frozenset[str]:
    return frozenset(row[0].removeprefix("=").lower() for row in _rows("places") if (row[1] == "demonym") is peoples)


@lru_cache(maxsize=2**16)
def _lemma(low: str, tag: str) -> str:
    listed = _irregular_lemma(low, tag)
    if listed or tag not in _ENDINGS:
        return listed or (_THOUSANDS.sub("", low) if tag == "CD" else low)
    head, hyphen, last = low.rpartition("-")
    if hyphen and len(last) > 2 and not _listed_lemma(low, tag):
        return head + hyphen + _lemma(last, tag)
    compound = _PLURAL_HEAD.search(low) if tag == "NNS" else None
    if compound:
        return low[: compound.start()] + irregular_forms()[compound[0]][1]
    return _listed_lemma(low, tag) or _prefixed_lemma(low, tag) or _guess(low, tag)


def _irregular_lemma(low: str, tag: str) -> str:
    """The listed lemma; for a verb also when the tagger took one form for another ('have ran', VBD for VBN)."""
    listed = irregular_lemmas().get((low, tag)) or irregular_lemmas().get((_CLITICS.get(low.lstrip("`‘'"), low), tag))
    if listed or not tag.startswith("VB") or "verb" in lemma_classes().get(low, ()):
        return listed or ""
    return next((irregular_lemmas()[low, other] for other in _PAST_FIRST if (low, other) in irregular_lemmas()), "")


def _listed_lemma(low: str, tag: str) -> str:
    """The listed lemma that is inflected to this very form: of the tag's class, else itself, else of any class."""
    word_class, inflected = _PARADIGM[tag]
    found = [lemma for lemma in _candidates(low, _ENDINGS[tag]) if lemma in lemma_classes()]
    spelt = [lemma for lemma in found if inflect(lemma, word_class).get(inflected) == low]
    right = [lemma for lemma in spelt if word_class in lemma_classes()[lemma]]
    if right or word_class in lemma_classes().get(low, ()):
        return right[0] if right else low
    return next(iter(spelt or [lemma for lemma in found if _is_respelt(low, lemma, _ENDINGS[tag])]), "")


def _is_respelt(low: str, lemma: str, ending: str) -> bool:
    """Whether a form doubles a consonant or keeps an e where it need not: 'targetted', 'ageing'."""
    return low == lemma + ending or (lemma[-1] not in VOWELS and low == lemma + lemma[-1] + ending)


def _candidates(low: str, ending: str) -> list[str]:
    """What could have been inflected to this form, the least change of spelling first."""
    if not low.endswith(ending):
        return []
    stem = low[: -len(ending)]
    found = [stem]
    if ending == "s":
        found += [stem[:-1]] if stem.endswith("e") else []
        found += [stem[:-2] + "y"] if stem.endswith("ie") else []
        found += [stem[:-2]] if stem.endswith(("sse", "zze")) else []
        return found
    found += [stem + "e"]
    found += [stem[:-1] + "y"] if stem.endswith("i") else []
    found += [stem[:-1] + "ie"] if stem.endswith("y") else []
    found += [stem[:-1]] if stem[-2:-1] == stem[-1:] or stem.endswith("ck") else []
    return found


def _prefixed_lemma(low: str, tag: str) -> str:
    """The lemma of a verb that is not listed, from the one behind its prefix: 'prearranged', 'reshot'."""
    if _PARADIGM[tag][0] != "verb":
        return ""
    for prefix in (prefix for prefix in _PREFIXES if low.startswith(prefix) and len(low) > len(prefix) + 3):
        rest = low[len(prefix) :]
        lemma = irregular_lemmas().get((rest, tag)) or _listed_lemma(rest, tag)
        if "verb" in lemma_classes().get(lemma, ()):
            return prefix + lemma
    return ""


def _guess(low: str, tag: str) -> str:
    """Spelling alone."""
    if not low.endswith(_ENDINGS[tag]) or len(low) < len(_ENDINGS[tag]) + 2 or low in irregular_forms():
        return low
    if _ENDINGS[tag] == "s":
        return next(pattern.sub(end, low) for pattern, end, tags in _SINGULAR if tag in tags and pattern.search(low))
    stem = low[: -len(_ENDINGS[tag])]
    if not re.search("[aeiouy]", stem):
        return low
    if stem.endswith("i") and _ENDINGS[tag] != "ing" and len(stem) > 2:
        return stem[:-1] + "y"
    if _DOUBLED.search(stem):
        return stem[:-1]
    return stem + "e" if _FINAL_E.search(stem) else stem


_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

_CLITICS: Final = MappingProxyType({word: "'" + word for word in ("d", "em", "ll", "m", "re", "s", "ve")})
"""Clitics that lost their apostrophe ('theyre', split by hand) or have another sign in its place."""

_PAST_FIRST: Final = ("VBD", "VBN", "VBZ", "VBP")

_ENDINGS: Final = MappingProxyType(
    {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s", "NNS": "s"}
    | {"JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}
)

_PARADIGM: Final = MappingProxyType(
    {tag: ("verb", tag) for tag in VERB_TAGS}
    | {"NNS": ("noun", "NNS"), "JJR": ("adjective", "JJR"), "JJS": ("adjective", "JJS")}
    | {"RBR": ("adjective", "JJR"), "RBS": ("adjective", "JJS")}
)
"""Tag to the class and tag under which `inflect` makes the form: adverbs compare as adjectives do."""

_PLURAL_HEAD: Final = re.compile("(?<=..)(?:men|women|children|feet|teeth|mice|wives|knives|shelves|wolves)$")

_PREFIXES: Final = tuple(
    "counter cross inter under over fore with out mis pro pre dis off sub co de re un up be".split()
)

_DOUBLED: Final = re.compile(r"(?<=..)([bdgkmnprtv])\1$|[aeiou].*[^aeiou]ell$")
"""Stems whose last letter was doubled: 'blogg', 'channell', but not 'add', 'miss', 'spell'."""

_FINAL_E: Final = re.compile(
    r"""
    [cvu] $ | (?<! [tz]) z $ | (?<! s) s $         # danc, believ, valu, raz, raid-s: 'focus' is listed
    | [bcdfgkpstz] l $ | [bcdgt] r $               # giggl, centr
    | [dlr] g $ | (?: en | tran) g $ | [aeiu] g $  # judg, aveng, strang, packag
    | (?<! [eo]) at $ | (?<! o) [ou] t $           # creat is listed; quot, dilut
    | (?<! a) ir $ | (?<! [ao]) ur $               # desir, secur
    | (?<! [aeo]) [aiou] [dk] $ | (?<! e) ed $     # decid, evok, preced
    | (?<! [aeou]) in $ | (?<! [aeo]) [iuo] l $    # examin, compil
    | [iu] b $ | (?<! [aeo]) y [lmnprt] $          # describ, rhym
    | (?: ea | ee | oa | oo) th $                  # soothe
    | scap $ | ^ (?: qu | [^aeiou])* [aeiouy] [^aeiouhwxy] $
    """,
    re.VERBOSE,
)
"""Stems that lack an e: the last line is one short vowel and a consonant that was not doubled ('hop' in 'hoping')."""

_BOTH: Final = frozenset({"NNS", "VBZ"})
_NOUN: Final = frozenset({"NNS"})

_SINGULAR: Final = (
    (re.compile(r"^'?(.*0)'?s$"), r"\1s", _NOUN),  # the 1970s are a word
    (re.compile(r"'s$"), "", _BOTH),
    (re.compile(r"ss$"), "ss", _BOTH),
    (re.compile(r"(ly|gno|cho|the)ses$"), r"\1sis", _NOUN),
    (re.compile(r"(..)ies$"), r"\1y", _BOTH),
    (re.compile(r"(ss|sh|ch|zz|tz|x)es$"), r"\1", _BOTH),
    (re.compile(r"([aeiouy].*[^aeo]us)es$"), r"\1", _NOUN),
    (re.compile(r"([aeiouy].*o)es$"), r"\1", _BOTH),
    (re.compile(r"s$"), "", _BOTH),
)
"""What a plural or a third person ends in, what that becomes, and under which tags: the first that fits."""
