"""Texts and their words: the one normaliser and the one tokeniser, with profiles."""
