"""spaCy's small English pipeline, where it is installed: the yardstick of the tagger of names.

``python -m pip install --group bench`` brings it (MIT). Its kinds are mapped to ours; its articles and possessives are
cut off, its dates and numbers left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from framing.errors import OptionError
from framing.learn.silver import TEACHER

KINDS: Final[Mapping[str, str]] = {
    "PERSON": "person",
    "NORP": "group",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "PRODUCT": "other",
    "LANGUAGE": "other",
}
LEADS: Final = ("the ", "The ", "a ", "A ")
TAILS: Final = ("'s", "’s", "'", "’")
NEEDED: Final = ("tok2vec", "ner")

Name = tuple[int, int, str]


def is_installed() -> bool:
    """Whether the pipeline is there."""
    return find_spec(TEACHER) is not None


def names_of(texts: Sequence[str]) -> Iterator[list[Name]]:
    """The names of each text: first character, end, kind.

    Raises
    ------
    OptionError
        If the pipeline is not installed.
    """
    if not is_installed():
        do = "python -m pip install --group bench (pip 25.1 or later)"
        raise OptionError(f"the yardstick of names is not installed: {TEACHER}", do=do)
    pipeline = import_module(TEACHER).load()
    apart = [name for name in pipeline.pipe_names if name not in NEEDED]
    with pipeline.select_pipes(disable=apart):
        for document in pipeline.pipe(texts, batch_size=16):
            yield [_trimmed(e) for e in document.ents if e.label_ in KINDS]


def _trimmed(entity: Any) -> Name:
    start, end, text = entity.start_char, entity.end_char, entity.text
    lead = next((len(x) for x in LEADS if text.startswith(x) and len(text) > len(x)), 0)
    tail = next((len(x) for x in TAILS if text.endswith(x)), 0)
    return start + lead, end - tail, KINDS[entity.label_]
