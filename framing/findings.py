"""What was found in a batch, as columns of the report's tables and as the counts behind the measures.

`Findings` gathers columns of all batches; `Batch` is one batch on its way into them. Neither judges anything: what is a
hedge, a source or a stance the annotators have said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.annotators.actors import Mention
from framing.annotators.attribution import Attribution
from framing.annotators.channels import find_channels
from framing.annotators.corpus import Appearance, name_across
from framing.annotators.readability import score_readability
from framing.annotators.reference import PRONOUN
from framing.annotators.scopes import find_scopes
from framing.annotators.source_types import SourceTypes
from framing.annotators.sources import NamedSpan, Source, find_sources
from framing.annotators.spans import Columns, numbered, span_columns
from framing.annotators.stance import pool_stance
from framing.annotators.voice import innermost, voice_columns
from framing.measures import COUNTS
from framing.schema import COUNTED_HEDGES, HEDGE_CATEGORIES, SOURCE_TYPES, TABLES, VOICES
from framing.scorers.source_types import KindJudge
from framing.text.quotes import QUOTED_KINDS
from framing.text.reading import Reading, Span
from framing.text.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Mentions that are still to be gathered by actor.

    Parameters
    ----------
    columns : dict
        As in the table `mentions`.
    holders, kinds : list of str
        Parallel: who speaks, and the actor's kind.
    body : bool[m]
        Mentions in the body that are no pronouns.
    """

    columns: Columns
    holders: list[str]
    kinds: list[str]
    body: npt.NDArray[np.bool_]


@dataclass
class Findings:
    """What has been found so far: columns of each table; `article_id` is still a row number of the input."""

    tables: dict[str, list[Columns]] = field(default_factory=lambda: {name: [] for name in TABLES})
    counts: dict[int, dict[str, float]] = field(default_factory=dict)
    mentioned: list[Mentioned] = field(default_factory=list)

    def add(self, name: str, columns: Columns) -> None:
        """More rows of a table."""
        self.tables[name].append(columns)

    def merge(self, other: Findings) -> None:
        """What was found in other articles."""
        for name, parts in other.tables.items():
            self.tables[name].extend(parts)
        self.counts.update(other.counts)
        self.mentioned.extend(other.mentioned)

    def pool(self, *, across: bool) -> None:
        """Gather the mentions of all batches by article and actor.

        Parameters
        ----------
        across : bool
            First give each actor one name over all articles.
        """
        parts = _renamed(self.mentioned) if across else self.mentioned
        for part in parts:
            by_actor, by_holder = pool_stance(part.columns, part.holders, part.kinds, part.body)
            self.add("mentions", part.columns)
            self.add("actors", by_actor)
            self.add("stance", by_holder)


def _renamed(parts: Sequence[Mentioned]) -> list[Mentioned]:
    """The same mentions under the names that the corpus gives their actors."""
    names = ("article_id", "actor", "text", "linked_by")
    rows = (zip(part.kinds, *(part.columns[name] for name in names), strict=True) for part in parts)
    seen = (Appearance(int(a), actor, kind, form, rule) for part in rows for kind, a, actor, form, rule in part)
    known = name_across(seen)
    renamed = []
    for part in parts:
        pairs = [known[actor] for actor in part.columns["actor"]]
        columns = part.columns | {"actor": [name for name, _ in pairs]}
        renamed.append(Mentioned(columns, part.holders, [kind for _, kind in pairs], part.body))
    return renamed


