"""Where paragraphs and sentences begin.

A terminator ends a sentence unless what follows continues it (a dash, a reporting verb after a quoted question);
abbreviations never do, or only before a word that starts sentences. Paragraphs and furniture edges always do, so
headlines need no full stop; where the lines of a page were run together, a full date and a caption's credit do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy as np

from framing.lexicons import load_lexicon
from framing.text.tokens import Bools, Ints, Longs

TERMINATORS: Final = frozenset(".!?…。！？")
CLOSERS: Final = frozenset({"”", "’", '"', "''", "’’", "'", ")", "]", "»"})
TAIL: Final = 6
"""Tokens looked at behind a quoted question for the verb that reports it ('"Why?" Mr. Hale asked')."""

REPORTING: Final = frozenset(
    "said says asked asks added wrote replied told shouted yelled cried wondered tweeted screamed exclaimed "
    "demanded inquired joked quipped answered responded".split()
)
PRESENT: Final = frozenset({"say", "ask"})
"""Verbs that report when they stand next to their subject ('“Why?” I ask.')."""
STARTERS: Final = frozenset(
    "the a an this that these those he she it they we i you his her its their our my your there here in on at by "
    "for from with after before since as when while if although though but and or so yet however meanwhile "
    "moreover some many most several no not what who why how where both one all another each according under "
    "last earlier later now then still also even only such nobody nothing everyone everybody nearly about during "
    "until because despite without is was are were do does did has have had can could would should neither either "
    "instead asked officials critics supporters analysts experts lawmakers opponents investigators authorities "
    "more less few fewer much among across within throughout between behind beyond inside outside along against "
    "once again early recently previously currently eventually finally indeed perhaps maybe thus therefore "
    "nevertheless nonetheless otherwise additionally unlike like given having being whether whoever two three four "
    "five around click read see sign please".split()
)
"""Words that open a sentence when they stand capitalised behind an abbreviation ('in the U.S. Critics say')."""

ENDING: Final = frozenset(
    "etc. hrs. mins. secs. yrs. wks. mos. lbs. lb. oz. kg. km. cm. mm. ml. yd. yds. a.m. p.m.".split()
)
"""Abbreviations behind which any capital begins a sentence, but for a day, a month or a time zone ('5 p.m. Monday')."""
LEANING: Final = frozenset(
    "v. vs. cf. e.g. i.e. viz. ca. c. no. nos. fig. figs. vol. vols. pp. p. approx. rs. p.s.".split()
)
"""Abbreviations that lean on what follows and end nothing."""
TRAILING: Final = frozenset("st. ft. sr.".split())
"""Titles that stand behind a name or a number too, so that a starter behind them opens a sentence ('on Elm St. He')."""
AFTER_NAMES: Final = frozenset("jr. esq. ph.d. m.d. b.a. m.a. u.s. u.k. u.n.".split())
"""Abbreviations that stand behind a comma as states do, and that a name may follow."""
CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun. "
    "january february march april may june july august september october november december jan. feb. mar. apr. "
    "jun. jul. aug. sep. sept. oct. nov. dec. eastern central pacific mountain greenwich local e.t. p.t. e.s.t.".split()
)
LONGEST_ZONE: Final = 4
"""Letters of a time zone, at most (AEST); whatever is so short and all capitals behind an hour is taken for one."""
BRACKET_REACH: Final = 60
"""Tokens between a bracket and the one that closes it, at most."""
BRACKETS: Final = {")": "(", "]": "["}
OPENERS: Final = frozenset({"“", "‘", '"', "``", "‘‘", "''"})
CONTINUERS: Final = frozenset({",", ";", ":"})
DASHES: Final = frozenset({"–", "—", "--"})
LINKS: Final = ("http://", "https://", "www.")
POST_ENDS: Final = frozenset({"”", '"', "’", "–", "—", "--"})
"""Marks behind a post; tags, names and links before them belong to its last sentence."""
WEEKDAYS: Final = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
BEFORE_DATES: Final = frozenset(
    "on of from since until till by to for the this that last next and or after before through between dated posted "
    "published updated filed is was".split()
)
"""Words that make a full date a part of their sentence."""
CREDITS: Final = frozenset("Image Images Photo Photos Picture Pictures Video".split())
BEFORE_CREDITS: Final = frozenset("file stock cover related featured the this a ap afp reuters getty in of by".split())
"""Words that make such a word the head of a longer name ('File Photo:')."""
BLANK: Final = re.compile(r"\n[^\S\n]*\n|\r\n?[^\S\r\n]*\r\n?|\u2029")
BREAK: Final = re.compile(r"[\n\r\u2028\u2029]")
WRAPPED_LINES: Final = 5
"""Lines an article needs before its line lengths say that it was wrapped by hand."""


@cache
def _abbreviation_kinds() -> dict[str, str]:
    return {entry.pattern: entry.category for entry in load_lexicon("abbreviations").entries}


def is_wrapped(text: str) -> bool:
    r"""Whether lines were broken at a fixed width, so that a single line break means nothing.

    Examples
    --------
    >>> is_wrapped("First paragraph.\nSecond paragraph.")
    False
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < WRAPPED_LINES:
        return False
    lengths = sorted(map(len, lines))
    ended = sum(line[-1] in ".!?\"”'’:)" for line in lines)
    return 45 <= lengths[len(lines) // 2] <= 100 and lengths[-1] <= 120 and ended < 0.5 * len(lines)


def is_pause(form: str) -> bool:
    """Whether a token is an ellipsis.

    Examples
    --------
    >>> [is_pause(form) for form in ("…", "...", ". . .", ".", ".22")]
    [True, True, True, False, False]
    """
    return form == "…" or (form[:1] == "." and len(form) > 1 and not form.strip(".\u00a0\t "))


def find_paragraphs(texts: tuple[str, ...], start: Ints, bounds: Longs) -> Ints:
    """The paragraph of each token, from 0 in each article.

    Parameters
    ----------
    texts : tuple of str
    start : int32[n]
        First character of each token.
    bounds : int64[articles + 1]
        First token of each article.

    Returns
    -------
    int32[n]
    """
    paragraph = np.zeros(len(start), dtype=np.int32)
    for a, text in enumerate(texts):
        low, high = bounds[a], bounds[a + 1]
        expression = BLANK if is_wrapped(text) else BREAK
        breaks = np.fromiter((m.start() for m in expression.finditer(text)), dtype=np.int64)
        before = np.searchsorted(breaks, start[low:high])
        paragraph[low:high] = np.cumsum(np.diff(before, prepend=before[:1]) > 0)
    return paragraph


def find_sentences(vocabulary: tuple[str, ...], word: Ints, start: Ints, end: Ints, article: Ints, hard: Bools) -> Ints:
    """The sentence of each token, from 0 in each article.

    Parameters
    ----------
    vocabulary : tuple of str
        The distinct forms.
    word, start, end, article : int32[n]
        As in `framing.text.tokens.Tokens`.
    hard : bool[n]
        Tokens that open an article, a paragraph, or a stretch of furniture or body.

    Returns
    -------
    int32[n]
    """
    n = len(word)
    if not n:
        return np.zeros(0, dtype=np.int32)
    opens = hard.copy()
    opens[_Splitter(vocabulary, word, start, end, hard).soft_starts()] = True
    number = np.cumsum(opens)
    firsts = np.flatnonzero(np.diff(article, prepend=-1))
    return (number - number[firsts][np.searchsorted(firsts, np.arange(n), side="right") - 1]).astype(np.int32)


class _Splitter:
    """Sentence starts inside paragraphs. Its loop is over terminators, not over tokens."""

    def __init__(self, vocabulary: tuple[str, ...], word: Ints, start: Ints, end: Ints, hard: Bools) -> None:
        self.vocabulary = vocabulary
        self.lower = [form.lower().replace("’", "'") for form in vocabulary]
        self.start, self.end = start, end
        self.word = word
        self.ids: list[int] = word.tolist()
        self.hard: list[bool] = hard.tolist()
        self.n = len(word)
        self.found: set[int] = set()

    def form(self, k: int) -> str:
        return self.vocabulary[self.ids[k]]

    def low(self, k: int) -> str:
        return self.lower[self.ids[k]]

    def before(self, k: int) -> str:
        """The form before token k in the same paragraph, or nothing: other articles of the batch are out of sight."""
        return "" if self.hard[k] else self.form(k - 1)

    def behind(self, k: int) -> str:
        """The form behind token k in the same paragraph, or nothing."""
        return "" if k + 1 >= self.n or self.hard[k + 1] else self.form(k + 1)

    def soft_starts(self) -> list[int]:
        """Tokens that open a sentence behind a terminator or an abbreviation; earlier ones decide about later ones."""
        ends, short = np.zeros(len(self.lower), np.bool_), np.zeros(len(self.lower), np.bool_)
        for k, low in enumerate(self.lower):
            if not low.isalnum():
                ends[k], short[k] = low in TERMINATORS or is_pause(low), low[0] != "." == low[-1]
        self._find_lost_lines()
        following = 0
        for i in np.flatnonzero((ends | short)[self.word]).tolist():
            if i < following:
                continue
            following = self._after_closers(i)
            if following >= self.n or self.hard[following]:
                continue
            judge = self._abbreviation_ends if short[self.ids[i]] and following == i + 1 else self._terminator_ends
            if judge(i, following) and not self._inside_bracket(i, following):
                self.found.add(following)
        return sorted(self.found)

    def _find_lost_lines(self) -> None:
        """Lines of a page that were run together: a full date, the credit of a picture."""
        marks = WEEKDAYS | CREDITS
        marked = np.fromiter((form in marks for form in self.vocabulary), np.bool_, len(self.vocabulary))
        for k in np.flatnonzero(marked[self.word]).tolist():
            if self.form(k) in CREDITS:
                self._find_credit(k)
            elif self._is_full_date(k):
                self._find_date_line(k)

    def _find_credit(self, k: int) -> None:
        """'… at the fair Image: Ana Weir.'"""
        before, behind = self.before(k), self.behind(k)
        if behind == ":" and before[-1:].isalnum() and before.lower() not in BEFORE_CREDITS:
            self.found.add(k)

    def _is_full_date(self, k: int) -> bool:
        """'Monday, May 4, 2015'."""
        if k + 6 > self.n or any(self.hard[k + 1 : k + 6]):
            return False
        comma, month, day, second, year = (self.form(j) for j in range(k + 1, k + 6))
        return comma == second == "," and month.lower() in CALENDAR and day.isdigit() and year.isdigit()

    def _find_date_line(self, k: int) -> None:
        """'Mayor quits Monday, May 4, 2015 The mayor …': a date with no preposition, with a capital behind it."""
        following, before = k + 6, self.before(k)
        if before and (before.lower() in BEFORE_DATES or not (before[-1:].isalnum() or before in CLOSERS)):
            return
        if following >= self.n or self.hard[following] or self.form(following)[:1].isupper():
            self.found.update({k, following} - {self.n})

    def _opens(self, i: int) -> bool:
        return self.hard[i] or i in self.found

    def _after_closers(self, i: int) -> int:
        """Closing marks, further terminators and footnote numbers belong to the sentence that ends."""
        k = i + 1
        while k < self.n and not self.hard[k]:
            if self._closes(k) or self.low(k) in TERMINATORS or is_pause(self.low(k)):
                k += 1
            elif self._is_footnote(k):
                k += 3
            else:
                break
        return min(k, self.n)

    def _closes(self, k: int) -> bool:
        """A closing mark that is glued to what it closes, or that can be no other ('stop!’ ”')."""
        low = self.low(k)
        if low in BRACKETS or (low in CLOSERS and self.start[k] == self.end[k - 1]):
            return True
        return low == "”" and (not self.behind(k) or bool(self.start[k + 1] > self.end[k]))

    def _is_footnote(self, k: int) -> bool:
        """'[7]', and the '[...]' of an omission."""
        inner = self.behind(k) if self.low(k) == "[" else ""
        return (inner.isdigit() or inner in {"...", "…"}) and self.behind(k + 1) == "]"

    def _inside_bracket(self, i: int, following: int) -> bool:
        """A stop inside a bracket that opened in mid-sentence ends nothing: '(D-Ga.)', '(finally!)'."""
        closed = next((self.low(k) for k in range(i + 1, following) if self.low(k) in BRACKETS), "")
        if not closed or self.low(following - 1) in TERMINATORS or self.low(following) in STARTERS:
            return False
        if self.form(following)[:1].isupper() and (is_pause(self.low(i)) or self._is_plain_stop(i)):
            return False
        for k in range(i, max(i - BRACKET_REACH, -1), -1):
            if self.low(k) == BRACKETS[closed] or self._opens(k):
                return not self._opens(k)
        return False

    def _is_plain_stop(self, i: int) -> bool:
        """A full stop behind a whole word of lower case, which no abbreviation of a list is."""
        before = self.before(i)
        whole = len(before) > 2 and before.islower() and before.replace("-", "").isalpha()
        return self.low(i) == "." and whole and before + "." not in _abbreviation_kinds()

    def _abbreviation_ends(self, i: int, following: int) -> bool:
        low, form = self.low(i), self.form(following)
        kind = _abbreviation_kinds().get(low, "initialism" if low.count(".") > 1 else "title")
        leans = low in LEANING and (len(low) > 2 or self.form(i).islower())
        if low in TRAILING:
            return self.low(following) in STARTERS and form[:1].isupper()
        if kind == "title" or leans or (len(low) == 2 and self._opens(i)) or self._times_entry(i):
            return False
        if form in OPENERS:
            quoted = self.behind(following)
            return quoted[:1].isupper() and (len(low) > 2 or quoted.lower() in STARTERS)
        if not form[:1].isupper():
            return False
        if self.low(following) in STARTERS or (low in ENDING and not self._dates(following)):
            return True
        return _abbreviation_kinds().get(low) in {"other", "initialism"} and self._ends_place(i, following)

    def _ends_place(self, i: int, following: int) -> bool:
        """'in Baton Rouge, La. Pell lost …': a state behind a comma, with no comma behind it but a name and a verb."""
        if self.before(i) != "," or self.low(i) in AFTER_NAMES or self._dates(following):
            return False
        return self.form(following).isalpha() and self.behind(following)[:1].islower()

    def _times_entry(self, i: int) -> bool:
        """'9:15 a.m. The train leaves.': an hour that opens a sentence heads an entry."""
        return self.low(i) in {"a.m.", "p.m."} and self.before(i)[:1].isdigit() and self._opens(i - 1)

    def _dates(self, k: int) -> bool:
        """A day, a month or a time zone, which goes on with an hour before it."""
        letters = self.form(k).rstrip(".")
        return self.low(k) in CALENDAR or (letters.isupper() and 2 <= len(letters) <= LONGEST_ZONE)

    def _terminator_ends(self, i: int, following: int) -> bool:
        form = self.form(following)
        if self.start[following] == self.end[following - 1] and not self._lacks_space(i, following):
            return False
        if self._goes_on(i, following) or self._numbers_item(i) or self._trails(following):
            return False
        if following == i + 1 and self._shortens(i) and self.low(following) not in STARTERS:
            return False
        pause = is_pause(self.low(i))
        if pause and self._only_pauses(i, following):
            return False
        if following > i + 1 and form[:1].isalpha() and (pause or self.low(i) in {"!", "?"}):
            return not self._is_reported(following)
        return True

    def _shortens(self, i: int) -> bool:
        """'then-Sen. Ana Ruiz', 'mid-Sept.': an abbreviation behind a hyphen."""
        first, _, last = self.before(i).rpartition("-")
        kind = "initialism" if "." in last else _abbreviation_kinds().get(last.lower() + ".")
        return bool(first) and last[:1].isupper() and kind in {"title", "initialism", "month"}

    def _goes_on(self, i: int, following: int) -> bool:
        """A mark that continues, or lower case, but for a name like 'iPhone' and behind a full stop that is plain."""
        form = self.form(following)
        if form in DASHES:
            return not (self.low(i) == "." and self.behind(following)[:1].isupper())
        if form == "[" and is_pause(self.low(i)):
            return self.behind(following)[:1].islower()
        if form[:1].islower():
            plain = following == i + 1 and form.isalpha() and self._is_plain_stop(i) and not self._is_address(following)
            return not (plain or form[1:2].isupper())
        return form in CONTINUERS

    def _is_address(self, k: int) -> bool:
        """'pic.twitter.com': a word with a full stop and a word glued to it."""
        return self.behind(k) == "." and k + 2 < self.n and bool(self.start[k + 2] == self.end[k] + 1)

    def _trails(self, following: int) -> bool:
        """'Proud of you! #GoHarbor”': tags and links that end a post."""
        k = following
        while k < self.n and not self.hard[k] and self._is_tag(self.low(k)):
            k += 1
        return k > following and (k == self.n or self.hard[k] or self.form(k) in POST_ENDS)

    @staticmethod
    def _is_tag(low: str) -> bool:
        return low.startswith(LINKS) or (low[0] in "#@" and low[1:2].isalpha())

    def _lacks_space(self, i: int, following: int) -> bool:
        """'resigned.He', '2018.The', 'over."He': a word, a year or a closing mark before, a capitalised word behind."""
        form, before = self.form(following), self.before(i)
        closed = following > i + 1 or before in CLOSERS
        return form[:1].isupper() and form[1:2].islower() and (closed or before[-1:].islower() or before.isdigit())

    def _only_pauses(self, i: int, following: int) -> bool:
        """An ellipsis that opens a quotation or a sentence, or stands before a quotation in lower case."""
        if self._opens(i) or self.before(i) in {"“", "‘", "``", "‘‘"}:
            return True
        return self.form(following) in OPENERS and self.behind(following)[:1].islower()

    def _numbers_item(self, i: int) -> bool:
        """'1. Raise the tax. 2. Cut the rest.': the stop behind a number that opens a sentence."""
        number = self.before(i)
        if self._opens(i - 1):
            return len(number) <= 2 and number.isdigit()
        return number == "1" and self.before(i - 1) == ":"

    def _is_reported(self, following: int) -> bool:
        """A verb of saying within a few tokens: the quoted question is its object, unless something else begins.

        A capital on a common word or a verb, or a full stop behind the quotation, says so ('“Why?” And he asked').
        """
        low = self.low(following)
        opens = self.form(following)[:1].isupper() and low != "i" and (low in STARTERS or low in REPORTING)
        if opens or self.low(following - 1) == ".":
            return False
        if self.low(min(following + 1, self.n - 1)) in PRESENT:
            return True
        for k in range(following, min(following + TAIL, self.n)):
            if self.hard[k] or self.low(k) in TERMINATORS or self.low(k) in OPENERS:
                return False
            if self.low(k) in REPORTING:
                return True
        return False
