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
    copies       what is one text with a work: cited by the article, or retracted
    unnamed      voices without a name, told apart
    assessment   all of it for one claim, and as data
    path_data    paths, lineages and circles as data
    path_sentences  a path as a sentence
"""
