"""Independence: how many independent voices stand behind a claim.

Pure core: no Django, no database. docs/adr/0006-independence.md says why it judges as
it does; articles/queries/graph.py feeds it.

    graph        nodes, dated edges, the rules of a team
    connections  whether evidence is connected with those who speak, and by which path
    lineages     which pieces of evidence, or which appearances, may be one voice
    interested_parties  which evidence is by somebody whom the claim is about
    components   which works can reach each other
    trails       which works a work leads to
    circles      where citations lead back to where they began
    gate         whether a verdict can rest on this evidence
    panel        all of it for one claim, and as data
    words        a path as a sentence
"""
