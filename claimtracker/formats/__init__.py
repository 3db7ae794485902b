"""Formats of dates that people type, for Django (FORMAT_MODULE_PATH)."""
