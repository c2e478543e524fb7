"""How often the subject of a verb is found: against Universal Dependencies, on raw sentences.

A pair is a verb and the head of its subject (``nsubj`` or ``nsubj:pass`` of a word tagged VERB). Copular predicates are
left out, and so is *be* as a main verb: UD makes what *there is* the subject of *is*, other grammars do not. Subjects
that a verb shares with the one it is coordinated with ("came and said") are not annotated and not counted.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from framing.errors import InputError
from framing.learn.scoring import prf
from framing.learn.treebank import genre as genre_of
from framing.text import read_tokens
from framing.text.clauses import Clauses, find_clauses
from framing.text.phrases import find_verb_groups
from framing.text.reading import Reading
from framing.text.subjects import subject
from framing.text.tagset import TAG_ID
from framing.text.tokens import Longs, Tokens

Span = tuple[int, int]
Pair = tuple[Span, Span]
Finder = Callable[[Tokens], Clauses]
SUBJECT_OF: Final = frozenset({"nsubj", "nsubj:pass"})
OBJECT_OF: Final = frozenset({"obj"})
CHAIN: Final = frozenset({"flat", "compound", "fixed"})
"""UD heads a name on its first word, base noun phrases on their last: any word of the chain will do."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a parsed sentence; `head` counts from 0, -1 at the root."""

    start: int
    end: int
    xpos: str
    upos: str
    lemma: str
    head: int
    deprel: str
    enhanced: str


@dataclass(frozen=True)
class Parse:
    """A sentence of a treebank with its dependencies.

    Parameters
    ----------
    document, text : str
    words : tuple of Word
    """

    document: str
    text: str
    words: tuple[Word, ...]

    @cached_property
    def by_span(self) -> dict[Span, Word]:
        """Each word by its characters."""
        return {(w.start, w.end): w for w in self.words}

    def is_counted(self, span: Span) -> bool:
        """Whether a verb found here counts: auxiliaries, copulas and *be* do not."""
        word = self.by_span.get(span)
        return word is None or (word.upos != "AUX" and word.lemma != "be")

    def pairs(self, relations: frozenset[str]) -> list[tuple[Span, frozenset[Span]]]:
        """Verbs and the words that count as head of their subject (or object)."""
        found = []
        for k, word in enumerate(self.words):
            verb = self.words[word.head]
            if word.head >= 0 and word.deprel in relations and verb.upos == "VERB" and verb.lemma != "be":
                found.append(((verb.start, verb.end), self.chain(k)))
        return found

    def shared(self) -> list[tuple[Span, frozenset[Span]]]:
        """Coordinated verbs without a subject of their own, and the subject of the verb they hang on."""
        own = {w.head for w in self.words if w.deprel.startswith(("nsubj", "csubj"))}
        found = []
        for k, word in enumerate(self.words):
            verbs = [self.words[v] for v in _enhanced_heads(word.enhanced) if v not in own]
            found += [((v.start, v.end), self.chain(k)) for v in verbs if v.deprel == "conj"]
        return found

    def within(self, span: Span) -> frozenset[Span]:
        """The words inside a token that joins several, marks left out."""
        return frozenset(
            at for at, w in self.by_span.items() if span[0] <= at[0] < at[1] <= span[1] and w.upos != "PUNCT"
        )

    def chain(self, k: int) -> frozenset[Span]:
        """The characters of the words in word k's name chain."""
        members, fresh = {k}, [k]
        while fresh:
            at = fresh.pop()
            near = [i for i, w in enumerate(self.words) if w.head == at and _is_chain(w)]
            near += [self.words[at].head] if _is_chain(self.words[at]) else []
            fresh += [i for i in near if i not in members]
            members.update(near)
        return frozenset((self.words[i].start, self.words[i].end) for i in members)


def _is_chain(word: Word) -> bool:
    return word.deprel != "compound:prt" and word.deprel.split(":")[0] in CHAIN


def _enhanced_heads(cell: str) -> list[int]:
    """Verbs that a word is subject of in the enhanced graph, from 0."""
    parts = (part.split(":", 1) for part in cell.split("|") if ":" in part)
    return [int(head) - 1 for head, label in parts if label in SUBJECT_OF and head.isdigit()]


def read_parses(data: Path, part: str) -> Iterator[Parse]:
    """Parsed sentences of a CoNLL-U file: words as they stand in ``# text``.

    Raises
    ------
    InputError
        If the file does not exist.
    """
    path = data / "ud" / f"{part}.conllu.gz"
    if not path.is_file():
        raise InputError("the treebank is missing", where=str(path), do="give --data the folder that holds it")
    document, text = "", ""
    cells: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                document = line.split(" = ", 1)[1].strip()
            elif line.startswith("# text = "):
                text, cells = line.split(" = ", 1)[1].rstrip("\n"), []
            elif line[0].isdigit():
                cells.append(line.split("\t"))
            elif line == "\n":
                yield Parse(document, text, tuple(_words(text, cells)))


def _words(text: str, rows: Sequence[Sequence[str]]) -> Iterator[Word]:
    """The words; one that is not in the text gets an empty span, so that numbers of heads stay right."""
    at = 0
    for _, form, lemma, upos, xpos, _, head, deprel, enhanced, *_ in (row for row in rows if row[0].isdigit()):
        start = text.find(form, at)
        at = start + len(form) if start >= 0 else at
        yield Word(start if start >= 0 else at, at, xpos, upos, lemma, int(head) - 1, deprel, enhanced)


