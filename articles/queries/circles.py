"""Where, in all that readers may see, do citations lead back to where they began?"""

from articles.independence.circles import everywhere
from articles.independence.panel import Data, circle_data
from articles.queries.graph import collection, names
from articles.queries.works import Place, places, with_claims

MOST = 100  # of each kind, for one page


def in_public() -> tuple[list[Data], dict[str, Place]]:
    """The circles all of whose works readers may see, and where they may see them."""
    known = collection(public=True)
    found = everywhere(known.citing, known.outlets, MOST)
    called = names({node for circle in found for node in circle.nodes})
    circles = [circle_data(circle, called) for circle in found]
    read_at = with_claims(
        places({node["key"] for circle in circles for node in circle["nodes"]})
    )
    seen = [
        circle
        for circle in circles
        if all(read_at[node["key"]].is_public for node in circle["nodes"])
    ]
    return seen, read_at
