"""The settings of a worker that a test starts: as always, and one place on loopback."""

import os

from claimtracker.settings import *  # noqa: F403 - all of them

host, _, port = os.environ["TEST_FETCH_ALLOWED_PLACE"].partition(":")
FETCH_ALLOWED_PLACES = frozenset({(host, int(port))})
