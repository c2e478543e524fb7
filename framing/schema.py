"""What stands in every table of a Report: columns, dtypes, units, meanings.

This is data only. The report, the documentation and the tests read it; nothing else says what a table looks
like. Start with `TABLES`.

Three rules hold for every table:

- offsets (`start`, `end`) are characters, end exclusive, into the article's text exactly as the caller gave it;
- `NaN` (or `<NA>` for text) means "could not tell", never 0;
- `article_id` keeps the caller's ids: whole numbers stay ``int64``, everything else is text, so that every
  table joins to the caller's own data. Without ids it is the position from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

VERSION: Final = "1"
"""Version of the tables' shape. It changes when a column is renamed, removed or changes its dtype."""

ID: Final = "id"
TEXT: Final = "string"
WHOLE: Final = "int64"
NUMBER: Final = "float64"
FLAG: Final = "bool"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Its name: API.
    dtype : str
        One of "id", "string", "int64", "float64", "bool".
    meaning : str
        What a reader is told.
    unit : str
        Unit or range. Empty for text.
    values : tuple of str
        All values that can occur, where they are few. Empty when open.
    """

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report: its name, what a row is, its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


HEDGE_CATEGORIES: Final = (
    "epistemic",
    "doxastic",
    "hearsay",
    "conditional",
    "investigation",
    "approximator",
    "downtoner",
)
COUNTED_HEDGES: Final = ("epistemic", "doxastic", "hearsay", "approximator", "downtoner")
"""The categories that `hedges_per_1000_words` counts; the other two have columns of their own."""

VOICES: Final = ("writer", "source")
STANCES: Final = ("favorable", "neutral", "unfavorable")
KINDS: Final = ("direct", "indirect", "mixed")
ROLES: Final = ("source", "cue", "content")
ACTOR_KINDS: Final = ("person", "organisation", "place", "group", "event", "other")
SOURCE_TYPES: Final = (
    "person",
    "organisation",
    "official",
    "expert",
    "document",
    "media",
    "anonymous",
    "vague",
    "crowd",
    "writer",
)
NAMED_SOURCE_TYPES: Final = ("person", "organisation", "official", "expert", "document", "media")
"""Source types that can be named; whether one is depends on whether a name stands in the article."""

CHANNELS: Final = (
    "interview",
    "press_conference",
    "statement",
    "speech",
    "court",
    "social_media",
    "report",
    "media",
    "declined",
)

CUE_CLASSES: Final = (
    "neutral",
    "assertive",
    "doubting",
    "endorsing",
    "denying",
    "emotive",
    "directive",
    "mental",
    "intending",
    "evaluating",
    "showing",
)

SPAN: Final = (
    Column("article_id", ID, "the article"),
    Column("start", WHOLE, "first character of the span in the article's text", "characters from 0"),
    Column("end", WHOLE, "one past its last character", "characters from 0"),
    Column("text", TEXT, "the span's own words: `text[start:end]` of the article"),
    Column("sentence", WHOLE, "the sentence that holds `start`", "sentences from 0"),
)

VOICE: Final = (
    Column(
        "voice",
        TEXT,
        "whose words these are: the writer's own, or inside something attributed",
        values=VOICES,
    ),
    Column("attribution_id", TEXT, "the innermost attribution that holds it; missing in the writer's voice"),
)

ENTRY: Final = Column("entry", TEXT, "what made this row: the lexicon line or the rule, by its name")

ARTICLE_METADATA: Final = (
    Column("text", TEXT, "the article as the caller gave it, character for character"),
    Column("title", TEXT, "headline, as given"),
    Column("outlet", TEXT, "who published it, as given"),
    Column("date", TEXT, "date, as given"),
    Column("author", TEXT, "author, as given"),
    Column("url", TEXT, "address, as given"),
    Column("story", TEXT, "the event or story it covers, as given: matches articles across outlets"),
)

ARTICLE_COUNTS: Final = (
    Column("n_words", WHOLE, "words of the body (clitics and punctuation are not words)", "words"),
    Column("n_sentences", WHOLE, "sentences of the body", "sentences"),
    Column("n_words_writer", WHOLE, "its words in the writer's voice", "words"),
    Column("n_words_source", WHOLE, "its words inside attributed content that has a source", "words"),
    Column("n_attributions", WHOLE, "attributions whose cue stands in the body", "attributions"),
    Column("n_attributions_sourced", WHOLE, "of these, the ones that have a source", "attributions"),
)
"""What the measures are shares and rates of: ``n_`` and the name of the measure's denominator."""

