"""The words and their provenance: a cellar that knows nothing of text.

Start with `framing.lexicons.lexicon.load_lexicon`; the lists themselves are in ``lists/``.
"""

from framing.lexicons.lexicon import (
    Entry,
    Lexicon,
    lexicon_from_frame,
    lexicon_names,
    lexicon_stamp,
    load_lexicon,
    load_names,
)

__all__ = ["Entry", "Lexicon", "lexicon_from_frame", "lexicon_names", "lexicon_stamp", "load_lexicon", "load_names"]
