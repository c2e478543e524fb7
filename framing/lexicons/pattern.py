"""What a lexicon line matches: the notation of patterns, as values.

A pattern is slots with spaces between them; `parse` turns it into a tuple of `Slot`. The notation:

=================  ============================================================
``might``          this word, in any case
``~suspect``       any form of the lemma
``some|several``   one of these
``=May``           exactly these letters
``(very)``         this or nothing
``...``            up to `GAP` tokens of any kind
``<number>``       a token of a class, see `CLASSES`
=================  ============================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

GAP: Final = 3
"""Tokens that ``...`` may stand for, at most: 'put the odds of a deal at' needs three; four crosses clauses."""

CLASSES: Final = ("number", "capital", "verb", "noun", "adjective", "adverb")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern.

    Parameters
    ----------
    words : frozenset of str
        Lower-case forms that fill it in any case.
    exact : frozenset of str
        Forms that fill it as they stand.
    classes : frozenset of str
        Token classes that fill it.
    gap : bool
        It stands for up to `GAP` tokens of any kind.
    """

    words: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    gap: bool = False


GAP_SLOT: Final = Slot(gap=True)


def parse(pattern: str, forms_of: Callable[[str], Iterable[str]]) -> tuple[tuple[Slot, ...], ...]:
    """Read a pattern: every sequence of slots that it stands for (several where a slot is optional).

    Parameters
    ----------
    pattern : str
        The pattern, in the notation of this module.
    forms_of : callable
        From a lemma to all its forms, lower case.

    Returns
    -------
    tuple of tuple of Slot
        One tuple a reading, longest first.

    Raises
    ------
    ValueError
        If the notation is broken; the message says how.

    Examples
    --------
    >>> readings = parse("(very) ~likely", lambda lemma: [lemma, lemma + "r"])
    >>> [len(slots) for slots in readings]
    [2, 1]
    >>> sorted(readings[1][0].words)
    ['likely', 'likelyr']
    """
    parts = pattern.split()
    if not parts:
        raise ValueError("the pattern is empty")
    if parts[0] == "..." or parts[-1] == "...":
        raise ValueError("a gap may not stand at the edge")
    readings: list[tuple[Slot, ...]] = [()]
    for part in parts:
        optional = len(part) > 2 and part[0] == "(" and part[-1] == ")"
        slot = _slot(part[1:-1] if optional else part, forms_of)
        longer = [(*reading, slot) for reading in readings]
        readings = longer + readings if optional else longer
    kept = [reading for reading in readings if reading]
    if len(kept) < len(readings):
        raise ValueError("every slot is optional: the pattern matches nothing")
    return tuple(sorted(kept, key=len, reverse=True))


def _slot(part: str, forms_of: Callable[[str], Iterable[str]]) -> Slot:
    if part == "...":
        return GAP_SLOT
    if part.isalpha() and part.islower():
        return Slot(frozenset((part,)))  # nine slots in ten; spares a fifth of a second when the lists are read
    words: set[str] = set()
    exact: set[str] = set()
    classes: set[str] = set()
    for choice in part.split("|") if part != "|" else [part]:
        if choice.startswith("<") and choice.endswith(">") and len(choice) > 2:
            classes.add(_known_class(choice[1:-1]))
        elif choice.startswith("~") and len(choice) > 1:
            words.update(forms_of(choice[1:]))
        elif choice.startswith("=") and len(choice) > 1:
            exact.add(choice[1:])
        elif not choice:
            raise ValueError("an alternative is empty")
        elif choice != choice.lower():
            raise ValueError(f"{choice!r} can never match: write it in lower case, or '={choice}' for exact case")
        else:
            words.add(choice)
    return Slot(frozenset(words), frozenset(exact), frozenset(classes))


def _known_class(name: str) -> str:
    if name not in CLASSES:
        raise ValueError(f"there is no token class <{name}>; there are {', '.join(CLASSES)}")
    return name
