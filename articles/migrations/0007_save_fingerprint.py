"""What a save was sent with, so that its key with other words is a conflict."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_about"),
    ]

    operations = [
        migrations.AddField(
            model_name="save",
            name="fingerprint",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="SHA-256 of what was sent; empty: not known.",
                max_length=64,
            ),
        ),
    ]
