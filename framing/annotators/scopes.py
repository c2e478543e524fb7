"""What a hedge is about: the clause or phrase that it leaves uncertain, approximate or partial.

By rules over verb groups, their subjects and base noun phrases. Which rule is asked depends on what the cue is: a modal
or adverb takes its clause, a verb or noun its complement, an adjective the rest of its noun phrase, *if* and *whether*
the clause behind them, an approximator the quantity.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from framing.text.reading import Reading, Span

STOPS: Final = frozenset(".?!;:—–-")
CLOSING: Final = frozenset({"”", "’’", "''", ")", "]"})
SUBORDINATORS: Final = frozenset(
    "while although though because since as after before until when where which who".split()
)
COMPLEMENT: Final = frozenset("of that about for to over in against whether on from toward towards into how".split())
"""What the complement of a noun begins with."""
TAILS: Final = frozenset("of for in on to at from by with against about over between".split())
"""Prepositions through which a noun phrase goes on."""
CLAUSAL: Final = frozenset("that whether if how why what who when where which".split())
RELATIVE: Final = frozenset({"who", "which", "that"})
CONDITIONS: Final = frozenset({"if", "unless", "whether", "provided"})
ACCUSING: Final = frozenset("accuse accuses accused accusing".split())
SEEMING: Final = frozenset("seem seems seemed seeming appear appears appeared appearing tend tends tended".split())
ADVERB: Final = ("RB", "RBR")
NOUN, VERB, ADJECTIVE = ("NN", "NNS", "NNP", "NNPS"), ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), ("JJ", "JJR", "JJS")
MEASURED: Final = ("RB", "CD", "$", "DT", *ADJECTIVE)
"""Tags of the words of a quantity."""


class Scopes:
    """The scopes of cues in a batch.

    Parameters
    ----------
    reading : Reading

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Officials believe the dam may fail, she said."]))
    >>> scopes = Scopes(reading)
    >>> reading.tokens.text_of(*scopes.of((1, 1), "doxastic")), reading.tokens.text_of(*scopes.of((4, 4), "epistemic"))
    ('the dam may fail', 'the dam may fail')
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.low, self.tag = reading.low, reading.tag

    def of(self, cue: Span, category: str) -> Span | None:
        """First and last token of what a cue is about; None where there is nothing to be about.

        Parameters
        ----------
        cue : (int, int)
            First and last token.
        category : str
            One of `framing.schema.HEDGE_CATEGORIES`.
        """
        last = cue[1]
        if category in {"conditional", "investigation"} and self.low[last] in CONDITIONS:
            return self._condition(last + 1)
        if category == "approximator":
            return self._quantity(cue)
        if category == "downtoner":
            return self._weakened(cue)
        return self._by_word(cue)

    def _by_word(self, cue: Span) -> Span | None:
        """By what part of speech the cue is."""
        tag, last = self.tag[cue[1]], cue[1]
        if self._takes_clause(cue):
            return self._clause(cue)
        if self.low[last] in ACCUSING:
            return self._charge(last)
        if self._heads_noun(last):
            return self._rest_of_phrase(last)
        if tag in NOUN:
            return self._complement(cue)
        if tag in ADJECTIVE or tag == "VBN":
            return self._predicate(cue)
        return self._behind(last) if tag in VERB or tag == "IN" else self._clause(cue)

    def _takes_clause(self, cue: Span) -> bool:
        """A modal, an adverb, a verb of seeming, a phrase like 'in some ways'."""
        return (
            any(self.tag[k] == "MD" for k in range(cue[0], cue[1] + 1))
            or self.tag[cue[1]].startswith("RB")
            or self.low[cue[1]] in SEEMING
            or (self.tag[cue[0]] == "IN" and cue[0] < cue[1])
        )

    # Words -----------------------------------------------------------------------------------------

    def _condition(self, following: int) -> Span | None:
        """The clause behind *if* or *whether*."""
        if following > self._closing(following - 1):
            return None
        return self._span(following, self._end(following, condition=True))

    def _charge(self, last: int) -> Span | None:
        """'accused the mayor of taking bribes'."""
        for k in range(last + 1, self._closing(last) + 1):
            if self.low[k] == "of":
                return self._span(k, self._end(k))
            if self.low[k] in STOPS or self.reading.verb_group[k] >= 0:
                break
        return self._behind(last)

    def _predicate(self, cue: Span) -> Span | None:
        """'likely to': the clause; 'unclear whether': the clause behind; 'its future is unclear': the subject."""
        following = cue[1] + 1
        if following > self._closing(cue[1]):
            return self._subject_of(cue[0]) or self._clause(cue)
        if self._stands_alone(cue[1]) and self.reading.noun_phrase[following] >= 0:
            return self._span(following, self._tailed(self.reading.phrase_span(following)[1]))
        low = self.low[following]
        if low == "of":
            return self._span(following, self._tail(following))
        if low in CLAUSAL:
            return self._span(following, self._end(following))
        is_of_subject = low != "to" and (low == "by" or self.tag[cue[1]] in ADJECTIVE)
        return (self._subject_of(cue[0]) if is_of_subject else None) or self._clause(cue)

    def _stands_alone(self, token: int) -> bool:
        """A participle without auxiliary: 'targeting *alleged* militant camps'."""
        group = self.reading.verb_group[token]
        return self.tag[token] == "VBN" and (group < 0 or self.reading.groups.first[group] == token)

    def _complement(self, cue: Span) -> Span | None:
        """'the possibility that he left', 'allegations of fraud'; without one the phrase of the noun."""
        following = cue[1] + 1
        if following <= self._closing(cue[1]) and self.low[following] in COMPLEMENT:
            clause = self.low[following] in {"that", "whether", "to", "how"}
            return self._span(following, self._end(following) if clause else self._tail(following))
        if self.reading.noun_phrase[cue[1]] >= 0:
            return self.reading.phrase_span(cue[1])
        return cue

    def _behind(self, last: int) -> Span | None:
        """What a verb governs: the clause or object behind it."""
        following = last + 1
        if following > self._closing(last) or self.low[following] in {",", ".", "”", '"'}:
            return None
        if self.low[following] == "of":
            return self._span(following, self._tail(following))
        return self._span(following, self._end(following))

    def _rest_of_phrase(self, last: int) -> Span:
        """'alleged theft of two cars'."""
        head = self.reading.phrase_span(last)[1]
        return last + 1, self._tailed(head)

    def _quantity(self, cue: Span) -> Span | None:
        following = cue[1] + 1
        if following > self._closing(cue[1]):
            return None
        if self.tag[following] in {"VB", "VBD", "VBN", "VBG", "VBP", "VBZ"} and self.reading.noun_phrase[following] < 0:
            return self._span(following, self._end(following))
        if self.reading.noun_phrase[following] >= 0:
            return following, self.reading.phrase_span(following)[1]
        end = following
        while (
            end < self._closing(cue[1]) and self.tag[end] in {"RB", "CD", "$", "DT", *ADJECTIVE} and self._goes_on(end)
        ):
            end += 1
        return following, end

    def _goes_on(self, k: int) -> bool:
        return self.tag[k + 1] in {"CD", "RB", "NN", "NNS", "DT", "IN", *ADJECTIVE}

    def _weakened(self, cue: Span) -> Span | None:
        following = cue[1] + 1
        if following > self._closing(cue[1]):
            return self._clause(cue)
        tag = self.tag[following]
        if tag in {"IN", "TO"}:
            return self._span(following, self._end(following))
        if tag in ADJECTIVE or tag in ADVERB:
            end = following
            while (
                tag in {"RB", "RBR"}
                and end < self._closing(following)
                and self.tag[end + 1] in {*ADJECTIVE, "RB", "RBR"}
            ):
                end += 1
                tag = self.tag[end]
            return following, end
        if tag in VERB and self.low[cue[1]] not in {"generally", "typically", "usually", "normally"}:
            return self._span(following, self._end(following))
        return self._clause(cue)

    # Clauses ---------------------------------------------------------------------------------------

    @cached_property
    def _subjects(self) -> dict[int, int]:
        clauses = self.reading.clauses
        return {int(v): int(s) for v, s in zip(clauses.verb, clauses.subject, strict=True) if s >= 0}

    def _verb(self, cue: Span) -> int | None:
        """The main verb of the cue's clause: of its own group, else the nearest group behind, else before."""
        k = self.reading.verb_group[cue[1]]
        if k >= 0:
            return int(self.reading.groups.last[k])
        for t in range(cue[1] + 1, self._closing(cue[1]) + 1):
            if self.reading.verb_group[t] >= 0:
                return int(self.reading.groups.last[self.reading.verb_group[t]])
            if self.low[t] in {",", ";"} and t > cue[1] + 1:
                break
        for t in range(cue[0] - 1, self.reading.sentence_first[cue[0]] - 1, -1):
            if self.reading.verb_group[t] >= 0:
                return int(self.reading.groups.last[self.reading.verb_group[t]])
        return None

    def _clause(self, cue: Span) -> Span | None:
        """Subject, verb and all that follows it in the clause."""
        verb = self._verb(cue)
        if verb is None:
            return self._behind(cue[1])
        group = int(self.reading.groups.first[self.reading.verb_group[verb]])
        subject = self._subjects.get(verb, self._nearest_subject(group))
        if subject is None or subject > verb:
            return self._span(min(group, cue[0]), self._end(max(verb, cue[1])))
        first, last = self._begins(subject), self._end(max(verb, cue[1]), relative=self.low[subject] in RELATIVE)
        return self._span(first if first > cue[1] else min(first, cue[0]), last)

    def _nearest_subject(self, group: int) -> int | None:
        """The head right in front of a verb group: the model of clauses gives *be* no subject, as treebanks do."""
        opening, k = self.reading.sentence_first[group], group - 1
        while k >= opening and self.tag[k] in ADVERB:
            k -= 1
        if k < opening or not (self.reading.noun_phrase[k] >= 0 or self.low[k] in RELATIVE or self.tag[k] == "PRP"):
            return None
        return self._governor(k) if self.reading.noun_phrase[k] >= 0 else k

    def _governor(self, head: int) -> int:
        """The head of the phrase that a phrase hangs on: *members* of 'members of the board'."""
        first = self.reading.phrase_span(head)[0]
        opening = self.reading.sentence_first[head]
        while first - 2 >= opening and self.low[first - 1] in TAILS and self.reading.noun_phrase[first - 2] >= 0:
            head = first - 2
            first = self.reading.phrase_span(head)[0]
        return head

    def _subject_of(self, token: int) -> Span | None:
        """The subject of the verb in front of a predicate."""
        for t in range(token, self.reading.sentence_first[token] - 1, -1):
            if self.reading.verb_group[t] >= 0:
                verb = int(self.reading.groups.last[self.reading.verb_group[t]])
                group = int(self.reading.groups.first[self.reading.verb_group[t]])
                subject = self._subjects.get(verb, self._nearest_subject(group))
                if subject is None or self.low[subject] in {"it", "there"}:
                    return None
                return self._begins(subject), min(self._tailed(subject), group - 1)
        return None

    def _begins(self, head: int) -> int:
        """Where the phrase of a subject begins, with what is coordinated in front of it."""
        first = self.reading.phrase_span(head)[0] if self.reading.noun_phrase[head] >= 0 else head
        opening = self.reading.sentence_first[head]
        while first - 2 >= opening and self.low[first - 1] == "and" and self.reading.noun_phrase[first - 2] >= 0:
            first = self.reading.phrase_span(first - 2)[0]
        return first

    def _heads_noun(self, last: int) -> bool:
        """The cue stands in front of a noun of its own phrase."""
        return (
            self.reading.noun_phrase[last] >= 0
            and self.reading.phrase_span(last)[1] > last
            and self.tag[last] not in NOUN
        )

    # Ends ------------------------------------------------------------------------------------------

    def _closing(self, token: int) -> int:
        """The last word of the sentence."""
        last = self.reading.sentence_last[token]
        while last > token and not self.reading.tokens.is_word[last]:
            last -= 1
        return last

    def _tail(self, preposition: int) -> int:
        """The end of a prepositional phrase: a noun phrase with its own tails, or a gerund with its clause."""
        closing = self._closing(preposition)
        if preposition + 1 > closing:
            return preposition
        if self.tag[preposition + 1] == "VBG" and self.reading.noun_phrase[preposition + 1] < 0:
            return self._end(preposition)
        if self.reading.noun_phrase[preposition + 1] < 0:
            return self._end(preposition)
        return self._tailed(self.reading.phrase_span(preposition + 1)[1])

    def _tailed(self, head: int) -> int:
        """The end of a noun phrase with the prepositional phrases behind it."""
        end, closing = head, self._closing(head)
        while end + 2 <= closing and self.low[end + 1] in {*TAILS, "and"} and self.reading.noun_phrase[end + 2] >= 0:
            end = self.reading.phrase_span(end + 2)[1]
        return end

    def _end(self, token: int, *, condition: bool = False, relative: bool = False) -> int:
        """The end of the clause that goes on at a token; the token before where nothing goes on."""
        closing, quoted = self._closing(token), self.reading.quote[token]
        seen_verb = False
        for k in range(token, closing + 1):
            seen_verb = seen_verb or self.reading.verb_group[k] >= 0
            crosses = self.reading.quote[k] != quoted and not self.reading.tokens.is_word[k]
            if self.low[k] in STOPS or self.low[k] in CLOSING or crosses:
                return k - 1
            if self.low[k] == "," and seen_verb and (condition or relative or self._breaks(k)):
                return k - 1
            if relative and self._goes_back(token, k):
                return k - 1
            if self.low[k] in {"and", "but"} and seen_verb and self._new_clause(k + 1, closing):
                return k - 1
        return closing

    def _goes_back(self, token: int, k: int) -> bool:
        """A finite verb begins here whose subject stands before the relative clause: 'a plan that failed was cut'."""
        group = self.reading.verb_group[k]
        if group < 0 or group == self.reading.verb_group[token] or self.reading.groups.first[group] != k:
            return False
        subject = self._subjects.get(int(self.reading.groups.last[group]), -1)
        return bool(self.reading.groups.finite[group]) and 0 <= subject < token

    def _breaks(self, comma: int) -> bool:
        """A comma behind which another clause begins, or who said it."""
        following = comma + 1
        if following > self._closing(comma):
            return True
        low = self.low[following]
        if low in {"but", "and", "or", "yet", "so"}:
            return self._new_clause(following + 1, self._closing(comma))
        return (
            low in SUBORDINATORS
            or low in {"”", '"', "according"}
            or self._opens_finite(following)
            or self._new_clause(following, self._closing(comma))
        )

    def _opens_finite(self, token: int) -> bool:
        """A finite verb right behind a comma goes on with an outer clause: 'Trump, who left, *may* return'."""
        group = self.reading.verb_group[token]
        return group >= 0 and self.reading.groups.first[group] == token and bool(self.reading.groups.finite[group])

    def _new_clause(self, token: int, closing: int) -> bool:
        """A subject with a finite verb begins here."""
        if token > closing or self.reading.noun_phrase[token] < 0:
            return False
        behind = self._tailed(self.reading.phrase_span(token)[1]) + 1
        return behind <= closing and self.reading.verb_group[behind] >= 0 and self.tag[behind] != "VBG"

    def _span(self, first: int, last: int) -> Span | None:
        """A stretch, words at both ends."""
        words = self.reading.tokens.is_word
        while first <= last and not words[first] and self.tag[first] != "$":
            first += 1
        while last >= first and not words[last] and self.low[last] != "%":
            last -= 1
        return (first, last) if first <= last else None


def find_scopes(reading: Reading, cues: Sequence[Span], categories: Sequence[str]) -> list[Span | None]:
    """The scope of each cue, as first and last token."""
    scopes = Scopes(reading)
    return [scopes.of(cue, category) for cue, category in zip(cues, categories, strict=True)]
