"""Django's admin, for staff: the tables as they are, and their history."""

from articles.admin import people, site

__all__ = ["people", "site"]
