"""The tags: Penn Treebank's, as English treebanks in Universal Dependencies use them today (XPOS)."""

from __future__ import annotations

from typing import Final

TAGS: Final = (
    "CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP "
    "VBZ WDT WP WP$ WRB . , : `` '' -LRB- -RRB- $ # HYPH ADD NFP"
).split()
"""Tags by number. Words that treebanks tear apart by mistake (GW) and lone affixes (AFX) are never predicted."""
TAG_ID: Final = {tag: k for k, tag in enumerate(TAGS)}
