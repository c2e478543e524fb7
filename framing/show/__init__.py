"""Pages and figures for people. They draw what they are given and compute nothing.

Start with `article.py` (one article with its evidence marked in the text) and `panel.py` (its figures beside it), then
`corpus.py` (a whole report) and `samples.py` (what of it stands on the page); `glance.py` is what a notebook shows.
`marks.py` turns overlapping spans into markup, `evidence.py` words what a mark says, `counted.py` says which marks a
figure counts, `markup.py` is the only place that writes HTML and the place where hostile text is made harmless,
`figures.py` says how numbers are written and drawn, `style.py` holds the style sheet. `plots.py` draws the same tables
with matplotlib.

Every page is one file: no script, nothing fetched, and a content security policy that says so to the browser.
"""

from framing.show.article import article_page
from framing.show.corpus import corpus_page
from framing.show.plots import plot_comparison, plot_keyness, plot_speakers, plot_stance

__all__ = ["article_page", "corpus_page", "plot_comparison", "plot_keyness", "plot_speakers", "plot_stance"]
