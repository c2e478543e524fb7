"""Words that the writer puts at a distance: short quotations that nobody is quoted for."""

from __future__ import annotations

from collections.abc import Sequence

from framing.text.reading import Reading, Span

LONGEST: int = 4
"""Words between the marks, at most: longer ones are quotations or titles."""
NAMING: frozenset[str] = frozenset(
    {"called", "named", "titled", "entitled", "dubbed", "termed", "nicknamed", "labeled"}
)


def find_scare_quotes(reading: Reading, attributed: Sequence[bool], cues: Sequence[Span]) -> list[Span]:
    """Scare quotes of a batch.

    Parameters
    ----------
    reading : Reading
    attributed : sequence of bool
        Which tokens stand inside attributed content that has a source.
    cues : sequence of (int, int)
        Cue spans of the attributions.

    Returns
    -------
    list of (int, int)
        First and last token, marks included.

    Examples
    --------
    >>> from framing.text import read_tokens
    >>> reading = Reading(read_tokens(["Talk of “proxies” misleads."]))
    >>> [reading.tokens.text_of(*span) for span in find_scare_quotes(reading, [False] * 7, [])]
    ['“proxies”']
    """
    tokens = reading.tokens
    cue_ends = {last for _, last in cues}
    found = []
    for first, last in tokens.quote_marks:
        inner = range(first + 1, last)
        words = [k for k in inner if tokens.is_word[k]]
        if not 0 < len(words) <= LONGEST or attributed[first + 1] or not tokens.readable[first]:
            continue
        closed = tokens.form(last) != tokens.form(words[-1]) and not tokens.is_word[last]
        opens = first == 0 or tokens.article[first - 1] != tokens.article[first]
        named = not opens and (reading.low[first - 1] in NAMING or first - 1 in cue_ends)
        title = all(reading.form[k][:1].isupper() for k in words) and len(words) > 1
        spoken = reading.low[last - 1] in {",", ".", "!", "?"}
        if closed and not named and not title and not spoken:
            found.append((first, last))
    return found
