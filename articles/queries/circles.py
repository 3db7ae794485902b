"""Where, in all that readers may see, do citations lead back to where they began?"""

from articles.independence.circles import everywhere
from articles.independence.panel import Data, circle_data
from articles.queries.graph import collection, names
from articles.queries.works import Place, places, with_claims

MOST = 100  # of each kind, for one page


def in_public() -> tuple[list[Data], dict[str, Place]]:
    """The circles all of whose works readers may see, and where they may see them.

    A work that they may not see is taken out before it is looked again: it must not
    hide a longer circle, or one beyond the limit, of which they may see every work.
    """
    known = collection(public=True)
    citing, read_at = known.citing, dict[str, Place]()
    while True:
        found = everywhere(citing, known.outlets, MOST)
        called = names({node for circle in found for node in circle.nodes})
        read_at |= with_claims(places(name.key for name in called.values()))
        hidden = {
            node for node, name in called.items() if not read_at[name.key].is_public
        }
        if not hidden:
            return [circle_data(circle, called) for circle in found], read_at
        citing = [
            each for each in citing if hidden.isdisjoint((each.source, each.target))
        ]
