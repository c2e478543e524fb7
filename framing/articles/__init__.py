"""The gate: what was handed over, and which of its lines are furniture?

Two questions, two modules. `framing.articles.read` is the only place that knows formats: start with `read_articles`.
`framing.articles.furniture` tells the article from what its site put around it: start with `find_furniture`.
"""

from framing.articles.furniture import Furniture, find_furniture
from framing.articles.read import Gate, column_actors, read_articles

__all__ = ["Furniture", "Gate", "column_actors", "find_furniture", "read_articles"]
