"""Lexicon patterns over a batch of tokens: every place where an entry fits.

The patterns of a lexicon are one tree of slots. All tokens walk down the tree together, a level at a time: a step is
a join of (node, word form) pairs on sorted integer keys, so no pattern and no token has a Python loop of its own.
Start with `find_matches`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from framing.lexicons import Lexicon
from framing.lexicons.lexicon import EXCEPTION
from framing.lexicons.pattern import GAP, Slot
from framing.text.phrases import has_tag
from framing.text.tagset import TAGS
from framing.text.tokens import Bools, Longs, Tokens

NUMBER_WORDS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion dozen dozens half".split()
)
CLASS_TAGS: Final = {
    "verb": ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"),
    "noun": ("NN", "NNS", "NNP", "NNPS"),
    "adjective": ("JJ", "JJR", "JJS"),
    "adverb": ("RB", "RBR", "RBS"),
}
BREAKS: Final = frozenset('.;:!?—–--()“”"')
"""Marks that a gap does not cross."""


@dataclass(frozen=True, eq=False)
class Matches:
    """Where entries fit, ordered by place.

    Parameters
    ----------
    first, last : int64[m]
        First and last token, both inside.
    entry : int64[m]
        Index into the lexicon's entries.
    """

    first: Longs
    last: Longs
    entry: Longs

    def __len__(self) -> int:
        return len(self.first)

    def kept(self, mask: Bools) -> Matches:
        """Those where the mask is True."""
        return Matches(self.first[mask], self.last[mask], self.entry[mask])


@dataclass(frozen=True, eq=False)
class _Tree:
    """The patterns of a lexicon as a tree: edges by kind, and what ends where."""

    words: dict[str, list[tuple[int, int]]]
    exact: dict[str, list[tuple[int, int]]]
    classes: dict[str, list[tuple[int, int]]]
    gaps: dict[int, int]
    ends: dict[int, list[int]]


@lru_cache(maxsize=64)
def _tree(lexicon: Lexicon) -> _Tree:
    words: dict[str, list[tuple[int, int]]] = defaultdict(list)
    exact: dict[str, list[tuple[int, int]]] = defaultdict(list)
    classes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    gaps: dict[int, int] = {}
    ends: dict[int, list[int]] = defaultdict(list)
    children: dict[tuple[int, Slot], int] = {}
    for k, entry in enumerate(lexicon.entries):
        for reading in entry.readings:
            node = 0
            for slot in reading:
                child = children.get((node, slot))
                if child is None:
                    child = children[node, slot] = len(children) + 1
                    for table, choices in ((words, slot.words), (exact, slot.exact), (classes, slot.classes)):
                        for choice in sorted(choices):
                            table[choice].append((node, child))
                    if slot.gap:
                        gaps[node] = child
                node = child
            ends[node].append(k)
    return _Tree(words, exact, classes, gaps, ends)


def find_matches(tokens: Tokens, lexicon: Lexicon) -> Matches:
    """Every place where an entry fits: overlaps and exceptions included, tags not yet asked.

    Parameters
    ----------
    tokens : Tokens
    lexicon : Lexicon

    Returns
    -------
    Matches

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.lexicons import lexicon_from_frame
    >>> from framing.text import read_tokens
    >>> mine = lexicon_from_frame(pd.DataFrame({"pattern": ["some ... suggest"], "category": ["vague"]}), name="mine")
    >>> found = find_matches(read_tokens(["Some of them suggest otherwise."]), mine)
    >>> int(found.first[0]), int(found.last[0])
    (0, 3)
    """
    tree = _tree(lexicon)
    keys, targets = _edges(tree, tokens)
    masks = {name: _class_mask(tokens, name) for name in tree.classes}
    width = 2 * len(tokens.vocabulary)
    class_ids = {name: width + k for k, name in enumerate(tree.classes)}
    width += len(class_ids)
    order = np.argsort(keys, kind="stable")
    keys, targets = keys[order], targets[order]
    low = tokens.lower_ids
    start = at = np.arange(len(tokens), dtype=np.int64)
    node = np.zeros(len(tokens), dtype=np.int64)
    found: list[tuple[Longs, Longs, Longs]] = []
    while len(at):
        start, at, node = _step(keys, targets, width, tokens, low, masks, class_ids, start, at, node)
        if len(at):
            found.append((start, at, node))
            start, at, node = _advance(tokens, tree, start, at, node)
    return _collect(found, tree)


def _edges(tree: _Tree, tokens: Tokens) -> tuple[Longs, Longs]:
    """The tree's edges under this batch's form ids, as keys ``node * width + form``."""
    size = len(tokens.vocabulary)
    width = 2 * size + len(tree.classes)
    keys: list[int] = []
    targets: list[int] = []
    for low, forms in tokens.forms_of.items():
        for node, child in tree.words.get(low, ()):
            keys.append(node * width + forms[0])
            targets.append(child)
    for number, form in enumerate(tokens.vocabulary):
        for node, child in tree.exact.get(form, ()):
            keys.append(node * width + size + number)
            targets.append(child)
    for k, name in enumerate(tree.classes):
        for node, child in tree.classes[name]:
            keys.append(node * width + 2 * size + k)
            targets.append(child)
    return np.asarray(keys, dtype=np.int64), np.asarray(targets, dtype=np.int64)


def _class_mask(tokens: Tokens, name: str) -> Bools:
    if name == "number":
        return tokens.by_form(lambda form: form[:1].isdigit() or form.lower() in NUMBER_WORDS)
    if name == "capital":
        return tokens.by_form(lambda form: form[:1].isupper())
    return has_tag(tokens, *CLASS_TAGS[name])


def _step(
    keys: Longs,
    targets: Longs,
    width: int,
    tokens: Tokens,
    low: Longs,
    masks: dict[str, Bools],
    class_ids: dict[str, int],
    start: Longs,
    at: Longs,
    node: Longs,
) -> tuple[Longs, Longs, Longs]:
    """One level down: join what is under way with the edges that its token can take."""
    size = len(tokens.vocabulary)
    word = tokens.word[at].astype(np.int64)
    wanted: list[tuple[Longs, Bools | None]] = [(node * width + low[word], None), (node * width + size + word, None)]
    wanted += [(node * width + number, masks[name][at]) for name, number in class_ids.items()]
    pieces = []
    for key, mask in wanted:
        rows = np.arange(len(at)) if mask is None else np.flatnonzero(mask)
        left = np.searchsorted(keys, key[rows], side="left")
        hit = np.append(keys, -1)[left] == key[rows]  # most tokens begin nothing: only the others are searched again
        rows, left = rows[hit], left[hit]
        counts = np.searchsorted(keys, key[rows], side="right") - left
        repeated = np.repeat(rows, counts)
        offsets = np.arange(len(repeated)) - np.repeat(np.cumsum(counts) - counts, counts)
        pieces.append((start[repeated], at[repeated], targets[np.repeat(left, counts) + offsets]))
    return tuple(np.concatenate(column) for column in zip(*pieces, strict=True))  # type: ignore[return-value]


def _advance(tokens: Tokens, tree: _Tree, start: Longs, at: Longs, node: Longs) -> tuple[Longs, Longs, Longs]:
    """To the next token of the sentence; past a gap, also to the ones behind it."""
    steps = [(start, at + 1, node)]
    if tree.gaps:
        target = np.full(max(int(node.max(initial=0)), *tree.gaps) + 1, -1, dtype=np.int64)
        target[list(tree.gaps)] = list(tree.gaps.values())
        child = target[node]
        gapped = child >= 0
        crossing = np.cumsum(tokens.among(BREAKS))
        for skipped in range(GAP + 1):
            s, a, c = start[gapped], at[gapped] + 1 + skipped, child[gapped]
            inside = a < len(tokens)
            s, a, c, origin = s[inside], a[inside], c[inside], at[gapped][inside]
            clear = crossing[a - 1] == crossing[origin]
            steps.append((s[clear], a[clear], c[clear]))
    start, at, node = (np.concatenate(column) for column in zip(*steps, strict=True))
    inside = at < len(tokens)
    start, at, node = start[inside], at[inside], node[inside]
    same = tokens.sentence_key[start] == tokens.sentence_key[at]
    return start[same], at[same], node[same]


def _collect(found: list[tuple[Longs, Longs, Longs]], tree: _Tree) -> Matches:
    """The entries that end where the walk came by: one more join, on the nodes where patterns end."""
    nodes = np.fromiter((node for node, ends in tree.ends.items() for _ in ends), np.int64)
    entries = np.fromiter((entry for ends in tree.ends.values() for entry in ends), np.int64)
    order = np.argsort(nodes, kind="stable")
    nodes, entries = nodes[order], entries[order]
    rows = [np.zeros(0, np.int64)]
    length, width = 1 + max((int(at.max()) for _, at, _ in found), default=0), 1 + int(entries.max(initial=0))
    for start, at, node in found:
        left = np.searchsorted(nodes, node, side="left")
        counts = np.searchsorted(nodes, node, side="right") - left
        repeated = np.repeat(np.arange(len(node)), counts)
        offsets = np.arange(len(repeated)) - np.repeat(np.cumsum(counts) - counts, counts)
        ended = entries[np.repeat(left, counts) + offsets]
        rows.append((start[repeated] * length + at[repeated]) * width + ended)
    packed = np.unique(np.concatenate(rows))
    return Matches(packed // width // length, packed // width % length, packed % width)


def tag_allows(tokens: Tokens, lexicon: Lexicon, matches: Matches) -> Bools:
    """Whether a match's first token has a tag that its entry demands.

    Returns
    -------
    bool[m]
    """
    member = np.ones((len(lexicon.entries), len(TAGS)), dtype=np.bool_)
    for k, entry in enumerate(lexicon.entries):
        if entry.pos:
            member[k] = [tag.startswith(entry.pos) for tag in TAGS]
    return member[matches.entry, tokens.tag[matches.first]]


def select(tokens: Tokens, lexicon: Lexicon) -> Matches:
    """The matches that stand: tags asked, exceptions obeyed, of overlapping ones the longest.

    Parameters
    ----------
    tokens : Tokens
    lexicon : Lexicon

    Returns
    -------
    Matches
        Disjoint, in order; exceptions are gone, and with them every match inside one.

    Examples
    --------
    >>> from framing.lexicons import load_lexicon
    >>> from framing.text import read_tokens
    >>> hedges = load_lexicon("hedges")
    >>> tokens = read_tokens(["Talks may resume on May 10."])
    >>> [hedges.entries[k].pattern for k in select(tokens, hedges).entry]
    ['may']
    """
    matches = find_matches(tokens, lexicon)
    matches = matches.kept(tag_allows(tokens, lexicon, matches))
    exception = np.fromiter((e.category == EXCEPTION for e in lexicon.entries), np.bool_, len(lexicon.entries))
    return stand(matches, exception[matches.entry])


def stand(matches: Matches, exception: Bools) -> Matches:
    """Those that are left when exceptions are obeyed, of overlapping ones the longest.

    Parameters
    ----------
    matches : Matches
    exception : bool[m]
        Which of them are exceptions.

    Returns
    -------
    Matches
    """
    return longest(_without_exceptions(matches, exception))


def _without_exceptions(matches: Matches, exception: Bools) -> Matches:
    """Drop exceptions, and what lies inside one without being longer."""
    if not exception.any():
        return matches
    barred = np.zeros(len(matches), dtype=np.bool_)
    order = np.argsort(matches.first[exception], kind="stable")
    first, last = matches.first[exception][order], np.maximum.accumulate(matches.last[exception][order])
    at = np.searchsorted(first, matches.first, side="right") - 1
    barred[at >= 0] = last[at[at >= 0]] >= matches.last[at >= 0]
    return matches.kept(~barred)


def longest(matches: Matches) -> Matches:
    """Of overlapping matches the longest, then the first; of the same span the entry listed first."""
    length = matches.last - matches.first + 1
    order = np.lexsort((matches.entry, matches.first, -length))
    taken = bytearray(int(matches.last.max(initial=-1)) + 1)
    kept = np.zeros(len(matches), np.bool_)
    for k, a, b in zip(order.tolist(), matches.first[order].tolist(), (matches.last[order] + 1).tolist(), strict=True):
        if taken.find(1, a, b) < 0:
            taken[a:b] = b"\1" * (b - a)
            kept[k] = True
    return matches.kept(kept)
