"""What can go wrong, and how it is said.

The tree, so that a caller can catch as much or as little as wanted::

    FramingError
    ├── InputError       what was handed over cannot be read as articles
    ├── OptionError      an argument has a value that does not exist
    ├── LexiconError     a word list breaks its own format
    ├── ModelError       a model's folder is broken
    └── ReportError      a folder does not hold a report

Every message has three parts: what is wrong, where, and what to do. One article's trouble is never an
exception: it is a row in the ``problems`` table. Exceptions are for a caller's mistake, at the gate.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class FramingError(Exception):
    """Anything this library raises on purpose.

    Parameters
    ----------
    what : str
        What is wrong, as a sentence without its full stop.
    where : str
        Article, column, file or line. Empty when the argument itself is the place.
    do : str
        What to do about it.

    Examples
    --------
    >>> print(FramingError("the column 'body' is missing", where="articles.csv", do="name the text column 'text'"))
    the column 'body' is missing (articles.csv): name the text column 'text'
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        place = f" ({where})" if where else ""
        advice = f": {do}" if do else ""
        super().__init__(f"{what}{place}{advice}")


class InputError(FramingError, ValueError):
    """What was handed over cannot be read as articles."""


class OptionError(FramingError, ValueError):
    """An argument has a value that does not exist."""


class LexiconError(FramingError, ValueError):
    """A word list breaks its own format."""


class ModelError(FramingError, ValueError):
    """A model's folder is broken."""


class ReportError(FramingError, ValueError):
    """A folder does not hold a report."""


def valid_names(got: object, valid: Iterable[str]) -> str:
    """Word the advice for a name that does not exist: the nearest one, then all of them.

    Parameters
    ----------
    got : object
        The name that was given.
    valid : iterable of str
        The names that exist.

    Returns
    -------
    str
        A clause to put behind the colon of a message.

    Examples
    --------
    >>> valid_names("outlte", ["outlet", "story"])
    "did you mean 'outlet'? Valid: 'outlet', 'story'"
    """
    names = [str(name) for name in valid]
    near = difflib.get_close_matches(str(got), names, n=1)
    listed = ", ".join(repr(name) for name in names)
    return (f"did you mean {near[0]!r}? " if near else "") + f"Valid: {listed}"
