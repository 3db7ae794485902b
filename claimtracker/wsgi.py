"""The application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
application = get_wsgi_application()

# What uses models can be imported only by now.
from articles.role_checks import log_complaints  # noqa: E402
from claimtracker.local.prepare import close_connections  # noqa: E402

log_complaints()
# A process that is forked from this one has no use for its connections.
close_connections()
