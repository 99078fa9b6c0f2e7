"""When an account ends; links that open one once; what staff did."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="reader",
            name="ends_at",
            field=models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="account ends"),
        ),
        migrations.AddField(
            model_name="reader",
            name="warned_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="told of the end of the account"
            ),
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="when"
                    ),
                ),
                ("by_name", models.CharField(max_length=150, verbose_name="name")),
                ("action", models.CharField(db_index=True, max_length=60, verbose_name="what")),
                ("subject", models.CharField(max_length=200, verbose_name="to what")),
                ("detail", models.JSONField(blank=True, default=dict, verbose_name="detail")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "action of staff",
                "verbose_name_plural": "actions of staff",
                "db_table": "audit_entry",
                "ordering": ("-at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="OneTimeLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "one_time_link",
            },
        ),
    ]
