"""Old and new side by side, article by article: pure, from two texts, usable for any pair (a draft and what became of it).

    rows = compare(pieces(old_html), pieces(new_html))     # list[Row] in the order of the new text
    {% include "policies/_comparison.html" with rows=rows old_name=… new_name=… %}

Each article of both sides stands in exactly one row. A row says whether it is unchanged, changed (the words that went and
came), moved, renumbered, added or dropped. `fixed` holds what staff corrected: old anchor → new anchor, or None for dropped.
"""

from policies.comparison.alignment import Row, compare
from policies.comparison.amendment import amended
from policies.comparison.pieces import Piece, pieces
from policies.comparison.words import difference

__all__ = ["Piece", "Row", "amended", "compare", "difference", "pieces"]
