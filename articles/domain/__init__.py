"""The pure core: rules on texts and claims, without Django, SQL, clock or network."""
