"""What the log says of requests that were refused."""

import logging


class RefusalsInOneLine(logging.Filter):
    """Drops the traceback where the fault is the request's (4xx), and keeps the line.

    Django logs whatever a view raises with its traceback, also a day that is none:
    anybody could fill the log with them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True
