"""The tables of authorities: records of names and subjects, their forms, headings that lead to them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_joins"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuthorityFormRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "authority", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("authority", models.TextField(db_index=True)),
                ("role", models.TextField()),
                ("year", models.TextField()),
            ],
            options={
                "db_table": "authority_form",
            },
        ),
        migrations.CreateModel(
            name="AuthorityRow",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("source", models.TextField()),
                ("sequence", models.BigIntegerField(unique=True)),
                ("datestamp", models.DateTimeField()),
                ("deleted", models.BooleanField()),
                ("used", models.BooleanField(default=False)),
                ("kind", models.TextField()),
                ("heading", models.TextField()),
                ("digest", models.BinaryField()),
                ("raw_format", models.TextField()),
                ("encoded", models.BinaryField()),
                ("raw", models.BinaryField()),
            ],
            options={
                "db_table": "authority",
            },
        ),
        migrations.CreateModel(
            name="CrossReferenceRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list", models.TextField()),
                ("place", models.BinaryField()),
                ("authority", models.TextField(db_index=True)),
                ("text", models.TextField()),
                ("see", models.TextField()),
            ],
            options={
                "db_table": "cross_reference",
                "indexes": [models.Index(fields=["list", "place"], name="cross_reference_place")],
            },
        ),
    ]