@dataclass
class Batch:
    """One batch on its way into tables."""

    tokens: Tokens
    reading: Reading
    labels: list[str]
    rows: npt.NDArray[np.int64]
    outlets: Sequence[str | None] = ()
    found: Findings = field(default_factory=Findings)
    attributions: list[Attribution] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    source_names: list[str] = field(default_factory=list)
    source_of: list[int] = field(default_factory=list)
    owner: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def speak(self, attributions: list[Attribution], named: Sequence[Mention], judge: KindJudge) -> None:
        """Who speaks: sources, names of rows, and each token's innermost attribution."""
        self.attributions = attributions
        articles = [int(self.tokens.article[a.cue[0]]) for a in attributions]
        self.names = numbered("a", articles, self.labels)
        spans = [NamedSpan(m.first, m.last, m.actor, m.kind) for m in named]
        parents = [a.parent for a in attributions]
        typed = SourceTypes(self.reading, judge, self.outlets)
        phrases = [a.source for a in attributions]
        self.sources, self.source_of = find_sources(self.reading, phrases, spans, parents, typed)
        self.source_names = numbered("s", [s.article for s in self.sources], self.labels)
        speaks = [k >= 0 and self.sources[k].source_type != "writer" for k in self.source_of]
        self.owner = innermost(len(self.tokens), [a.content for a in attributions], speaks)

    def _add(self, name: str, columns: Columns) -> None:
        article = np.asarray(columns["article_id"], dtype=np.int64)
        self.found.add(name, columns | {"article_id": self.rows[article]})

    def write_hedges(self, columns: Columns) -> None:
        """Hedges with their voice, and what each is about."""
        names = numbered("h", [int(a) for a in columns["article_id"]], self.labels)
        voices = voice_columns(self.owner, columns["first"], self.names)
        self._add("hedges", columns | voices | {"hedge": names})
        cues = list(zip(columns["first"].tolist(), columns["last"].tolist(), strict=True))
        scopes = find_scopes(self.reading, cues, columns["category"])
        known = [(name, scope) for name, scope in zip(names, scopes, strict=True) if scope is not None]
        spans = span_columns(self.tokens, [scope[0] for _, scope in known], [scope[1] for _, scope in known])
        self._add("hedge_scopes", spans | {"hedge": [name for name, _ in known]})

    def write_boosters(self, columns: Columns) -> None:
        """Boosters with their voice."""
        self._add("boosters", columns | voice_columns(self.owner, columns["first"], self.names))

    def write_scare_quotes(self, quotes: Sequence[Span]) -> None:
        """Scare quotes with their voice."""
        first, last = [q[0] for q in quotes], [q[1] for q in quotes]
        voices = voice_columns(self.owner, np.asarray(first, dtype=np.int64), self.names)
        self._add(
            "scare_quotes",
            span_columns(self.tokens, first, last) | voices | {"entry": ["rule:short quotation"] * len(quotes)},
        )

    def write_attributions(self) -> None:
        """Attributions, their spans, and their sources."""
        found, tokens = self.attributions, self.tokens
        extents = [_extent(a) for a in found]
        types = [None if k < 0 else self.sources[k].source_type for k in self.source_of]
        columns = span_columns(tokens, [e[0] for e in extents], [e[1] for e in extents])
        columns |= {
            "attribution_id": self.names,
            "cue": [tokens.text_of(*a.cue) for a in found],
            "cue_lemma": [a.lemma for a in found],
            "cue_class": [a.cue_class for a in found],
            "source": [None if a.source is None else tokens.text_of(*a.source) for a in found],
            "source_id": [None if k < 0 else self.source_names[k] for k in self.source_of],
            "source_type": types,
            "kind": [self._kind(a) for a in found],
            "content": [" … ".join(tokens.text_of(*span) for span in a.content) for a in found],
            "parent_id": [None if a.parent is None else self.names[a.parent] for a in found],
            "channel": find_channels(self.reading, [(a.cue, a.source, a.content) for a in found], types, self.outlets),
            "entry": [a.entry for a in found],
        }
        self._add("attributions", columns)
        self._write_spans()
        self._write_sources()

    def _kind(self, a: Attribution) -> str:
        """Direct when all words of the content are quoted in it, indirect when none is, else mixed."""
        words = [k for s, e in a.content for k in range(s, e + 1) if self.tokens.is_word[k]]
        outer = self.tokens.quote[a.cue[0]]
        quoted = sum(bool(outer != self.tokens.quote[k] >= 0) for k in words)
        return QUOTED_KINDS[int(quoted > 0) + int(0 < quoted == len(words))]

    def _write_spans(self) -> None:
        rows = [
            (span, name, role)
            for a, name in zip(self.attributions, self.names, strict=True)
            for role, spans in (
                ("source", [a.source] if a.source else []),
                ("cue", [a.cue]),
                ("content", a.content),
            )
            for span in spans
        ]
        columns = span_columns(self.tokens, [r[0][0] for r in rows], [r[0][1] for r in rows])
        self._add(
            "attribution_spans",
            columns | {"attribution_id": [r[1] for r in rows], "role": [r[2] for r in rows]},
        )

    def _write_sources(self) -> None:
        n_words = np.zeros(len(self.sources), dtype=np.int64)
        owned = self.owner[self.tokens.is_word & (self.owner >= 0)]
        np.add.at(n_words, np.asarray(self.source_of, dtype=np.int64)[owned], 1)
        self._add(
            "sources",
            {
                "article_id": [s.article for s in self.sources],
                "source_id": self.source_names,
                "name": [s.name for s in self.sources],
                "source_type": [s.source_type for s in self.sources],
                "named": [s.named for s in self.sources],
                "n_attributions": [self.source_of.count(k) for k in range(len(self.sources))],
                "n_words": n_words,
            },
        )

    def write_mentions(self, mentions: Sequence[Mention], stances: Columns) -> None:
        """Mentions with stance, to be gathered when all batches are through."""
        first = np.asarray([m.first for m in mentions], dtype=np.int64)
        columns = span_columns(self.tokens, first, [m.last for m in mentions])
        columns |= voice_columns(self.owner, first, self.names)
        columns |= {"actor": [m.actor for m in mentions], "linked_by": [m.entry for m in mentions]} | stances
        columns |= {"article_id": self.rows[np.asarray(columns["article_id"], dtype=np.int64)]}
        # Pronouns are listed, but not counted and not pooled: with them the stance of actors went worse with what
        # authors feel (PerSenT random_test, Spearman .359 to .324).
        counted = np.array([m.entry != PRONOUN for m in mentions], dtype=np.bool_)
        body = self.tokens.body[first] & counted if len(first) else counted
        owners = self.owner[first].tolist()
        holders = ["writer" if k < 0 else self.sources[self.source_of[k]].name for k in owners]
        self.found.mentioned.append(Mentioned(columns, holders, [m.kind for m in mentions], body))

    def write_sentences(self, hedges: Columns) -> None:
        """Every sentence with its counts."""
        tokens = self.tokens
        bounds = tokens.sentence_bounds
        columns = span_columns(tokens, bounds[:-1], bounds[1:] - 1)
        words = _per_sentence(tokens, tokens.is_word)
        attributed = _per_sentence(tokens, tokens.is_word & self._attributed())
        quoted = _per_sentence(tokens, tokens.is_word & (tokens.quote >= 0))
        counted = np.isin(hedges["category"], COUNTED_HEDGES)
        cues = np.bincount(tokens.sentence_key[hedges["first"][counted]], minlength=len(words))
        self._add(
            "sentences",
            columns
            | {
                "n_words": words,
                "n_hedges": cues,
                "attributed": np.where(words > 0, attributed / np.maximum(words, 1), np.nan),
                "in_quotation": quoted * 2 > words,
                "body": tokens.body[bounds[:-1]],
            },
        )

    def _attributed(self) -> npt.NDArray[np.bool_]:
        """Tokens inside any attributed content, its source given or not."""
        inside = np.zeros(len(self.tokens), dtype=np.bool_)
        for a in self.attributions:
            for s, e in a.content:
                inside[s : e + 1] = True
        return inside

    def count(self, hedges: Columns, boosters: Columns, quotes: Sequence[Span], *, untold: Sequence[str] = ()) -> None:
        """The counts that the measures are made of, over the body; NaN for hedges of the categories `untold`."""
        tokens, n = self.tokens, len(self.labels)
        body = tokens.body
        counts = {name: np.zeros(n) for name in COUNTS}

        def tally(name: str, at: npt.NDArray[Any]) -> None:
            counts[name] += np.bincount(tokens.article[at[body[at]]], minlength=n)

        everything = np.arange(len(tokens))
        words = everything[tokens.is_word]
        tally("words", words)
        tally("sentences", tokens.sentence_bounds[:-1])
        tally("words_writer", words[self.owner[words] < 0])
        tally("words_source", words[self.owner[words] >= 0])
        tally("words_attributed", words[self._attributed()[words]])
        tally("words_quoted", words[tokens.quote[words] >= 0])
        self._tally_hedges(tally, hedges)
        tally("boosters", boosters["first"])
        tally("scare_quotes", np.asarray([q[0] for q in quotes], dtype=np.int64))
        self._tally_attributions(tally)
        counts["sources_effective"] = self._effective_sources(n)
        counts |= {f"hedges_{name}": np.full(n, np.nan) for name in untold}
        for k, row in enumerate(self.rows.tolist()):
            self.found.counts[row] = {name: float(values[k]) for name, values in counts.items()}

    def _tally_hedges(self, tally: Any, hedges: Columns) -> None:
        first, category = hedges["first"], np.asarray(hedges["category"], dtype=object)
        counted = np.isin(category, COUNTED_HEDGES)
        tally("hedges", first[counted])
        for voice in VOICES:
            tally(f"hedges_{voice}", first[counted & ((self.owner[first] < 0) == (voice == "writer"))])
        for name in HEDGE_CATEGORIES:
            tally(f"hedges_{name}", first[category == name])
        sentences = np.unique(self.tokens.sentence_key[first[counted & self.tokens.body[first]]])
        tally("sentences_hedged", self.tokens.sentence_bounds[sentences])

    def _tally_attributions(self, tally: Any) -> None:
        cues = np.asarray([a.cue[0] for a in self.attributions], dtype=np.int64)
        kinds = np.asarray([self._kind(a) for a in self.attributions], dtype=object)
        classes = np.asarray([a.cue_class for a in self.attributions], dtype=object)
        source = np.asarray(self.source_of, dtype=np.int64)
        types = np.asarray([None if k < 0 else self.sources[k].source_type for k in self.source_of], dtype=object)
        named = np.asarray([k >= 0 and self.sources[k].named for k in self.source_of], dtype=np.bool_)
        tally("attributions", cues)
        tally("attributions_direct", cues[kinds == "direct"])
        tally("attributions_sourced", cues[source >= 0])
        tally("attributions_named", cues[named])
        for name in SOURCE_TYPES:
            tally(f"attributions_{name}", cues[types == name])
        tally("cues_doubting", cues[classes == "doubting"])
        tally("cues_endorsing", cues[classes == "endorsing"])

    def _effective_sources(self, n: int) -> npt.NDArray[np.float64]:
        """Effective number: exp of the entropy of body words by source; NaN where no words are attributed to one."""
        tokens = self.tokens
        effective = np.full(n, np.nan)
        words = np.flatnonzero(tokens.is_word & tokens.body & (self.owner >= 0))
        source = np.asarray(self.source_of, dtype=np.int64)[self.owner[words]]
        for article in np.unique(tokens.article[words]):
            _, heard = np.unique(source[tokens.article[words] == article], return_counts=True)
            share = heard / heard.sum()
            effective[article] = float(np.exp(-(share * np.log(share)).sum()))
        return effective

    def read(self, furniture: Sequence[Sequence[tuple[int, int, str]]]) -> None:
        """Readability of the bodies."""
        rows = self.rows.tolist()
        bodies = [_without(text, found) for text, found in zip(self.tokens.texts, furniture, strict=True)]
        sentences = [int(self.found.counts[row]["sentences"]) for row in rows]
        for name, figures in score_readability(bodies, sentences).items():
            for row, figure in zip(rows, figures.tolist(), strict=True):
                self.found.counts[row][name] = figure


def _extent(a: Attribution) -> Span:
    spans = [a.cue, *a.content, *([a.source] if a.source else [])]
    return min(s for s, _ in spans), max(e for _, e in spans)


def _per_sentence(tokens: Tokens, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    return np.bincount(tokens.sentence_key[mask], minlength=len(tokens.sentence_bounds) - 1)


def _without(text: str, furniture: Sequence[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, _ in furniture:
        parts.append(text[at:start])
        at = end
    return "\n".join([*parts, text[at:]])