def evaluate_subjects(
    data: Path,
    limit: int | None = None,
    part: str = "gum-dev",
    genre: str | None = None,
    *,
    documents: Collection[str] | None = None,
    gold_tags: bool = False,
    find: Finder = find_clauses,
) -> dict[str, float]:
    """Universal Dependencies: the subjects of verbs, on raw sentences.

    Parameters
    ----------
    data : Path
    limit : int, optional
        Sentences.
    part : str
        "gum-dev" and the like.
    genre : str, optional
        Take only documents of this genre.
    documents : collection of str, optional
        Take only these.
    gold_tags : bool
        Give our tokens the treebank's tags, which tells the tagger's errors from ours.
    find : callable
        What finds the subjects.

    Returns
    -------
    dict
        ``precision``, ``recall``, ``f1`` and ``pairs`` of subjects, the same of objects, and of shared subjects.
    """
    wanted = (
        p
        for p in read_parses(data, part)
        if genre in {None, genre_of(p.document)} and (documents is None or p.document in documents)
    )
    parses = list(islice(wanted, limit))
    tokens = read_tokens([p.text for p in parses])
    return compare(parses, tokens, find(with_gold_tags(tokens, parses) if gold_tags else tokens))


def compare(parses: Sequence[Parse], tokens: Tokens, clauses: Clauses) -> dict[str, float]:
    """Score what was found in the sentences that the tokens are of."""
    verb, own = clauses.verb, ~clauses.shared
    subjects = spans_of_pairs(tokens, verb, np.where(own, clauses.subject, -1))
    objects = spans_of_pairs(tokens, verb, clauses.object)
    shared = spans_of_pairs(tokens, verb, np.where(own, -1, clauses.subject))
    figures = score(parses, subjects)
    figures["f1_joined"] = score(parses, subjects, joined=True)["f1"]
    figures |= {f"object_{k}": v for k, v in score(parses, objects, OBJECT_OF).items()}
    return figures | {f"shared_{k}": v for k, v in score(parses, shared, None).items()}


def spans_of_pairs(tokens: Tokens, verb: Longs, other: Longs) -> list[set[Pair]]:
    """Pairs of tokens as characters, sentence by sentence (each sentence is an article); -1 is no pair."""
    found: list[set[Pair]] = [set() for _ in tokens.texts]
    for v, s in zip(verb[other >= 0].tolist(), other[other >= 0].tolist(), strict=True):
        at = (int(tokens.start[v]), int(tokens.end[v]))
        found[tokens.article[v]].add((at, (int(tokens.start[s]), int(tokens.end[s]))))
    return found


def score(
    parses: Sequence[Parse],
    found: Sequence[Collection[Pair]],
    relations: frozenset[str] | None = SUBJECT_OF,
    *,
    joined: bool = False,
) -> dict[str, float]:
    """Precision, recall and F1 of pairs; without relations, of shared subjects.

    Parameters
    ----------
    parses : sequence of Parse
    found : sequence of pairs
        For each sentence, the characters of verbs and of their subjects.
    relations : frozenset of str, optional
    joined : bool
        A token that joins words of the right name chain alone ("Chun-yu") is right.

    Returns
    -------
    dict
    """
    right = wrong = n = 0
    for parse, pairs in zip(parses, found, strict=True):
        gold = parse.shared() if relations is None else parse.pairs(relations)
        heads: dict[Span, frozenset[Span]] = {}
        for verb, chain in gold:
            heads[verb] = heads.get(verb, frozenset()) | chain
        counted = [(v, s) for v, s in pairs if parse.is_counted(v)]
        hits = sum(
            _is_right(s, heads.get(v, frozenset()), parse.within(s) if joined else frozenset()) for v, s in counted
        )
        right, wrong, n = right + hits, wrong + len(counted) - hits, n + len(gold)
    precision, recall, f1 = prf(right, wrong, n - right)
    return {"precision": precision, "recall": recall, "f1": f1, "pairs": float(n)}


def _is_right(span: Span, chain: frozenset[Span], inside: frozenset[Span]) -> bool:
    return span in chain or bool(inside and inside <= chain)


def find_by_rules(tokens: Tokens) -> Clauses:
    """What the rules of `framing.text.subjects` find, for comparison: the head of each finite verb group's subject."""
    reading, none = Reading(tokens), np.full(len(find_verb_groups(tokens).last), -1)
    groups, heads, shared = reading.groups, none.copy(), none > 0
    for k in np.flatnonzero(groups.finite):
        span = subject(reading, int(groups.first[k]))
        if span is None:
            continue
        phrase = next((i for i in range(span[0], span[1] + 1) if reading.noun_phrase[i] >= 0), None)
        heads[k] = span[0] if phrase is None else reading.phrase_span(phrase)[1]
        before = reading.low[int(groups.first[k]) - 1]
        shared[k] = before in {"and", "but", "or"}
    return Clauses(groups, reading.phrases, heads, none, shared)


def with_gold_tags(tokens: Tokens, parses: Sequence[Parse]) -> Tokens:
    """The tokens with the treebank's tags, where a token is one of its words."""
    tag = tokens.tag.copy()
    for i, (a, s, e) in enumerate(
        zip(tokens.article.tolist(), tokens.start.tolist(), tokens.end.tolist(), strict=True)
    ):
        word = parses[a].by_span.get((s, e))
        if word is not None and word.xpos in TAG_ID:
            tag[i] = TAG_ID[word.xpos]
    return replace(tokens, tag=tag)
