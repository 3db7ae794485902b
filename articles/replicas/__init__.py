"""Reads readers' pages from standbys by streaming replication (docs/deploying.md).

choice   which server a request reads, for the ORM and for statements of our own
lag      how far behind a standby is, and whether that is near enough
watch    asks each server how far it is, a few times a second
"""
