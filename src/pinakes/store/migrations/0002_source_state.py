"""The table of sources."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceStateRow",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("state", models.TextField()),
                ("updated", models.DateTimeField()),
            ],
            options={
                "db_table": "source_state",
            },
        ),
    ]
