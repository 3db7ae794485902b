"""Lines for COPY of the indexes of what stands published.

As articles/workflow/published_index.py writes them from a record; that both are the same
is tested on a sample.
"""

from benchmarks.scale.rows import Collection, Lines
from benchmarks.scale.rows_shape import FIDELITIES

Heard = set[tuple[int, str]]  # a source and its role


def index_rows(made: Collection, claim: int, row: int, at: str, lines: Lines) -> None:
    """Who stands behind a claim, which works it names, and how it cites them."""
    links = made.links
    heard: Heard = set()
    works: dict[int, bool] = {}
    for place in range(made.appearances[claim], made.appearances[claim + 1]):
        article = links.article[place]
        citing = makers(made, article, "outlet", "author")
        citing.add((links.chains[place][0], "author"))
        heard |= citing
        heard |= chain_voices(links.chains[place], links.partner[place])
        works.setdefault(article, False)
        for number, citation in enumerate(
            range(made.citations[place], made.citations[place + 1]), 1
        ):
            work = links.cited[citation]
            fidelity = FIDELITIES[links.fidelity[citation]]
            named = makers(made, work, "cited", "cited") if work >= 0 else set()
            if work >= 0:
                works[work] = True
            heard |= named
            lines["publishedcitation"].append(
                f"{citation + 1}\t{row}\t{article + 1}\t{made.appearance_keys[place]}\t"
                f"{number}\t{fidelity}"
            )
            lines["citationvoice"] += [
                f"{citation + 1}\t{source + 1}\t{role}\t{fidelity}"
                for source, role in citing | named
            ]
    for piece in range(made.evidence[claim], made.evidence[claim + 1]):
        work = links.evidence_work[piece]
        works[work] = True
        heard |= makers(made, work, "evidence", "evidence")
    # Being spoken of puts nobody behind a claim: in no role, and so not in any.
    behind = {(source, "") for source, _ in heard}
    spoken_of = {
        (links.about[each], "about")
        for each in range(made.about[claim], made.about[claim + 1])
    }
    lines["voice"] += [
        f"{row}\t{source + 1}\t{role}\t{at}"
        for source, role in sorted(heard | behind | spoken_of)
    ]
    lines["publishedwork"] += [
        f"{row}\t{work + 1}\t{'t' if referenced else 'f'}"
        for work, referenced in works.items()
    ]


def makers(made: Collection, work: int, outlet: str, author: str) -> Heard:
    """Who published a work and who wrote it, in these roles."""
    found = {(each, author) for each in made.links.authors[work]}
    published_by = made.links.outlet[work]
    if published_by >= 0:
        found.add((published_by, outlet))
    return found


def chain_voices(chain: list[int], partner: int) -> Heard:
    """Those who relay, and those who claim; the narrator alone claims it as well."""
    found = {(source, "relayer") for source in chain[1:-1]}
    found.add((chain[-1], "claimant"))
    if partner >= 0:
        found.add((partner, "claimant"))
    return found
