"""What an outlet calls itself in its own articles: "told The Post" in The Washington Post is told to the writer.

`own_names` gives the names, `is_own` asks a phrase. An agency's dateline ("ORSK (AP) —") makes it the writer as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

PRESS: Final = frozenset(
    "times post journal guardian tribune herald globe sun news mail telegraph independent observer examiner register "
    "star inquirer chronicle gazette dispatch courier bee republic sentinel standard review magazine hill".split()
)
"""Last words of titles that stand for them: The Times, the Journal."""
SHORT: Final = {
    "huffpost": ("huffington post",),
    "ap": ("associated press",),
    "upi": ("united press international",),
    "afp": ("agence france-presse",),
    "nyt": ("new york times", "the times"),
    "wsj": ("wall street journal", "the journal"),
}
"""Short names and what they stand for, the full name first: no rule makes one from the other."""
DATELINE: Final = re.compile(r"\((AP|UPI|AFP|Reuters)\)\s*[-–—]")
OPENING: Final = 600
"""Characters in which a dateline is looked for: behind a headline and a standfirst."""


def own_names(outlet: str | None, opening: str = "") -> frozenset[str]:
    """What an outlet is called, in lower case and mostly without its article.

    Parameters
    ----------
    outlet : str or None
        Its name or the address of its site, as the caller has it.
    opening : str
        The beginning of the article, for a dateline.

    Returns
    -------
    frozenset of str
        Empty where neither tells.

    Examples
    --------
    >>> sorted(own_names("The Orsk Post"))
    ['orsk post', 'orsk post news', 'the post']
    >>> sorted(own_names(None, "ORSK (AP) — It rained."))
    ['ap', 'associated press']
    """
    agencies = (found[1].lower() for found in DATELINE.finditer(opening[:OPENING]))
    return _called(outlet or "").union(*map(_also, agencies))


def _also(name: str) -> set[str]:
    """A name, what it is short for, and the short name that it has."""
    return {name, *SHORT.get(name, ()), *(short for short, (full, *_) in SHORT.items() if full == name)}


@cache
def _called(outlet: str) -> frozenset[str]:
    """An outlet by its own name; kept, since outlets are few and articles are many."""
    low = outlet.lower().strip().removesuffix(".com").removesuffix(".org").removeprefix("www.")
    words = re.findall(r"[\w&.’'-]+", low.removeprefix("the "))
    if not words:
        return frozenset()
    name = " ".join(words)
    names = {f"{name} news", *_also(name)}
    if len(words) > 1 and words[-1] == "news":
        names.add(" ".join(words[:-1]))
    if len(words) > 1 and words[-1] in PRESS:
        names.add(f"the {words[-1]}")
    return frozenset(names)


def is_own(words: Sequence[str], names: Collection[str]) -> bool:
    """Whether a phrase is one of the names, with or without its article and genitive.

    Parameters
    ----------
    words : sequence of str
        In lower case.
    names : collection of str
        As `own_names` gives them.

    Examples
    --------
    >>> is_own(["the", "post", "'s"], own_names("The Orsk Post")), is_own(["a", "post"], own_names("The Orsk Post"))
    (True, False)
    """
    if not names:
        return False
    joined = " ".join(word for word in words if word not in {"'s", "'", '"'})
    return joined in names or joined.removeprefix("the ") in names