READABILITY: Final = (
    Column("flesch_reading_ease", NUMBER, "Flesch (1948), higher is easier; NaN unless readability was asked for"),
    Column("flesch_kincaid_grade", NUMBER, "Kincaid et al. (1975); NaN unless asked for", "US school grade"),
    Column("gunning_fog", NUMBER, "Gunning (1952); NaN unless asked for", "US school grade"),
    Column(
        "smog_index",
        NUMBER,
        "McLaughlin (1969); NaN unless asked for, and under 30 sentences",
        "US school grade",
    ),
)

SENTENCES: Final = Table(
    "sentences",
    "sentence",
    (
        *SPAN,
        Column("n_words", WHOLE, "its words", "words"),
        Column("n_hedges", WHOLE, "its hedges of the counted categories", "hedges"),
        Column("attributed", NUMBER, "share of its words inside attributed content; NaN without words", "0 to 1"),
        Column("in_quotation", FLAG, "more than half of its words stand between quotation marks"),
        Column("body", FLAG, "part of the article proper, not title, byline, credits or share lines"),
    ),
)

HEDGES: Final = Table(
    "hedges",
    "hedge cue",
    (
        *SPAN,
        Column("hedge", TEXT, "its name, unique in the report"),
        Column("cue", TEXT, "the cue in its canonical form, as the lexicon lists it"),
        Column("category", TEXT, "kind of hedge", values=HEDGE_CATEGORIES),
        Column("strength", NUMBER, "how much doubt the cue casts", "0 to 1"),
        Column("probability", NUMBER, "that this use is a hedge; NaN where a rule decided", "0 to 1"),
        *VOICE,
        ENTRY,
    ),
)

HEDGE_SCOPES: Final = Table(
    "hedge_scopes",
    "scope of a hedge",
    (
        *SPAN,
        Column("hedge", TEXT, "the hedge; `text` is the clause or phrase that it leaves uncertain"),
    ),
)

BOOSTERS: Final = Table(
    "boosters",
    "booster",
    (
        *SPAN,
        Column("cue", TEXT, "the cue in its canonical form, as the lexicon lists it"),
        Column("strength", NUMBER, "how much certainty it adds", "0 to 1"),
        *VOICE,
        ENTRY,
    ),
)

SCARE_QUOTES: Final = Table(
    "scare_quotes",
    "scare quote",
    (*SPAN, *VOICE, ENTRY),
)

ATTRIBUTIONS: Final = Table(
    "attributions",
    "attribution",
    (
        *SPAN,
        Column("attribution_id", TEXT, "its name, unique in the report"),
        Column("cue", TEXT, "the words that mark it"),
        Column("cue_lemma", TEXT, "the cue's headword"),
        Column("cue_class", TEXT, "what the cue says about the content", values=CUE_CLASSES),
        Column("source", TEXT, "the source's words at this place; missing when nobody is named"),
        Column("source_id", TEXT, "the source's row in `sources`; missing when there is none"),
        Column("source_type", TEXT, "what kind of source; missing when there is none", values=SOURCE_TYPES),
        Column("kind", TEXT, "all content between quotation marks, none of it, or part", values=KINDS),
        Column("content", TEXT, "what is attributed; several stretches are joined by ' … '"),
        Column("parent_id", TEXT, "the attribution that this one stands inside; missing at the top"),
        Column(
            "channel", TEXT, "how the words came to the writer; missing where the text does not say", values=CHANNELS
        ),
        ENTRY,
    ),
)

ATTRIBUTION_SPANS: Final = Table(
    "attribution_spans",
    "span of an attribution",
    (
        *SPAN,
        Column("attribution_id", TEXT, "the attribution"),
        Column("role", TEXT, "what the span is in it; contents can be discontinuous", values=ROLES),
    ),
)

SOURCES: Final = Table(
    "sources",
    "source in an article",
    (
        Column("article_id", ID, "the article"),
        Column("source_id", TEXT, "its name, unique in the report"),
        Column("name", TEXT, "the fullest name or description in the article"),
        Column("source_type", TEXT, "what kind of source", values=SOURCE_TYPES),
        Column("named", FLAG, "the article gives a name"),
        Column("n_attributions", WHOLE, "attributions to it", "attributions"),
        Column("n_words", WHOLE, "words attributed to it, nested ones to the inner source alone", "words"),
    ),
)


