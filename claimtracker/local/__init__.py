"""What `make run` and `make test` need on a machine without a database server."""


class CannotRunError(Exception):
    """Something that the person at the keyboard can mend; its text is one line."""
