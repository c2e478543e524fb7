"""Pages and figures for people. They draw what they are given and compute nothing.

Start with `article.py` (one article with its evidence marked in the text), then `corpus.py` (a whole report).
`marks.py` turns overlapping spans into markup, `evidence.py` words what a mark says, `markup.py` is the only
place that writes HTML and the place where hostile text is made harmless, `figures.py` says how numbers are
written and drawn, `style.py` holds the style sheet. `plots.py` draws the same tables with matplotlib.

Every page is one file: no script, nothing fetched, and a content security policy that says so to the browser.
"""

from framing.show.article import article_page
from framing.show.corpus import corpus_page
from framing.show.plots import plot_comparison, plot_keyness, plot_speakers

__all__ = ["article_page", "corpus_page", "plot_comparison", "plot_keyness", "plot_speakers"]
