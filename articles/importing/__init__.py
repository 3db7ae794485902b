"""Imports outside formats: texts, annotation files (JSON), tables of relations (CSV)."""
