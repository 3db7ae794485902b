"""Reads that span several tables, for pages, exports and the workflow."""
