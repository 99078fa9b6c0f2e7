"""Words for the table of people."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_account_lives"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="reader",
            options={"verbose_name": "account of a reader", "verbose_name_plural": "accounts of readers"},
        ),
    ]
