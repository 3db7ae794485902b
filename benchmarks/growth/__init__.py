"""Texts and graphs that want to be slow, and everything of a page that reads them."""
