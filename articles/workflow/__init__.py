"""Stages, decisions and publications of claims, and what has to be looked at again."""
