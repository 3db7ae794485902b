"""Renders: the template environment, diagrams, the page cache and static files."""
