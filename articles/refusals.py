"""Why is a save refused?"""


class NotAllowedError(Exception):
    """This person may not take this step now; the message says why."""


class IncompleteError(Exception):
    """Something that the step needs is missing; `field` names where to give it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class StaleVersionError(Exception):
    """Somebody saved in between; `current` is what stands now."""

    def __init__(self, current: int) -> None:
        super().__init__("Somebody else saved this in the meantime.")
        self.current = current
