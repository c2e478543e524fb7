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
ALSO: Final = {
    "huffpost": ("huffington post",),
    "huffington post": ("huffpost",),
    "associated press": ("ap",),
    "ap": ("associated press",),
    "united press international": ("upi",),
    "upi": ("united press international",),
    "agence france-presse": ("afp",),
    "afp": ("agence france-presse",),
    "nyt": ("new york times", "the times"),
    "wsj": ("wall street journal", "the journal"),
    "new york times": ("nyt",),
    "wall street journal": ("wsj",),
}
"""Names of which no rule makes one from the other."""
DATELINE: Final = re.compile(r"\((AP|UPI|AFP|Reuters)\)\s*[-–—]")
OPENING: Final = 600
"""Characters in which a dateline is looked for: behind a headline and a standfirst."""


@cache
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
    names = set(_called(outlet))
    for found in DATELINE.finditer(opening[:OPENING]):
        low = found[1].lower()
        names |= {low, *ALSO.get(low, ())}
    return frozenset(names)


def _called(outlet: str | None) -> set[str]:
    low = (outlet or "").lower().strip().removesuffix(".com").removesuffix(".org").removeprefix("www.")
    words = re.findall(r"[\w&.’'-]+", low.removeprefix("the "))
    if not words:
        return set()
    name = " ".join(words)
    names = {name, f"{name} news", *ALSO.get(name, ())}
    if len(words) > 1 and words[-1] == "news":
        names.add(" ".join(words[:-1]))
    if len(words) > 1 and words[-1] in PRESS:
        names.add(f"the {words[-1]}")
    return names


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
