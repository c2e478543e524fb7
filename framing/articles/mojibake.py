"""Was the text decoded with the wrong encoding? What gives it away: "Itâ€™s" for "It’s", and characters lost for good.

Start with `find_mojibake`. It looks and never mends: a text stays as the caller gave it, and the gate puts one row into
`problems`. A rule stands here only if no word of any language, in capitals or not, can set it off: "SÃO PAULO", "Âge"
and "NÃO”" are words. Hence a capital that would be odd enough by itself counts only with what follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LOST: Final = "characters were lost when it was decoded: read the source again with its own encoding"
AS_WINDOWS: Final = "it is UTF-8 that was read as Windows-1252: read the source again as UTF-8"
AS_LATIN: Final = "it is Windows-1252 that was read as Latin-1: read the source again as Windows-1252"
AS_MAC: Final = "it is UTF-8 that was read as Mac Roman: read the source again as UTF-8"

_CONTROL: Final = "\x80-\x84\x86-\x9f"
"""Windows-1252 as Latin-1 reads it. Without U+0085, which is also a line end of old mainframes."""
_HIGH: Final = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ" + _CONTROL
"""The bytes 0x80 to 0x9F as Windows-1252 reads them."""
_SIGN: Final = "¡-ª¬®-º¼-¿"
"""The bytes 0xA0 to 0xBF but for those that stand behind a word: no-break space, soft hyphen and »."""
_BEHIND_WORDS: Final = "‚„…‘’“”•–—›»\xa0\xad"
"""What may follow a word that ends in Ã or Â in any language."""
_LETTER: Final = r"[^\W\d_]"

_RULES: Final = (
    (LOST, "\ufffd|ï¿½"),
    # “ ” ‘ ’ – — …; of ” the last byte is often gone
    (AS_WINDOWS, f"â€[{_HIGH}{_SIGN}\xa0\xad»]?"),
    # € ™ − and symbols
    (AS_WINDOWS, f"â[‚„†ˆ‰Š‹ŒŽœž˜™•‡{_CONTROL}][{_HIGH}{_SIGN}\xa0\xad»]"),
    # emoji
    (AS_WINDOWS, f"ðŸ[{_HIGH}{_SIGN}\xa0]*|ð\x9f[{_CONTROL}{_SIGN}\xa0]*"),
    # the byte order mark
    (AS_WINDOWS, "ï»¿"),
    # É, Ç, Ü and their like
    (AS_WINDOWS, f"Ã[ƒ†‡ˆ‰Š‹ŒŽ˜šœžŸ€{_CONTROL}]"),
    # é, ñ and their like; not IRMÃ®, a brand, nor IRMÃ¹, a footnote
    (AS_WINDOWS, f"(?<![A-ZÀ-Þ]{{2}})Ã[{_SIGN}™]|Ã[{_SIGN}™](?={_LETTER})"),
    # à, û; not MAÇÃ”
    (AS_WINDOWS, f"(?<=[a-zß-ö])Ã[{_BEHIND_WORDS}]"),
    # Ó, Ö as a first letter
    (AS_WINDOWS, f"(?<!\\w)Ã[‘’“”…–„‚](?={_LETTER}{{2}})"),
    # £ ° ©
    (AS_WINDOWS, f"Â[{_SIGN}]"),
    # the no-break space, « »; not HÂ», nor the letter itself in quotation marks, «Â»
    (AS_WINDOWS, "(?<![^\\W\\d_a-z])(?<![«“\"'‘(])Â[\xa0\xad«»]"),
    # š, ć, ğ; not Å², the square angstrom
    (AS_WINDOWS, "(?<=[a-z])[ÄÅ][¡-ª¬®¯´-¶¸-º¼-¿‡š„™Ÿ\x81\x8d\x8f\x90\x9d]"),
    # Cyrillic
    (AS_WINDOWS, f"(?:[ÐÑ][{_HIGH}{_SIGN}»]){{3,}}"),
    (AS_MAC, "‚Ä[ôúùòìî¶¢]|(?<=[a-z])√[©®°¢£§•ß´¨±≥µ∂∏π]"),
    (AS_LATIN, f"[{_CONTROL}]"),
)
"""What to do, and the characters that say so. The earlier rule wins, so that a sequence is counted once."""

_TELL_TALE: Final = re.compile(f"[ÂÃâÄÅÐÑðï‚√\ufffd{_CONTROL}]")
"""A text without any of these breaks no rule."""
_ANY: Final = re.compile("|".join(f"({pattern})" for _, pattern in _RULES))
_SHOWN_AROUND: Final = 12
"""Characters of the word around the first example that are shown, on either side."""


@dataclass(frozen=True, slots=True)
class Mojibake:
    """What gives away that a text was decoded with the wrong encoding.

    Parameters
    ----------
    count : int
        Characters, as they once were, that are wrong here.
    start : int
        Where the first stands in the text.
    example : str
        The word that the first stands in.
    do : str
        What to do about it, by the kinds that there are.

    Examples
    --------
    >>> find_mojibake("Itâ€™s 5Â£.").count
    2
    """

    count: int
    start: int
    example: str
    do: str


def find_mojibake(text: str) -> Mojibake | None:
    """Tell whether a text was decoded with the wrong encoding.

    Parameters
    ----------
    text : str
        A text. It is only looked at.

    Returns
    -------
    Mojibake or None
        How much there is and what to do, or None when nothing gives it away.

    Examples
    --------
    >>> find_mojibake("He said it. Itâ€™s true, the cafÃ© is closed.")
    Mojibake(count=2, start=14, example='Itâ€™s', do='it is UTF-8 that was read as Windows-1252: ...')
    >>> find_mojibake("SÃO PAULO: “NÃO”")
    """
    if text.isascii() or not _TELL_TALE.search(text):
        return None
    found = list(_ANY.finditer(text))
    if not found:
        return None
    advice = dict.fromkeys(_RULES[(match.lastindex or 1) - 1][0] for match in found)
    first = found[0]
    return Mojibake(len(found), first.start(), _word_around(text, first), "; ".join(advice))


def _word_around(text: str, found: re.Match[str]) -> str:
    """The word with the trouble in it. Split at plain spaces alone: U+00A0 and U+0085 may be part of the trouble."""
    before = re.split(r"[ \t\r\n]", text[max(0, found.start() - _SHOWN_AROUND) : found.start()])[-1]
    after = re.split(r"[ \t\r\n]", text[found.end() : found.end() + _SHOWN_AROUND])[0]
    return before + found[0] + after
