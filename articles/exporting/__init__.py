"""Exports to outside formats: CSV and WARC."""