def _stance_columns(prefix: str, whose: str) -> tuple[Column, ...]:
    return (
        Column(f"stance{prefix}", NUMBER, f"stance toward the actor, {whose}; NaN without mentions", "-1 to 1"),
        Column(f"stance{prefix}_low", NUMBER, "lower end of its 95 % interval", "-1 to 1"),
        Column(f"stance{prefix}_high", NUMBER, "upper end of its 95 % interval", "-1 to 1"),
    )


ACTORS: Final = Table(
    "actors",
    "article and actor",
    (
        Column("article_id", ID, "the article"),
        Column("actor", TEXT, "the actor's canonical name"),
        Column("kind", TEXT, "what kind of actor", values=ACTOR_KINDS),
        Column("n_mentions", WHOLE, "mentions in the body, pronouns left out", "mentions"),
        *_stance_columns("", "all voices, and what the author seems to feel"),
        Column("n_mentions_writer", WHOLE, "mentions in the writer's voice", "mentions"),
        *_stance_columns("_writer", "the writer's voice alone, and what the author seems to feel there"),
        Column("n_mentions_source", WHOLE, "mentions inside attributed content", "mentions"),
        *_stance_columns("_source", "sources' voices alone"),
    ),
)

MENTIONS: Final = Table(
    "mentions",
    "mention of an actor",
    (
        *SPAN,
        Column("actor", TEXT, "the actor's canonical name"),
        Column("linked_by", TEXT, "the rule that says it is this actor: `rule:name`, `rule:surname`, `rule:pronoun`"),
        *VOICE,
        Column("stance", TEXT, "stance of that voice toward the actor here", values=STANCES),
        Column("p_favorable", NUMBER, "probability of favorable", "0 to 1"),
        Column("p_neutral", NUMBER, "probability of neutral", "0 to 1"),
        Column("p_unfavorable", NUMBER, "probability of unfavorable", "0 to 1"),
        Column("feeling", NUMBER, "how the author seems to feel toward the actor here, whoever speaks", "-1 to 1"),
        ENTRY,
    ),
)

STANCE: Final = Table(
    "stance",
    "article, holder and actor",
    (
        Column("article_id", ID, "the article"),
        Column("holder", TEXT, 'whose stance: "writer" or a source\'s name'),
        Column("actor", TEXT, "toward whom"),
        Column("n_mentions", WHOLE, "mentions it rests on", "mentions"),
        Column(
            "score",
            NUMBER,
            "stance, pulled toward what news says of anyone where mentions are few",
            "-1 to 1",
        ),
        Column("low", NUMBER, "lower end of its 95 % interval", "-1 to 1"),
        Column("high", NUMBER, "upper end of its 95 % interval", "-1 to 1"),
    ),
)

PROBLEMS: Final = Table(
    "problems",
    "trouble",
    (
        Column("article_id", TEXT, "the article, as text; missing when it concerns the input as a whole"),
        Column("stage", TEXT, "where it was noticed", values=("read", "text", "annotate", "measure")),
        Column("what", TEXT, "what is wrong"),
        Column("what_to_do", TEXT, "what to do about it"),
    ),
)

SPAN_TABLES: Final = (
    SENTENCES,
    HEDGES,
    HEDGE_SCOPES,
    BOOSTERS,
    SCARE_QUOTES,
    ATTRIBUTIONS,
    ATTRIBUTION_SPANS,
    MENTIONS,
)
"""The tables whose rows are stretches of an article's text."""

TABLES: Final = MappingProxyType({table.name: table for table in (*SPAN_TABLES, SOURCES, ACTORS, STANCE, PROBLEMS)})
"""Every table but `articles`, whose columns also come from the caller and from `framing.measures`."""

TAGS_TABLE: Final = Table(
    "tags",
    "token",
    (
        Column("article_id", ID, "the article"),
        Column("sentence", WHOLE, "its sentence", "sentences from 0"),
        Column("start", WHOLE, "first character", "characters from 0"),
        Column("end", WHOLE, "one past the last character", "characters from 0"),
        Column("text", TEXT, "the token"),
        Column("tag", TEXT, "part of speech, Penn Treebank"),
        Column("lemma", TEXT, "headword, lower case but for names"),
    ),
)
"""What `framing.tag` returns."""
