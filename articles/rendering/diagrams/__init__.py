"""Lays out the diagrams that the server draws.

Pure: no Django, no database. Plain numbers in, plain dicts out; the templates in
templates/articles/_drawing.html write them as SVG. Everything is 360 units wide, so
that a phone shows it at its own size and paper larger.

    arcs       rows below each other, joined by arcs; words fitted to lines
    chains     the chain of an attribution, from the article to the claimant
    loops      works around a circle
    claim      who speaks, what is between, and the evidence of one claim
    spread     when a claim appeared, on a line of time or in columns
    around     a source and those it has relations with
"""

DIAGRAM_WIDTH = 360
