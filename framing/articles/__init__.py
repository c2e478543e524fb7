"""The gate: whatever the caller has becomes a table of articles, once; and which lines of them are the article.

Start with `framing.articles.read.read_articles`.
"""

from framing.articles.furniture import Furniture, find_furniture
from framing.articles.read import Gate, column_actors, read_articles

__all__ = ["Furniture", "Gate", "column_actors", "find_furniture", "read_articles"]
