"""From a lemma to its forms, and from a form to its lemma.

Irregular forms stand in ``lists/forms.tsv``, open-class lemmas in ``lists/lemmas.tsv``; the regular rest is
spelling rules. `forms_of` expands ``~lemma`` in patterns; `lemma_of` is what the tagger asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

VOWELS: Final = frozenset("aeiou")
SIBILANT: Final = ("s", "x", "z", "ch", "sh")

BASE_TAGS: Final = frozenset({"VB", "NN", "JJ", "RB"})
"""Tags under which a form is its own lemma, unless it is listed under that tag first."""

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
        table.setdefault(pattern, (tags, note or pattern))
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
    return MappingProxyType({**table, **irregular_forms()})


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
        Lower case, but names (NNP, NNPS) are kept as they are.

    Examples
    --------
    >>> lemma_of("denied", "VBD"), lemma_of("ISKP", "NNP"), lemma_of("crises", "NNS")
    ('deny', 'ISKP', 'crisis')
    """
    if tag.startswith("NNP"):
        return form
    low = form.lower().replace("’", "'")
    listed = irregular_forms().get(low)
    if listed and tag in listed[0] and (tag == listed[0][0] or tag not in BASE_TAGS):
        return listed[1]
    return _regular_lemma(low, tag)


@cache
def _regular_lemma(low: str, tag: str) -> str:
    candidates = _STRIP.get(tag, ())
    for ending, replacements in candidates:
        if not low.endswith(ending) or len(low) - len(ending) < 2:
            continue
        stem = low[: len(low) - len(ending)]
        choices = [stem + r for r in replacements]
        if len(stem) > 2 and stem[-1] == stem[-2] and ending != "s":
            choices.insert(0, stem[:-1])
        listed = [choice for choice in choices if choice in lemma_classes()]
        return listed[0] if listed else _guess(stem, ending, choices)
    return low


def _guess(stem: str, ending: str, choices: list[str]) -> str:
    """Spelling alone: a final e is missing after these letters ('rais', 'stanc', 'urg', 'believ', 'creat')."""
    if ending in ("ed", "ing", "es") and stem.endswith(("c", "v", "u", "z", "dg", "rg", "at", "is", "us")):
        return stem + "e"
    return choices[0]


_PAST: Final = (("ied", ("y",)), ("ed", ("", "e")))
_PLURAL: Final = (("ies", ("y", "ie")), ("ches", ("ch",)), ("shes", ("sh",)), ("sses", ("ss",)), ("s", ("",)))
_STRIP: Final = {
    "VBD": _PAST,
    "VBN": _PAST,
    "VBG": (("ying", ("y", "ie")), ("ing", ("", "e"))),
    "VBZ": (("oes", ("o",)), *_PLURAL),
    "NNS": _PLURAL,
    "JJR": (("ier", ("y",)), ("er", ("", "e"))),
    "JJS": (("iest", ("y",)), ("est", ("", "e"))),
}
