"""The writes of the desk: claims, evidence, sources, works, relations, text versions."""
