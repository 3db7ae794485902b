"""Attribution: who says it, through whom and when, and how that reads.

Pure: no Django, no database. Reads the steps of a chain as articles/claim_data.py
writes them.

    chains       how far the claimant is from the reader, whether a link is broken,
                 and a chain as a sentence
    voices       whose voice each part of a text is in, and the shares in words
    quoting      the words of an appearance, with what stands around them
    timewords    “on Saturday”, counted from the day of publication
    first_known  where a claim is first known to have appeared
"""
