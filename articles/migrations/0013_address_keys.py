"""Fills in the keys of the addresses that are recorded, a few rows at a time.

Each batch is a transaction of its own, so that nobody waits for long; done twice, it
changes nothing. A key is no news: the history takes no note of it.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from articles.domain.text.addresses import address_key

BATCH_ROWS = 500
# Who changed an address in between has set its key.
SET_KEYS_SQL = """
UPDATE articles_work SET address_key = keyed.key
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS keyed (id, address, key)
WHERE articles_work.id = keyed.id AND articles_work.address = keyed.address
    AND articles_work.address_key <> keyed.key
"""


def set_address_keys(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    works = apps.get_model("articles", "Work").objects.exclude(address="")
    rows = works.order_by("pk").values_list("pk", "address")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH_ROWS]):
        last = batch[-1][0]
        ids, addresses = zip(*batch, strict=True)
        keys = list(map(address_key, addresses))
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(SET_KEYS_SQL, [list(ids), list(addresses), keys])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0012_address_key"),
    ]

    operations = [
        migrations.RunPython(
            set_address_keys, migrations.RunPython.noop, atomic=False, elidable=True
        ),
    ]
