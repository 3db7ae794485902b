"""The form for a copy of a work: how large a file may be."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from articles.forms.importing import UploadSnapshotForm

SIZES = [
    (1, True),
    (10_000_000, True),
    (10_000_001, False),
]


@pytest.mark.parametrize(("size", "fits"), SIZES)
def test_a_copy_may_have_as_many_bytes_as_the_form_says(size: int, fits: bool) -> None:
    data = {"idempotency_key": str(uuid.uuid4()), "version": ""}
    file = SimpleUploadedFile("page.html", b"a" * size)

    form = UploadSnapshotForm(data, MultiValueDict({"file": [file]}))

    assert form.is_valid() == fits
    if not fits:
        assert "at most 10 MB" in form.errors["file"][0]
