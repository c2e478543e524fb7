"""The mistakes of attribution on PolNeAR's development part, sorted into kinds and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from framing.learn.evaluate_attribution import as_lists, attributions_of, read_marked
from framing.lexicons import load_lexicon
from framing.lexicons.inflection import lemma_of
from framing.text import read_tokens
from framing.text.tagset import TAGS
from framing.text.tokens import Tokens

SPEECH: Final = frozenset({"neutral", "assertive", "doubting", "endorsing", "denying"})
HALF: Final = 0.5
Members = frozenset[int]


def count_mistakes(data: Path, part: str = "dev") -> list[tuple[str, int]]:
    """How often each kind of mistake was made, the commonest first.

    Parameters
    ----------
    data : Path
        Holds ``polnear/``.
    part : str

    Returns
    -------
    list of (str, int)
    """
    items, report = read_marked(data, part, None)
    found = as_lists(attributions_of(report.attribution_spans))
    counts: Counter[str] = Counter()
    for item in items:
        article = _Article(read_tokens([item["text"]]))
        gold = [article.roles(a) for a in item["annotations"][0]["attributions"]]
        counts.update(article.mistakes(gold, [article.roles(a) for a in found.get(item["id"], [])]))
    return counts.most_common()


class _Article:
    """One article, its words and what stands around them."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.tag = [TAGS[t] for t in tokens.tag]
        self.low = [tokens.low(k) for k in range(len(tokens))]

    def roles(self, marked: Mapping[str, Sequence[Sequence[int]]]) -> dict[str, Members]:
        """The tokens of each role."""
        start, end = self.tokens.start, self.tokens.end
        return {
            role: frozenset(
                int(k) for a, b in spans for k in ((start < b) & (end > a)).nonzero()[0] if self.tokens.is_word[k]
            )
            for role, spans in marked.items()
        }

    def mistakes(self, gold: Sequence[dict[str, Members]], found: Sequence[dict[str, Members]]) -> Iterator[str]:
        """The kinds of mistakes, one after another."""
        free = list(range(len(gold)))
        for ours in found:
            pair = next((k for k in free if gold[k]["cue"] & ours["cue"]), None)
            if pair is None:
                yield f"no attribution: {self._kind(ours['cue'])}"
                continue
            free.remove(pair)
            yield from self._source(gold[pair]["source"], ours["source"])
            yield from self._content(gold[pair]["content"], ours["content"])
            yield from self._cue(gold[pair]["cue"], ours["cue"])
        for k in free:
            yield f"missed: {self._kind(gold[k]['cue'])}"

    def _kind(self, cue: Members) -> str:
        """What sort of cue it is."""
        if not cue:
            return "a colon or another mark"
        words = sorted(cue)
        verb = next((k for k in reversed(words) if self.tag[k].startswith("VB")), None)
        if verb is not None:
            listed = _classes().get(lemma_of(self.low[verb], self.tag[verb]))
            known = "a verb of saying" if listed in SPEECH else "a verb of belief, wish, feeling, verdict or showing"
            return known if listed else "a verb that is seldom a cue"
        if any(self.tag[k].startswith("NN") for k in words):
            return "a noun"
        small = self.tag[words[0]] in {"IN", "TO"}
        return "'according to' and other small words" if small else "an adverb or adjective"

    def _source(self, gold: Members, ours: Members) -> Iterator[str]:
        if gold == ours:
            return
        if not gold or not ours:
            yield "source: one found where there is none" if ours else "source: none found"
        elif len(gold & ours) >= HALF * len(gold | ours):
            yield "source: right one, other ends"
        elif not gold & ours:
            yield "source: another one"
        else:
            lost = range(min(gold | ours), max(gold | ours) + 1)
            clause = any(self.tag[k] in {"WP", "WDT", "VBD", "VBZ", "VBP", "VBG"} for k in lost)
            extent = "cut short" if len(ours) < len(gold) else "too long"
            yield f"source: {extent} at {'a clause' if clause else 'an apposition, a list or a preposition'}"

    def _content(self, gold: Members, ours: Members) -> Iterator[str]:
        quote = self.tokens.quote
        if not gold or not ours or gold == ours:
            return
        if not gold & ours:
            yield "content: on the other side of the cue"
            return
        for kind, members, others in (("misses", gold, ours), ("takes in", ours, gold)):
            lost = members - others
            quoted = [k for k in lost if quote[k] >= 0 and not any(quote[j] == quote[k] for j in others)]
            if quoted:
                yield f"content: {kind} a whole quotation"
            elif any(k > max(others) for k in lost):
                yield f"content: ends {'early' if kind == 'misses' else 'late'}"
            elif any(k < min(others) for k in lost):
                yield f"content: begins {'late' if kind == 'misses' else 'early'}"

    def _cue(self, gold: Members, ours: Members) -> Iterator[str]:
        if not gold or gold == ours:
            return
        if any(k < min(ours) for k in gold):
            yield "cue: lacks an adverb or auxiliary before it"
        if any(k > max(ours) for k in gold):
            yield "cue: lacks words behind it ('said in a statement')"
        if ours - gold:
            yield "cue: takes in too much"


@cache
def _classes() -> dict[str, str]:
    """The class of each listed word, by its lemma."""
    classes: dict[str, str] = {}
    for entry in load_lexicon("reporting_cues").entries:
        for word in entry.cue.split():
            classes.setdefault(word, entry.category)
    return classes
