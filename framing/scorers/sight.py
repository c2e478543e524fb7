"""What is seen of each token, once a batch: the columns that models of attribution look at.

Columns are whole numbers, one a token: forms as hashes, tags, verb groups, quotation marks, and how far it is to the
next clause opener, comma or quotation in the sentence.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from framing.models import load_model
from framing.text.chunks import AND, CLAUSE, COMMA, FINITE, PHRASE, PREPOSITION, PRONOUN, RELATIVE, Between, find_chunks
from framing.text.clauses import Clauses
from framing.text.features import Window
from framing.text.phrases import has_tag
from framing.text.spelling import Hashes, spelled
from framing.text.tagger import Columns, form_columns, token_columns
from framing.text.tokens import Bools, Longs, Tokens, changes

THAT: Final = ("that",)
ASKS: Final = ("whether", "how", "why", "what", "if")
OPENS: Final = frozenset("that whether if how why what who which where".split())
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
"""Where a token stands toward a quotation."""
QUOTED_WORDS: Final = (4, 9)
"""Tokens up to which a quotation is short, and middling."""


class Sight:
    """The columns of a batch.

    Parameters
    ----------
    tokens : Tokens
    clauses : Clauses
        Verb groups with their subjects, and base noun phrases.
    listed : uint32[n]
        What a word list says of each token; 0 for nothing.
    """

    def __init__(self, tokens: Tokens, clauses: Clauses, listed: Hashes) -> None:
        self.tokens, self.phrases, self.groups = tokens, clauses.phrases, clauses.groups
        self.size = len(tokens)
        self.at = np.arange(self.size)
        self.sentence = tokens.sentence_key
        self.key = spelled(tokens.vocabulary)[2]
        self.by_form = form_columns(tokens.vocabulary, load_model("words"))[0]
        self.low = self.by_form["low"][tokens.word]
        self.subject = np.full(self.size, -1)
        self.subject[clauses.verb] = clauses.subject
        self.by_token = self._plain() | self._near() | self._subjects(clauses) | {"listed": listed}

    @property
    def window(self) -> Window:
        """The same for templates of places."""
        return Window(self.by_form, self.tokens.word, self.tokens.sentence_starts, self.by_token)

    def _plain(self) -> Columns:
        """Tags, verb groups, quotations, places in the sentence."""
        bounds, at = self.tokens.sentence_bounds, self.at
        capitals = token_columns(self.by_form, self.tokens.word, self.tokens.sentence_starts, np.zeros(self.size, "u4"))
        quote, length = self._quotations()
        quoted = np.bincount(self.sentence, quote > 0, len(bounds) - 1) > 0
        return {
            "tag": self.tokens.tag.astype(np.uint32),
            "group": self._group,
            "place": self._place_in_group,
            "quote": quote,
            "quoted": length,
            "sentence_quotes": quoted[self.sentence].astype(np.uint32),
            "opens": np.minimum(at - bounds[self.sentence], 4).astype(np.uint32),
            "closes": np.minimum(bounds[self.sentence + 1] - 1 - at, 4).astype(np.uint32),
            "capitals": capitals["capitals"],
        }

    def _subjects(self, clauses: Clauses) -> Columns:
        """The head of each main verb's subject, and on which side it stands."""
        subject, shared = self.subject, np.zeros(self.size, np.bool_)
        shared[clauses.verb] = clauses.shared
        side = np.where(subject < 0, 0, np.where(subject < self.at, 1, 2)) + 4 * shared
        columns = {"low": self.low, "tag": self.tokens.tag.astype(np.uint32)}
        columns |= {name: self.by_form[name][self.tokens.word] for name in ("caps", "coarse", "fine")}
        found = {f"s_{name}": np.append(column, np.uint32(99))[subject] for name, column in columns.items()}
        return found | {"s_side": side.astype(np.uint32)}

    @cached_property
    def _group(self) -> Hashes:
        """What kind of verb group a token stands in; 0 for none."""
        g = self.groups
        marks = (g.passive, g.infinitive, g.modal, g.perfect, g.progressive, g.finite, g.negated)
        bits = sum((m.astype(np.uint32) << np.uint32(k) for k, m in enumerate(marks)), np.full(len(g.last), 128, "u4"))
        return np.where(g.of_token >= 0, np.append(bits, np.uint32(0))[g.of_token], 0).astype(np.uint32)

    @cached_property
    def _place_in_group(self) -> Hashes:
        place = (self.groups.of_token >= 0).astype(np.uint32)
        place[self.groups.last] = 2
        return place

    @cached_property
    def marks(self) -> Longs:
        """First and last token of each quotation: int64[quotations, 2]."""
        return np.array(self.tokens.quote_marks, np.int64).reshape(-1, 2)

    def _quotations(self) -> tuple[Hashes, Hashes]:
        """Where a token stands in a quotation, and how long that is."""
        quote = self.tokens.quote
        where = np.where(quote >= 0, INSIDE, OUTSIDE).astype(np.uint32)
        where[self.marks[:, 0]], where[self.marks[:, 1]] = OPENING, CLOSING
        length = np.append(np.digitize(self.marks[:, 1] - self.marks[:, 0], QUOTED_WORDS), 0)
        return where, length[quote].astype(np.uint32)

    def _near(self) -> Columns:
        """How far it is, in the sentence, to what tells of reported speech."""
        opens = self._opens_group
        following = self._next(opens)
        there = following < self.size
        group, low = np.append(self._group, np.uint32(0)), np.append(self.low, np.uint32(0))
        ahead = np.where(there, np.minimum(following - self.at, 6), 7).astype(np.uint32)
        comma, quote = self.tokens.among((",",)), self._quotations()[0]
        return {
            "next_verb": group[following] * np.uint32(8) + ahead,
            "next_verb_low": low[following],
            "that": self._ahead(self.tokens.among(THAT) & has_tag(self.tokens, "IN"), 9),
            "asks": self._ahead(self.tokens.among(ASKS), 9),
            "quote_ahead": self._ahead(quote == OPENING, 9),
            "quote_behind": self._behind(quote == CLOSING, 9),
            "opened_behind": self._behind(quote == OPENING, 3),
            "finite_ahead": self._ahead(opens & self._is_finite, 6),
            "comma_ahead": self._ahead(comma, 6),
            "comma_behind": self._behind(comma, 6),
        }

    @cached_property
    def _opens_group(self) -> Bools:
        opens = np.zeros(self.size, np.bool_)
        opens[self.groups.first] = True
        return opens

    @cached_property
    def _is_finite(self) -> Bools:
        return np.append(self.groups.finite, False)[self.groups.of_token] & (self.groups.of_token >= 0)

    def next_group(self, token: Longs) -> Longs:
        """The main verb of the group that begins next behind these tokens in their sentence; -1 for none."""
        coming = self._next(self._opens_group)[token]
        main = np.append(self.groups.last, -1)[np.append(self.groups.of_token, -1)[coming]]
        return np.where(coming < self.size, main, -1)

    def _next(self, mask: Bools) -> Longs:
        """The next marked token in the sentence; the size of the batch where there is none."""
        coming = np.append(np.minimum.accumulate(np.where(mask, self.at, self.size)[::-1])[::-1], self.size)[1:]
        same = np.append(self.sentence, -1)[coming] == self.sentence
        return np.where(same, coming, self.size)

    def _ahead(self, mask: Bools, most: int) -> Hashes:
        coming = self._next(mask)
        return np.where(coming < self.size, np.minimum(coming - self.at, most), 0).astype(np.uint32)

    def _behind(self, mask: Bools, most: int) -> Hashes:
        last = np.concatenate([[-1], np.maximum.accumulate(np.where(mask, self.at, -1))[:-1]])[: self.size]
        same = (last >= 0) & (self.sentence[last] == self.sentence)
        return np.where(same, np.minimum(self.at - last, most), 0).astype(np.uint32)

    # Between two tokens ------------------------------------------------------------------------------

    @cached_property
    def counted(self) -> dict[str, Longs]:
        """Running counts of what may lie between two tokens: int64[n + 1] each."""
        quote, phrase = self.by_token["quote"], self.phrases.of_token
        among = self.tokens.among
        marked = {
            "commas": among((",",)),
            "marks": quote >= OPENING,
            "finite": self._opens_group & self._is_finite,
            "verbs": self._opens_group,
            "openers": among(OPENS),
            "stops": among(".?!;"),
            "colons": among((":", "-", "--", "—", "–")),
            "ands": among(("and", "but", "or")),
            "phrases": (phrase >= 0) & changes(phrase),
            "listed": self.by_token["listed"] > 0,
        }
        return {name: np.concatenate([[0], np.cumsum(mask)]) for name, mask in marked.items()}

    @cached_property
    def _chunks(self) -> tuple[Longs, dict[str, Between]]:
        """The chunk that ends at each token or after it; the sequences of chunks, told in more and less detail."""
        last, kind = find_chunks(self.tokens, self.phrases, self.groups)
        noun = np.isin(kind, (PHRASE, PRONOUN))
        before = np.concatenate([[0], kind[:-1]])[: len(kind)]
        tail = (kind == PREPOSITION) | (noun & (before == PREPOSITION))
        word = np.where(np.isin(kind, (PREPOSITION, AND, CLAUSE)), self.low[last], 0).astype(np.uint32)
        every = np.ones(len(kind), np.bool_)
        return np.searchsorted(last, self.at), {
            "chunks": Between(kind, every),
            "worded": Between(kind.astype(np.uint32) + word * np.uint32(16), every),
            "clauses": Between(kind, np.isin(kind, (RELATIVE, CLAUSE, FINITE, AND))),
            "skeleton": Between(kind, ~(noun | np.isin(kind, (PREPOSITION,)))),
            "untailed": Between(kind, ~tail & (kind != COMMA)),
        }

    def between(self, first: Longs, last: Longs, side: Hashes) -> Columns:
        """What lies between pairs of tokens: counts, and hashes of the sequences of chunks."""
        stop = np.maximum(last, first + 1)
        found = {
            name: np.minimum(running[stop] - running[first + 1], 3).astype(np.uint32) * np.uint32(4) + side
            for name, running in self.counted.items()
        }
        chunk, sequences = self._chunks
        begin, end = np.minimum(chunk[first] + 1, chunk[last]), chunk[last]
        found |= {name: sequence.hash(begin, end) ^ side for name, sequence in sequences.items()}
        return found | {"many": sequences["chunks"].count(begin, end, 7) * np.uint32(4) + side}

    def spread(self, values: npt.NDArray[Any], of: npt.NDArray[np.int32]) -> Longs:
        """A value of the phrase or group that each token stands in; the token itself outside."""
        return np.where(of >= 0, np.append(values, 0)[of], self.at)
