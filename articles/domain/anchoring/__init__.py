"""Texts, and words in them that are found again."""
