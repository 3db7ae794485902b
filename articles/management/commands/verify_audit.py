"""manage.py verify_audit: holds what was published against the hash chain and the history."""

import argparse
import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.queries import audit as audit_queries
from articles.workflow.audit import Check, checks

HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
LINES_SHOWN = 40  # findings beyond are counted, so that all stands on one screen
FOUND, NOT_CHECKED = 1, 2


def saved_head(text: str) -> tuple[int, str]:
    """A head as the site's audit page gives it: 12:8f3a..."""
    found = HEAD.fullmatch(text.strip())
    if not found:
        raise argparse.ArgumentTypeError(
            "Write it as the audit page does: the number, a colon, 64 digits."
        )
    return int(found[1]), found[2]


class Command(BaseCommand):
    help = (
        "Holds what was published, and the decisions and texts behind it, against the"
        " hash chain and the history. Changes nothing. Ends with 1 if something was"
        " changed, removed, put in or reordered, and with 2 if something could not be"
        " checked."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", action="append", type=saved_head, default=[], metavar="N:HASH",
            help="a head that was saved elsewhere; without one, a chain that was"
            " written anew as a whole is not noticed. May be given several times.",
        )  # fmt: skip
        parser.add_argument(
            "--all", action="store_true", help=f"show more than {LINES_SHOWN} findings"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        saved: dict[int, set[str]] = {}
        for number, digest in options["head"]:
            saved.setdefault(number, set()).add(digest)
        with audit_queries.single_snapshot():
            wanted = checks(saved)
            readable = [check for check in wanted if self.is_readable(check)]
            findings = chain.from_iterable(check.findings() for check in readable)
            found = self.show_findings(findings, options["all"])
            if found:
                many = "1 finding" if found == 1 else f"{found} findings"
                raise CommandError(
                    f"{many}: the record is not as it was.", returncode=FOUND
                )
            if len(readable) < len(wanted):
                raise CommandError("Not all could be checked.", returncode=NOT_CHECKED)
            head = audit_queries.chain_head()
        self.stdout.write(f"{head.number} entries: all is as it was recorded.")
        self.stdout.write(f"Head: {head.number}:{head.hash}")
        if not saved:
            self.stdout.write(
                "Without --head, a chain that was written anew as a whole passes, too."
            )

    def is_readable(self, check: Check) -> bool:
        """Whether this role may read all that the check needs; says so if not."""
        unreadable = audit_queries.unreadable_tables(check.tables)
        if unreadable:
            tables = ", ".join(unreadable)
            self.stdout.write(
                f"Not checked: {check.name}. This role may not read {tables}."
            )
        return not unreadable

    def show_findings(self, findings: Iterable[str], show_all: bool) -> int:
        """Write them as they come; return how many there are."""
        found = 0
        for found, finding in enumerate(findings, 1):
            if show_all or found <= LINES_SHOWN:
                self.stdout.write(finding)
        if found > LINES_SHOWN and not show_all:
            self.stdout.write(f"and {found - LINES_SHOWN} more; --all shows them")
        return found
