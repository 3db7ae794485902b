"""Serves static files under names that browsers may cache for ever."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names with a hash of the content, also for what a module or stylesheet imports."""

    support_js_module_import_aggregation = True
