"""Which records describe one work: columns of the record, keys, verdicts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0002_source_state"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordKeyRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "record_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("record_id", models.TextField()),
            ],
            options={
                "db_table": "record_key",
            },
        ),
        migrations.AddField(
            model_name="recordrow",
            name="joined",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddField(
            model_name="recordrow",
            name="joined_into",
            field=models.TextField(db_index=True, default=""),
        ),
        migrations.AddField(
            model_name="recordrow",
            name="joined_sources",
            field=models.TextField(default=""),
        ),
        migrations.CreateModel(
            name="VerdictRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.TextField()),
                ("second", models.TextField(db_index=True)),
                ("same", models.BooleanField()),
                ("given", models.DateTimeField()),
            ],
            options={
                "db_table": "verdict",
                "constraints": [models.UniqueConstraint(fields=("first", "second"), name="one_verdict")],
            },
        ),
    ]
