"""Whether the last search found any circle: each page leads to them then."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_featured_claim"),
    ]

    operations = [
        migrations.AddField(
            model_name="circlesearch",
            name="found",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.ExpressionWrapper(
                    models.Q(("circles", []), _negated=True), models.BooleanField()
                ),
                output_field=models.BooleanField(),
            ),
        ),
    ]
