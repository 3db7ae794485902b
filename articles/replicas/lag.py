"""Whether a standby is near enough to the primary, by positions in the log (WAL).

Time alone says nothing: a standby of an idle primary seems ever older. So the standby is
asked how far it has replayed, and that is compared with where the primary was.
"""

from collections import deque
from dataclasses import dataclass, field


@dataclass
class PrimaryLog:
    """Where the log of the primary ended, at each moment of the last `max_lag` seconds.

    `needed` is the oldest of these positions. What a standby that has replayed it does
    not show was committed less than `max_lag` seconds and one interval before now.
    """

    max_lag: float  # seconds
    _ends: deque[tuple[float, int]] = field(default_factory=deque, init=False)

    def note(self, now: float, position: int) -> None:
        """Take down where the log ends now, in bytes; no longer what is too old."""
        self._ends.append((now, position))
        while self._ends[0][0] < now - self.max_lag:
            self._ends.popleft()

    @property
    def needed(self) -> int:
        """What a standby must have replayed; 0 while the primary has never answered.

        While the primary is away nothing is committed, and this stays as it is.
        """
        return self._ends[0][1] if self._ends else 0

    @property
    def end(self) -> int:
        return self._ends[-1][1] if self._ends else 0
