"""The pure core: what is said of a text or a claim, without Django, SQL, clock or network."""
