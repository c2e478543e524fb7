"""A batch as plain Python lists, for rules that walk from token to token.

Arrays are fast when all tokens are asked at once; a rule that looks left and right from one cue reads lists faster.
`Reading` is made once a batch, with the noun phrases and verb groups, and shared by the annotators.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from framing.text.clauses import Clauses, find_clauses
from framing.text.phrases import NounPhrases, VerbGroups, find_noun_phrases, find_verb_groups
from framing.text.tagset import TAGS
from framing.text.tokens import Tokens

Span = tuple[int, int]
"""First and last token, both inside."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Tokens with their phrases, as lists over the tokens of the batch.

    Parameters
    ----------
    tokens : Tokens
    """

    tokens: Tokens
    phrases: NounPhrases = field(init=False)
    groups: VerbGroups = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrases", find_noun_phrases(self.tokens))
        object.__setattr__(self, "groups", find_verb_groups(self.tokens))

    @cached_property
    def clauses(self) -> Clauses:
        """Verb groups with their subjects and objects."""
        return find_clauses(self.tokens, phrases=self.phrases, groups=self.groups)

    @cached_property
    def form(self) -> list[str]:
        """Each token as it stands."""
        return list(map(self.tokens.vocabulary.__getitem__, self.tokens.word.tolist()))

    @cached_property
    def low(self) -> list[str]:
        """Each token in lower case, apostrophes straight."""
        return list(map(self.tokens.lower.__getitem__, self.tokens.word.tolist()))

    @cached_property
    def tag(self) -> list[str]:
        """Each token's Penn Treebank tag."""
        return list(map(TAGS.__getitem__, self.tokens.tag.tolist()))

    @cached_property
    def quote(self) -> list[int]:
        """The quotation each token stands in; -1 outside."""
        return list(self.tokens.quote.tolist())

    @cached_property
    def noun_phrase(self) -> list[int]:
        """The base noun phrase each token stands in; -1 outside."""
        return list(self.phrases.of_token.tolist())

    @cached_property
    def verb_group(self) -> list[int]:
        """The verb group each token stands in; -1 outside."""
        return list(self.groups.of_token.tolist())

    @cached_property
    def sentence_first(self) -> list[int]:
        """First token of each token's sentence."""
        bounds = self.tokens.sentence_bounds
        return list(np.repeat(bounds[:-1], np.diff(bounds)).tolist())

    @cached_property
    def sentence_last(self) -> list[int]:
        """Last token of each token's sentence."""
        bounds = self.tokens.sentence_bounds
        return list((np.repeat(bounds[1:], np.diff(bounds)) - 1).tolist())

    @cached_property
    def _finite(self) -> list[int]:
        """Running count of finite verb groups that have begun before each token (and one more at the end)."""
        begins = np.zeros(len(self.tokens) + 1, dtype=np.int64)
        finite = ~self.groups.infinitive
        main = [self.tag[i] for i in self.groups.last]
        first = [self.tag[i] for i in self.groups.first]
        for k, (a, b) in enumerate(zip(first, main, strict=True)):
            finite[k] &= a in {"VBD", "VBP", "VBZ", "MD"} or b in {"VBD", "VBP", "VBZ", "MD"}
        np.add.at(begins, self.groups.first[finite] + 1, 1)
        return list(np.cumsum(begins).tolist())

    def has_finite_verb(self, first: int, last: int) -> bool:
        """Whether a finite verb group begins between two tokens, both included."""
        return last >= first and self._finite[last + 1] > self._finite[first]

    def phrase_span(self, i: int) -> Span:
        """The base noun phrase that token i stands in."""
        k = self.noun_phrase[i]
        return int(self.phrases.first[k]), int(self.phrases.last[k])

    def group_span(self, i: int) -> Span:
        """The verb group that token i stands in, or the token alone."""
        k = self.verb_group[i]
        return (int(self.groups.first[k]), int(self.groups.last[k])) if k >= 0 else (i, i)

    def offsets(self, span: Span) -> Span:
        """Characters of a token span, end exclusive."""
        return int(self.tokens.start[span[0]]), int(self.tokens.end[span[1]])
