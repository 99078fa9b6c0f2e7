"""What rows are called in the administration."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_authorities"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="authorityrow",
            options={"verbose_name": "authority", "verbose_name_plural": "authorities"},
        ),
        migrations.AlterModelOptions(
            name="runrow",
            options={"verbose_name": "run", "verbose_name_plural": "runs"},
        ),
        migrations.AlterModelOptions(
            name="sourcestaterow",
            options={"verbose_name": "source’s state", "verbose_name_plural": "sources’ states"},
        ),
        migrations.AlterModelOptions(
            name="verdictrow",
            options={
                "verbose_name": "verdict on two records",
                "verbose_name_plural": "verdicts on two records",
            },
        ),
    ]
