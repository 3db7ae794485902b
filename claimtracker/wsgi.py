"""The application that a WSGI server runs."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
application = get_wsgi_application()

# What uses models can be imported only by now.
from django.db import DatabaseError, InterfaceError, connections  # noqa: E402

from articles.queries.public_index.current import load_public_indexes  # noqa: E402
from articles.role_checks import log_complaints  # noqa: E402
from claimtracker.local.prepare import close_connections  # noqa: E402

log_complaints()
# What lists are counted from: read here, it is shared by the processes that are forked
# from this one, and no reader waits for it.
for alias in connections:
    try:
        load_public_indexes([alias])
    except (DatabaseError, InterfaceError) as error:
        logging.getLogger(__name__).warning("Nothing was read of %s: %s", alias, error)
# They have no use for its connections.
close_connections()
