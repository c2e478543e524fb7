"""Media bias and framing analysis: what is hedged, who is given a voice, how actors are written about.

Start with `analyze`::

    import framing

    report = framing.analyze("articles.csv")
    report.articles, report.hedges, report.attributions, report.mentions
    framing.compare(report, by="outlet")
"""

from framing import show
from framing.analysis import analyze, stance_toward, tag
from framing.comparison import compare, compare_doubt, keyness
from framing.errors import FramingError, InputError, LexiconError, OptionError, ReportError
from framing.lexicons import Lexicon, lexicon_from_frame, load_lexicon
from framing.newsroom import load_newsroom, load_newsroom_gold
from framing.report import Report, read_report

__version__ = "0.1.0"

__all__ = [
    "FramingError",
    "InputError",
    "Lexicon",
    "LexiconError",
    "OptionError",
    "Report",
    "ReportError",
    "__version__",
    "analyze",
    "compare",
    "compare_doubt",
    "keyness",
    "lexicon_from_frame",
    "load_lexicon",
    "load_newsroom",
    "load_newsroom_gold",
    "read_report",
    "show",
    "stance_toward",
    "tag",
]
